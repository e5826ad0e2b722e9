import Testing

@testable import MailFormat

@Suite struct CharsetTests {
  private func decode(_ bytes: [UInt8], _ label: String?) -> DecodedText {
    bytes.withByteView { view in
      guard let label else { return TextDecoder.decode(view, label: nil) }
      return label.withView { TextDecoder.decode(view, label: $0) }
    }
  }

  @Test(
    arguments: [
      ([0xD0, 0xDD, 0xDE, 0xF0, 0xFD, 0xFE], "iso-8859-9", "ĞİŞğış"),
      ([0xD0, 0xDD, 0xDE, 0xF0, 0xFD, 0xFE], "windows-1254", "ĞİŞğış"),
      ([0x80], "iso-8859-9", "€"),
      ([0xA4], "iso-8859-15", "€"),
      ([0x93, 0x61, 0x94], "ISO-8859-1", "\u{201C}a\u{201D}"),
      ([0xC4, 0xE3, 0xBA, 0xC3], "gb2312", "你好"),
      ([0x82, 0xB1], "Shift_JIS", "こ"),
      ([0xC7, 0xD1], "ks_c_5601-1987", "한"),
      ([0xFE, 0xFF, 0x00, 0x41], "utf-16", "A"),
      ([0x41, 0x00, 0x0A, 0x00], "utf-16le", "A\n"),
      ([0x2B, 0x41, 0x57, 0x38, 0x2D], "utf-7", "ů"),
      // Labels with an accident
      ([0xFE], "\"windows-1254\"", "ş"), ([0xFE], "cp-1254", "ş"), ([0xFE], "win1254", "ş"),
      ([0xFE], "iso8859_9", "ş"), ([0xFE], "charset=iso-8859-9", "ş"), ([0xC5, 0x9F], "UTF8", "ş"),
      ([0xC5, 0x9F], "utf-8;", "ş"),
    ] as [([UInt8], String, String)])
  func decodesByLabel(bytes: [UInt8], label: String, expected: String) {
    let decoded = decode(bytes, label)
    #expect(decoded.text == expected)
    #expect(decoded.replacements == 0)
  }

  @Test func utf8UnderAWrongLabelIsCorrected() {
    for label in ["us-ascii", "iso-8859-1", "windows-1254", "utf-16"] {
      let decoded = decode(Array("Şişli'de görüşme".utf8), label)
      #expect(decoded.text == "Şişli'de görüşme")
      #expect(decoded.certainty == .corrected)
    }
  }

  @Test(arguments: [nil, "us-ascii", "x-unknown", "no-such-charset", "utf-8"])
  func turkishWithoutAUsableLabelIsRecognised(label: String?) throws {
    let text = "Sayın yetkili, görüşmemizde değindiğimiz teklifi ilişikte gönderiyoruz. Işıl Çağlayan"
    let bytes = text.unicodeScalars.map { scalar -> UInt8 in
      switch scalar {
      case "ı": 0xFD
      case "ş": 0xFE
      case "ğ": 0xF0
      case "Ş": 0xDE
      case "Ğ": 0xD0
      case "İ": 0xDD
      default: UInt8(truncatingIfNeeded: scalar.value)
      }
    }
    let decoded = decode(bytes, label)
    #expect(decoded.text == text)
    #expect(decoded.certainty != .declared)
  }

  @Test func westernTextIsNotTakenForTurkish() {
    #expect(decode([0x63, 0x61, 0x66, 0xE9], nil).text == "café")
    let icelandic: [UInt8] = Array("Gj".utf8) + [0xF6] + Array("r".utf8) + [0xF0, 0x75, 0xFE, 0xE9, 0xE1, 0xFA, 0xE6]
    #expect(decode(icelandic, nil).text == "Gjörðuþéáúæ")
  }

  @Test func manyTextsWithoutALabelAreReadByTheirLetters() {
    // ığüşöç in windows-1254
    let turkish: [UInt8] = [0xFD, 0xF0, 0xFC, 0xFE, 0xF6, 0xE7]
    var bytes = Array("Content-Type: multipart/mixed; boundary=b\n\n".utf8)
    for _ in 0..<300 { bytes += Array("--b\n\n".utf8) + turkish + Array("\n".utf8) }
    let message = MailMessage(bytes + Array("--b--\n".utf8))
    #expect(message.parts.filter { $0.isLeaf && $0.decodedText().text == "ığüşöç" }.count == 300)
    let guesses = MailLimits.default.maximumCharsetGuesses
    #expect(message.contentDefects.count { $0.kind == .tooManyCharsetGuesses } == 300 - guesses)
  }

  @Test func fieldsWithRawBytesAreReadTogether() {
    // 王小明 and 北京市朝阳区人民政府办公室 in GBK: the name alone is too short to tell by.
    let name: [UInt8] = [0xCD, 0xF5, 0xD0, 0xA1, 0xC3, 0xF7]
    let subject: [UInt8] = [
      0xB1, 0xB1, 0xBE, 0xA9, 0xCA, 0xD0, 0xB3, 0xAF, 0xD1, 0xF4, 0xC7, 0xF8, 0xC8, 0xCB, 0xC3, 0xF1, 0xD5, 0xFE,
      0xB8, 0xAE, 0xB0, 0xEC, 0xB9, 0xAB, 0xCA, 0xD2,
    ]
    let bytes = Array("From: ".utf8) + name + Array(" <wang@b.example>\nSubject: ".utf8) + subject + Array("\n\n".utf8)
    let summary = MailMessage(bytes).summary
    #expect(summary.subject == "北京市朝阳区人民政府办公室")
    #expect(summary.from.first?.name == "王小明")
  }

  @Test(arguments: ["", "X-Other: ı\n"])
  func japaneseWithoutALabelIsToldByItsEscapes(before: String) {
    let text = "\u{1B}$B2q5D\u{1B}(B"
    let message = MailMessage(Array("\(before)Subject: \(text)\nTo: \(text) <a@b.example>\n\n".utf8))
    #expect(message.summary.subject == "会議")
    #expect(message.summary.to.first?.name == "会議")
  }

  @Test func damagedUTF8StaysUTF8() {
    let decoded = decode(Array("çok ş".utf8) + [0xC5], "utf-8")
    #expect(decoded.text == "çok ş\u{FFFD}")
    #expect(decoded.replacements == 1)
  }

  @Test func undecodableSequencesAreCounted() {
    let decoded = decode([0x82, 0xB1, 0xFF, 0x41], "shift_jis")
    #expect(decoded.text.hasSuffix("A"))
    #expect(decoded.replacements >= 1)
  }

  @Test func aLongTextComesOutWhole() {
    // Every byte becomes three: the output outgrows the first guess of its size.
    let decoded = decode([UInt8](repeating: 0x80, count: 100_000), "windows-1252")
    #expect(decoded.text == String(repeating: "€", count: 100_000))
  }

  @Test func wellFormednessAgreesWithTheStandardLibrary() {
    var generator = SeededGenerator(seed: 7)
    let telling: [UInt8] = [0x41, 0x80, 0xBF, 0xC2, 0xE0, 0xED, 0xA0, 0x9F, 0xF0, 0xF4, 0x90, 0x8F, 0xFF]
    for _ in 0..<20_000 {
      let bytes: [UInt8] = (0..<4).map { _ in telling.randomElement(using: &generator) ?? 0 }
      let expected = String(validating: bytes, as: UTF8.self) != nil
      #expect(bytes.withByteView(UTF8Check.isWellFormed) == expected, "\(bytes)")
    }
  }
}
