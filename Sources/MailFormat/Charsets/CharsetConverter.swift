import CICU

/// Converts bytes of one charset to UTF-8 through ICU.
struct CharsetConverter: ~Copyable {
  private let handle: OpaquePointer

  /// - Returns: nil when ICU does not know the label.
  init?(label: String) {
    guard let handle = cicu_converter_open(label) else { return nil }
    self.handle = handle
  }

  deinit { cicu_converter_close(handle) }

  /// Well-formed UTF-8 of the whole input, and how many sequences became U+FFFD.
  func utf8(_ bytes: ByteView) -> (bytes: [UInt8], replacements: Int) {
    var output: [UInt8] = []
    var replacements: Int64 = 0
    let input = bytes.rawBuffer.bindMemory(to: UInt8.self)
    var offset = 0
    // Text in a national charset usually grows by a sixth in UTF-8; a wrong guess costs one more turn.
    var room = max(64, bytes.count + bytes.count / 4)
    while true {
      var consumed: Int64 = 0
      var outcome: Int32 = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        var written: Int64 = 0
        let start = input.baseAddress.map { $0 + offset }
        outcome = cicu_converter_decode(
          handle, start, Int64(input.count - offset), &consumed,
          buffer.baseAddress, Int64(buffer.count), &written, 1, &replacements)
        count = Int(written)
      }
      offset += Int(consumed)
      if output.isEmpty { output = chunk } else { output.append(contentsOf: chunk) }
      if outcome != 1 { break }
      room = max(64, (input.count - offset) * 2)
    }
    return (output, Int(replacements))
  }
}

/// One guess of ICU's charset detector.
struct CharsetGuess {
  let name: String
  let language: String
  /// 0...100
  let confidence: Int

  /// Best first.
  static func guesses(for bytes: ByteView, isMarkup: Bool) -> [CharsetGuess] {
    let sample = bytes.rawBuffer.bindMemory(to: UInt8.self)
    var raw = [cicu_guess](repeating: cicu_guess(), count: 6)
    let found = cicu_detect(sample.baseAddress, Int64(sample.count), isMarkup ? 1 : 0, &raw, Int32(raw.count))
    return raw.prefix(Int(max(0, found))).map { guess in
      CharsetGuess(
        name: text(of: guess.name), language: text(of: guess.language), confidence: Int(guess.confidence))
    }
  }

  private static func text<Characters>(of tuple: Characters) -> String {
    withUnsafeBytes(of: tuple) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
