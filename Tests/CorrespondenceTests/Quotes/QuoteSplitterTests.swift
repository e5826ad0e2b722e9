import Correspondence
import Testing

@Suite struct QuoteSplitterTests {
  /// The pieces of a text, put together, are split into themselves.
  private func expect(_ expected: Piece..., sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(pieces(expected.map(\.text).joined()) == expected, sourceLocation: sourceLocation)
  }

  @Test func textWithoutAnyRuleIsOwn() {
    #expect(parts([]) == [])
    expect(.own("\n \n"))
    expect(.own("Merhaba,\n\nToplantı: saat 10:30\nDate: yarın\n--- bir çizgi ---\n| tablo |\n"))
  }

  @Test func marksQuoteTheirLinesOnly() {
    expect(.own("Hello\n\n"), .quoted("> a\n >> b\n   > c\n\n"), .own("Yes.\n"), .quoted(">\n"))
    expect(.own("Hello\n    > indented as code\n"))
  }

  @Test func allQuotedStaysQuoted() {
    expect(.quoted("\n> a\n\n> b\n"))
    expect(.quoted("\nOn 1 May 2012, X wrote:\n> a\n"))
    expect(.quoted("-----Original Message-----\nFrom: x\n\nHi\n"))
  }

  @Test func attributionBetweenQuotationsJoinsThem() {
    expect(.quoted("> a\nOn 1 May 2012, X wrote:\n> b\n"))
  }

  @Test(arguments: [
    "On Mon, Apr 2, 2012 at 6:26 PM, Ada <ada@example.org> wrote:",
    "On Dec 16, 2011, at 12:47 PM, Ada Byron\n<ada@example.org>\nwrote:",
    "On Tue, Sep 25, 2012 at 8:59 AM, Ada Byron\n<ada@example.org>wrote:",
    "Ada Byron wrote:",
    "Ada Byron <ada@example.org> wrote on 3 April 2012:",
    "Ayşe Işık <ayse@example.org>, 3 Nis 2012 Sal, 16:19 tarihinde şunu yazdı:",
    "Ayşe Işık <ayse@example.org>, 3 Nis 2012 Sal, 16:19 tarihinde\nşunu yazdı:",
    "3 Nisan 2012 16:19 tarihinde Ayşe Işık <ayse@example.org> yazdı:",
    "Ayşe Işık <ayse@example.org> şunları yazdı (3 Nis 2012 16:19):",
    "03.04.2012 16:19 TARİHİNDE AYŞE IŞIK YAZDI:",
    "Am 03.04.2012 um 16:19 schrieb Jörg Groß:",
    "Le mar. 3 avr. 2012 à 16:19, Zoé <zoe@example.org> a écrit\u{A0}:",
    "El mar, 3 abr 2012 a las 16:19, Íñigo (<i@example.org>) escribió:",
    "Il giorno mar 3 apr 2012 alle ore 16:19 Ugo <ugo@example.org> ha\nscritto:",
    "Em ter., 3 de abr. de 2012 às 16:19, Zé <ze@example.org> escreveu:",
    "Op di 3 apr. 2012 om 16:19 schreef Piet <piet@example.org>:",
    "Den tis 3 apr. 2012 16:19Åke <ake@example.org> skrev:",
    "W dniu 3.04.2012 o 16:19, Łukasz pisze:",
    "wt., 3 kwi 2012 o 16:19 Łukasz <l@example.org> napisał(a):",
    "02.04.2012 14:20 пользователь \"Яна\" <\nyana@example.org> написал:",
    "2012年4月3日 16:19，小明 <ming@example.org> 写道：",
    "2012年4月3日(火) 16:19 Hana <hana@example.org>:",
    "2012/4/3 Ada Byron <ada@example.org>",
  ])
  func attributionIsQuotedWithWhatItIntroduces(attribution: String) {
    expect(.own("Merhaba\n\n"), .quoted("\(attribution)\n\n> Hi\n"))
    expect(.own("Merhaba.\n"), .quoted("\(attribution)\n> Hi\n\n"), .own("Bye\n"))
  }

  @Test func questionAboveQuotationIsOwn() {
    expect(.own("What do you say to this:\n"), .quoted("> a\n"))
    expect(.own("He wrote to me yesterday.\nMy answers, 12 of them:\n\n"), .quoted("> a\n"))
    expect(
      .own("In the long letter of 12 May that I sent you about\n"), .quoted("the contract I wrote:\n> a\n"))
    expect(.own("On your remote host run:\n\n  telnet\n\n"), .quoted("On 9 Jan 2014, at 2:47, X wrote:\n\n> a\n"))
  }

