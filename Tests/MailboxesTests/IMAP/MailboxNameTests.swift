import Testing

@testable import Mailboxes

@Suite("Names of mailboxes") struct MailboxNameTests {
  @Test(
    "modified UTF-7 is written and read",
    arguments: [
      ("Gönderilmiş Öğeler", "G&APY-nderilmi&AV8- &ANYBHw-eler"), ("İstenmeyen", "&ATA-stenmeyen"),
      ("ıIiİ", "&ATE-Ii&ATA-"), ("Ar&Ge", "Ar&-Ge"), ("&", "&-"), ("&&", "&-&-"), ("台北", "&U,BTFw-"),
      ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"), ("😀", "&2D3eAA-"), ("a\tb", "a&AAk-b"), ("", ""),
      ("ÇÖP-Kutusu", "&AMcA1g-P-Kutusu"), ("é", "&AOk-"), ("a-b,c/d", "a-b,c/d"), ("\u{7f}", "&AH8-"),
    ] as [(String, String)])
  func encoding(text: String, bytes: String) {
    let name = IMAPMailboxName(text)
    #expect(String(decoding: name.bytes, as: UTF8.self) == bytes)
    #expect(name.text == text)
    #expect(IMAPMailboxName(bytes: Array(bytes.utf8), form: .modifiedUTF7).text == text)
  }

  @Test("any text comes back as it was") func roundTrips() {
    var numbers = SeededNumbers(seed: 11)
    let scalars: [Unicode.Scalar] = [
      "&", "-", "+", ",", "/", "a", "İ", "ı", "ş", "台", "😀", "\u{1}", "\u{301}", "\u{feff}",
    ]
    for _ in 0..<2_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...12, using: &numbers) {
        if let scalar = scalars.randomElement(using: &numbers) { text.unicodeScalars.append(scalar) }
      }
      let name = IMAPMailboxName(text)
      #expect(name.bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
      #expect(name.text.unicodeScalars.elementsEqual(text.unicodeScalars))
      #expect(IMAPMailboxName(text, form: .utf8).text.unicodeScalars.elementsEqual(text.unicodeScalars))
    }
  }

  @Test(
    "an ill-formed name stays as it is",
    arguments: [
      "Tom & Jerry", "&", "&AOk", "&A-", "&AO-", "&AOkA-", "&2D0-", "&3gA-", "&AO\u{131}-", "a&AOl-", "R&D",
      "Gönderilmiş",
      "&AO k-", "&/-",
    ])
  func illFormed(text: String) {
    let bytes = Array(text.utf8)
    let name = IMAPMailboxName(bytes: bytes, form: .modifiedUTF7)
    #expect(name.bytes == bytes)
    #expect(name.text == text)
  }

  @Test("a name that is no text at all shows its bytes") func noText() {
    let name = IMAPMailboxName(bytes: [0x41, 0xFE, 0x20, 0x0A], form: .modifiedUTF7)
    #expect(name.bytes == [0x41, 0xFE, 0x20, 0x0A])
    #expect(name.text == "A\\xFE \\x0A")
  }

  @Test("the inbox is one mailbox, however it is written") func inbox() {
    for text in ["inbox", "INBOX", "InBox"] { #expect(IMAPMailboxName(text) == IMAPMailboxName("INBOX")) }
    #expect(IMAPMailboxName("inbox").isInbox)
    #expect(!IMAPMailboxName("ınbox").isInbox)
    #expect(!IMAPMailboxName("inbox/a").isInbox)
    #expect(IMAPMailboxName("inbox/a") != IMAPMailboxName("INBOX/a"))
  }

  @Test("with UTF8=ACCEPT an ampersand is one") func utf8() {
    let name = IMAPMailboxName(bytes: Array("R&AOk-D ş".utf8), form: .utf8)
    #expect(name.text == "R&AOk-D ş")
    #expect(String(decoding: name.bytes(in: .modifiedUTF7), as: UTF8.self) == "R&-AOk-D &AV8-")
    #expect(IMAPMailboxName("ş").bytes(in: .utf8) == Array("ş".utf8))
    #expect(IMAPMailboxName(bytes: [0xFE], form: .utf8).bytes(in: .modifiedUTF7) == [0xFE])
    #expect(IMAPMailboxName(bytes: Array("&x".utf8), form: .modifiedUTF7).bytes(in: .utf8) == Array("&x".utf8))
  }

  @Test("a megabyte of a name is read in time") func long() {
    let name = IMAPMailboxName(bytes: [UInt8](repeating: UInt8(ascii: "&"), count: 1 << 20), form: .modifiedUTF7)
    #expect(name.text.utf8.count == 1 << 20)
  }
}
