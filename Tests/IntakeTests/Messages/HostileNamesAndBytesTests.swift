import Testing

@testable import Intake

/// Bytes that come from strangers: whatever they are, looking at them ends.
@Suite struct HostileNamesAndBytesTests {
  @Test func recognitionTakesAnyBytes() {
    let parts = [
      "From ", "a@b.example ", "Sat Jan  3 01:05:34 1996", "\n", "\r\n", "\r", "\u{FEFF}", "Subject:", "subject", ":",
      " ", "\t",
      "12", "99999999999999999999", "\u{0}", "ü", "To: x\n", "Date: y\n", "PK\u{3}\u{4}",
      String(repeating: "x", count: 90),
    ]
    var numbers = SeededNumbers(seed: 5)
    var kinds: Set<String> = []
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...8, using: &numbers)
      let text = (0..<count).map { _ in parts.randomElement(using: &numbers) ?? "" }.joined()
      let isNamedMail = Bool.random(using: &numbers)
      switch [UInt8](text).withUnsafeBytes({ MailRecognition($0, isNamedMail: isNamedMail) }) {
      case .message: kinds.insert("message")
      case .mbox: kinds.insert("mbox")
      case .appleMail(let start, _):
        kinds.insert("appleMail")
        #expect(start < text.utf8.count)
      case .other(let reason):
        kinds.insert("other")
        #expect(!reason.isEmpty)
      }
    }
    #expect(kinds == ["message", "mbox", "appleMail", "other"])
  }

  @Test func folderNamesTakeAnyBytes() {
    let letters = [UInt8]("&-,.+AZaz09/ ~") + [0xFF, 0xC5, 0x00, 0x7F]
    var numbers = SeededNumbers(seed: 6)
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...14, using: &numbers)
      let name = (0..<count).map { _ in letters.randomElement(using: &numbers) ?? 0 }
      let text = MaildirFolderName.decode(name[...])
      #expect(text.isEmpty == name.allSatisfy { $0 == UInt8(ascii: ".") })
    }
  }

  @Test func maildirNamesTakeAnyBytes() {
    let letters = [UInt8](":2,SFR.") + [0xFF]
    var numbers = SeededNumbers(seed: 7)
    for _ in 0..<5_000 {
      let count = Int.random(in: 1...10, using: &numbers)
      let name = (0..<count).map { _ in letters.randomElement(using: &numbers) ?? 0 }
      let parts = MaildirName(name[...])
      #expect(!parts.uniqueName.contains(":"))
      #expect(parts.flags == nil || String(decoding: name, as: UTF8.self).contains(":2,"))
    }
  }

  @Test(arguments: [
    ([UInt8]("düz"), "düz"), ([0x73, 0xFE], "s\\xFE"), ([0x41, 0x00, 0x42], "A\u{0}B"), ([], ""),
  ])
  func pathsAreShownUnambiguously(bytes: [UInt8], text: String) {
    #expect(PathBytes.text(bytes) == text)
  }
}
