import Testing

@testable import TextAnalysis

/// All ways to find words lead to the same ones.
@Suite("Fast scanning agrees with ICU")
struct WordScannerAgreementTests {
  @Test(
    "on the corpora", .enabled(if: Corpora.folder != nil, "EVRAK_CORPORA is not set"),
    arguments: ["search", "mime", "replies", "contacts", "bounces", "calendars", "attachments", "mail/easy-ham/cur"])
  func corpora(folder: String) {
    let scanner = WordScanner()
    let texts = Corpora.texts(below: folder, atMost: 1_500_000)
    #expect(!texts.isEmpty)
    for (name, bytes) in texts {
      let (fast, slow) = (ScannedText.ranges(bytes, scanner), ScannedText.rangesByICU(bytes, scanner))
      if fast != slow { Issue.record("\(folder)/\(name): \(Self.difference(fast, slow, bytes))") }
    }
  }

  @Test("on random bytes", arguments: 1...8 as ClosedRange<UInt64>)
  func bytes(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let scanner = WordScanner()
    for _ in 0..<400 {
      let highs = Int.random(in: 0...100, using: &numbers)
      let bytes = (0..<Int.random(in: 0...700, using: &numbers)).map { _ in
        UInt8.random(in: Int.random(in: 0..<100, using: &numbers) < highs ? 0x80...0xFF : 0...0x7F, using: &numbers)
      }
      let (fast, slow) = (ScannedText.ranges(bytes, scanner), ScannedText.rangesByICU(bytes, scanner))
      if fast != slow { Issue.record("seed \(seed): \(Self.difference(fast, slow, bytes))") }
    }
  }

  @Test("on random characters of neighbouring scripts", arguments: 1...8 as ClosedRange<UInt64>)
  func characters(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let scanner = WordScanner()
    // Blocks that meet in real text, and the characters that glue or part them.
    let blocks: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0x61...0x7A, 0x30...0x39, 0xA0...0x17F, 0x180...0x24F, 0x300...0x36F, 0x370...0x52F, 0x590...0x6FF,
      0x900...0x97F, 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x200B...0x206F, 0x2010...0x2027, 0x2070...0x2BFF,
      0x3000...0x30FF, 0x4E00...0x4EFF, 0xAC00...0xACFF, 0xFB00...0xFEFF, 0xFF00...0xFFEF, 0x1F1E6...0x1F1FF,
      0x1F300...0x1F6FF, 0xE0001...0xE007F, 0x1D400...0x1D4FF, 0x200D...0x200D, 0xAD...0xAD, 0x20...0x20,
      0x0...0x10FFFF,
    ]
    for _ in 0..<400 {
      let chosen = (0..<Int.random(in: 1...5, using: &numbers)).compactMap { _ in blocks.randomElement(using: &numbers)
      }
      var text = ""
      for _ in 0..<Int.random(in: 0...400, using: &numbers) {
        guard let block = chosen.randomElement(using: &numbers),
          let scalar = Unicode.Scalar(UInt32.random(in: block, using: &numbers))
        else { continue }
        text.unicodeScalars.append(scalar)
      }
      let bytes = [UInt8](text.utf8)
      let (fast, slow) = (ScannedText.ranges(bytes, scanner), ScannedText.rangesByICU(bytes, scanner))
      if fast != slow { Issue.record("seed \(seed): \(Self.difference(fast, slow, bytes))") }
    }
  }

  @Test("on long runs without separators")
  func longRuns() {
    for piece in ["漢字かな", "abc漢", "สวัสดี", "aé", "x\u{301}"] {
      for count in [4_000, 4_090, 4_096, 4_100, 12_345] {
        var bytes = [UInt8]()
        while bytes.count < count { bytes += piece.utf8 }
        let text = [UInt8]("a b ".utf8) + bytes + [UInt8](" c 漢字 d".utf8) + bytes
        let (fast, slow) = (ScannedText.ranges(text), ScannedText.rangesByICU(text))
        if fast != slow { Issue.record("\(piece) \(count): \(Self.difference(fast, slow, text))") }
      }
    }
  }

  private static func difference(_ fast: [WordRange], _ slow: [WordRange], _ bytes: [UInt8]) -> String {
    let index =
      zip(fast, slow).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(fast.count, slow.count)
    let (one, other) = (fast.dropFirst(index).first, slow.dropFirst(index).first)
    let start = Int(min(one?.start ?? .max, other?.start ?? .max))
    let around = max(0, start - 20)..<min(bytes.count, start + 40)
    let text = String(decoding: bytes[around], as: UTF8.self).debugDescription
    return "word \(index): \(String(describing: one)) and by ICU \(String(describing: other)) near \(text)"
  }
}