  @Test func datedAttributionNeedsNoMarks() {
    expect(.own("Hello\n\n"), .quoted("On Tue, 3 Apr 2012 at 16:19, Ada <a@example.org> wrote:\n\nHi\n-- \nA\n"))
    expect(.own("Merhaba\n\n"), .quoted("Ali <a@example.org>, 3 Nis 2012 Sal, 16:19 tarihinde şunu yazdı:\n\nSelam\n"))
    // Whoever cut the quotation out wrote what is left.
    expect(.own("\nOn Tue, 3 Apr 2012 at 16:19, Ada <a@example.org> wrote:\n\nHi\n"))
    expect(.own("Hello\n\nOn Tuesday Ada wrote:\n\nHi\n"))
  }

  @Test(arguments: [
    "-----Original Message-----", "----- Original Message -----", "-----Özgün İleti-----", "-----ORİJİNAL MESAJ-----",
    "-----Orijinal Mesaj-----", "---------- Forwarded message ---------", "---------- İletilen ileti ---------",
    "---------- Yönlendirilmiş mesaj ----------", "-----Ursprüngliche Nachricht-----", "-----Message d'origine-----",
    "-----Исходное сообщение-----", "Begin forwarded message:", "İletilen ileti başlangıcı:",
    "---- On Fri, 27 Sep 2013 07:16:19 +0400 Ada wrote ----",
  ])
  func separatorQuotesTheRest(separator: String) {
    expect(.own("Hello\n\n"), .quoted("\(separator)\nFrom: x\n\nHi\n\n-- \nName\n"))
    expect(.own("Hello\nof \(separator)\nmore\n"))
  }

  @Test(arguments: [
    "From: Ada [mailto:ada@example.org]\nSent: March-09-12 4:22 PM\nTo: Bob\nSubject: Loop\n",
    "*From:* Ada\n*Sent:* Thursday\n*To:* bob@example.org\n*Subject:* Loop\n",
    "Kimden: Ada\nGönderme Tarihi: 3 Nisan 2012 Salı 16:19\nKime: Bob\nKonu: Döngü\n",
    "Gönderen: Ada\nGönderme: 3 Nisan 2012\nKime: Bob\nBilgi: Can\nKonu: Döngü\n",
    "KİMDEN: Ada\nTARİH: 3 Nisan 2012\nKONU: Döngü\n",
    "Von: Ada\nGesendet: Dienstag\nAn: Bob\nBetreff: Schleife\n",
    "De : Ada\nEnvoyé : mardi\nÀ : Bob\nObjet : Boucle\n",
    "От: Яна\nОтправлено: 3 апреля\nКому: Боб\nТема: Петля\n",
    "Date: Mon, 2 Apr 2012\nFrom: Ada\nTo: Bob\nSubject: Loop\n",
  ])
  func headerQuotesTheRest(header: String) {
    expect(.own("Hello\n\n"), .quoted("\(header)\nHi\n\nBye\n"))
    expect(.own("Hello\n"), .quoted("________________________________\n\(header)\nHi\n"))
    expect(.own("Hello\n\n"), .quoted(" ------------------------------\n\n\(header)\nHi\n"))
  }

  @Test func halfAHeaderIsOwn() {
    expect(.own("From: Ankara\nTo: İzmir\nSubject to change.\n"))
    expect(.own("From: Ankara\n1\n2\n3\n4\n5\nDate: today\nTo: you\n"))
  }

  @Test func signatureEndsWithItsPart() {
    expect(.own("Hello\n\n"), .signature("-- \nAda\n\nByron\n"))
    expect(.own("Hello\n"), .signature("--\nAda\n\n"), .quoted("On 3 Apr 2012, X wrote:\n\n> a\n"), .own("b\n"))
    expect(.own("Hello\n"), .signature("-- \nAda\n"), .quoted("-----Original Message-----\nx\n"))
    expect(.own("a -- b\n--- \n-- c\n"))
    expect(.signature("\n-- \nAda\n"))
  }

  @Test func returnsBeforeFeedsAndMissingLastFeedDoNoHarm() {
    expect(.own("Hello\r\n\r\n"), .quoted("On 3 Apr 2012, X wrote:\r\n> a\r\n"), .signature("-- \r\nAda"))
    expect(.own("Hello\n"), .quoted(">"))
  }
}
