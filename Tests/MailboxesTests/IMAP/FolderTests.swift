import Testing

@testable import Mailboxes

@Suite("Folders and what they are for") struct FolderTests {
  private func listing(
    _ name: String, _ attributes: IMAPMailboxAttributes = [], delimiter: Unicode.Scalar? = "/"
  ) -> IMAPMailboxListing {
    IMAPMailboxListing(name: IMAPMailboxName(name), attributes: attributes, delimiter: delimiter)
  }

  @Test(
    "names tell the role in English and Turkish",
    arguments: [
      ("INBOX", .inbox), ("Sent", .sent), ("SENT ITEMS", .sent), ("sent-mail", .sent), ("Gönderilmiş Öğeler", .sent),
      ("GÖNDERİLMİŞ ÖĞELER", .sent), ("GÖNDERILMIŞ ÖĞELER", .sent), ("gonderilmis ogeler", .sent),
      ("gönderılmış öğeler", .sent), ("Gönderilenler", .sent), ("[Gmail]/Gönderilmiş Postalar", .sent),
      ("[Gmail]/Sent Mail", .sent), ("[Google Mail]/Spam", .junk), ("[Gmail]/Çöp Kutusu", .trash),
      ("[Gmail]/Tüm Postalar", .all), ("[Gmail]/All Mail", .all), ("[Gmail]/Taslaklar", .drafts),
      ("Silinmiş Öğeler", .trash), ("Deleted Items", .trash), ("Trash", .trash), ("ÇÖP KUTUSU", .trash),
      ("Gereksiz", .junk), ("Gereksiz E-posta", .junk), ("Önemsiz E-posta", .junk), ("İstenmeyen", .junk),
      ("ISTENMEYEN", .junk), ("istenmeyen e-posta", .junk), ("Junk E-mail", .junk), ("Spam", .junk),
      ("Drafts", .drafts), ("TASLAKLAR", .drafts), ("Arşiv", .archive), ("ARŞİV", .archive), ("Archive", .archive),
      ("INBOX/Sent", .sent), ("INBOX/Mail/Gönderilenler", .sent), ("Sent/2023", .sent), ("Arşiv/Gönderilmiş", .sent),
      ("Projeler", .other), ("INBOX/Projeler", .other), ("Giden Kutusu", .other), ("Önemli", .other),
      ("Starred", .other),
      ("Sentez", .other), ("", .other), ("/", .other), ("Archive of Rome", .other), ("INBOX/INBOX", .other),
    ] as [(String, IMAPFolderRole)])
  func names(name: String, role: IMAPFolderRole) {
    #expect(IMAPFolderRole(listing(name)) == role)
    let dotted = name.split(separator: "/", omittingEmptySubsequences: false).joined(separator: ".")
    #expect(IMAPFolderRole(listing(dotted, delimiter: ".")) == role)
    let all = [listing("INBOX"), listing(name)]
    #expect(IMAPFolderRole.roles(of: all)[IMAPMailboxName(name)] == role)
  }

  @Test("letters with marks of their own are the same as composed ones") func decomposed() {
    #expect(IMAPFolderRole(listing("Go\u{308}nderilmis\u{327} O\u{308}g\u{306}eler")) == .sent)
    #expect(IMAPFolderRole(listing("I\u{307}stenmeyen")) == .junk)
  }

  @Test("without levels a name is one") func flat() {
    #expect(IMAPFolderRole(listing("INBOX.Sent", delimiter: nil)) == .other)
    #expect(IMAPFolderRole(listing("Sent", delimiter: nil)) == .sent)
  }

  @Test("what the server says is stronger than the name") func specialUse() {
    #expect(IMAPFolderRole(listing("Trash", [.sent])) == .sent)
    #expect(IMAPFolderRole(listing("Verschickt", [.sent, .hasNoChildren])) == .sent)
    #expect(IMAPFolderRole(listing("x", [.important])) == .important)
    #expect(IMAPFolderRole(listing("x", [.flagged])) == .flagged)
    #expect(IMAPFolderRole(listing("INBOX", [.all])) == .inbox)
  }

  @Test("a folder below one with a use has it too") func below() {
    let roles = IMAPFolderRole.roles(of: [
      listing("INBOX"), listing("INBOX/Müşteri"), listing("Müll", [.trash]), listing("Müll/Alt"), listing("Müll/Sent"),
      listing("Müll/Alt/Noch älter"), listing("Eingang", [.inbox]), listing("Eingang/Kunde"),
    ])
    let named = Dictionary(uniqueKeysWithValues: roles.map { ($0.key.text, $0.value) })
    #expect(
      named == [
        "INBOX": .inbox, "INBOX/Müşteri": .other, "Müll": .trash, "Müll/Alt": .trash, "Müll/Sent": .sent,
        "Müll/Alt/Noch älter": .trash, "Eingang": .inbox, "Eingang/Kunde": .other,
      ])
  }

  @Test(
    "patterns match as LIST does, in Unicode",
    arguments: [
      ("*", "INBOX/a/b", true), ("%", "INBOX", true), ("%", "INBOX/a", false), ("%/%", "INBOX/a", true),
      ("INBOX", "inbox", true), ("INBOX*", "INBOX/a", true), ("müşteri/*", "MÜŞTERİ/Ege", true),
      ("ISTANBUL", "istanbul", true), ("İSTANBUL", "ıstanbul", true), ("I\u{307}stanbul", "istanbul", true),
      ("*arşiv*", "Eski ARŞİV 2020", true), ("arsiv", "arşiv", false), ("a*b*c", "aXbYbZc", true),
      ("a*b*c", "abcX", false),
      ("a%c", "a/c", false), ("**", "", true), ("%", "", true), ("a", "", false), ("[Gmail]/*", "[Gmail]/Spam", true),
      ("a*", "b", false), ("*/Spam", "x/y/Spam", true), ("%/Spam", "x/y/Spam", false), ("台*", "台北", true),
    ] as [(String, String, Bool)])
  func patterns(pattern: String, name: String, matches: Bool) {
    #expect(IMAPFolderPattern(pattern)?.matches(name, delimiter: "/") == matches)
    #expect(IMAPFolderPattern(pattern)?.matches(listing(name)) == matches)
  }

  @Test("a pattern of nothing, or too long, is none") func noPattern() {
    #expect(IMAPFolderPattern("") == nil)
    #expect(IMAPFolderPattern(String(repeating: "a", count: 1_001)) == nil)
  }

  @Test("a pattern made to be slow is not") func slow() throws {
    let pattern = try #require(IMAPFolderPattern(String(repeating: "*a", count: 100)))
    #expect(!pattern.matches(String(repeating: "a", count: 1_000) + "b", delimiter: "/"))
    #expect(!pattern.matches(String(repeating: "a", count: 1 << 20), delimiter: "/"))
  }

  @Test("what is excluded is so even if it is included") func selection() throws {
    let selection = IMAPFolderSelection(
      included: [try #require(IMAPFolderPattern("INBOX*")), try #require(IMAPFolderPattern("Gönderil*"))],
      excluded: [try #require(IMAPFolderPattern("*/Özel"))])
    #expect(selection.contains(listing("INBOX/a")))
    #expect(selection.contains(listing("gönderilenler")))
    #expect(!selection.contains(listing("INBOX/özel")))
    #expect(!selection.contains(listing("Trash")))
    #expect(IMAPFolderSelection().contains(listing("Trash")))
  }
}
