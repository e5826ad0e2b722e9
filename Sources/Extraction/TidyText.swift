/// Text as it is kept: no control characters, no long stretches of blank lines, not longer than the limit.
enum TidyText {
  static func of(_ text: String, limit: Int) -> (text: String, isTruncated: Bool) {
    var text = text
    var isTruncated = false
    let output: [UInt8] = text.withUTF8 { source in
      var writer = Writer(capacity: min(source.count, limit))
      for byte in source {
        if writer.output.count >= limit {
          isTruncated = true
          break
        }
        writer.put(byte)
      }
      return writer.finish(isCut: isTruncated)
    }
    return (String(decoding: output, as: UTF8.self), isTruncated)
  }

  private struct Writer {
    var output: [UInt8] = []
    private var newlines = 0
    private var spaces = 0
    private var lastWasReturn = false

    // At most one blank line between lines; more tell nothing.
    private static let mostNewlines = 2
    private static let mostSpaces = 64

    init(capacity: Int) { output.reserveCapacity(capacity) }

    mutating func put(_ byte: UInt8) {
      defer { lastWasReturn = byte == 0x0D }
      switch byte {
      case 0x0A where lastWasReturn: break
      case 0x0A, 0x0C, 0x0D:
        while let last = output.last, last == 0x20 || last == 0x09 { output.removeLast() }
        spaces = 0
        newlines += 1
        if !output.isEmpty, newlines <= Self.mostNewlines { output.append(0x0A) }
      case 0x20, 0x09:
        spaces += 1
        if spaces <= Self.mostSpaces { output.append(byte) }
      case 0x00...0x1F, 0x7F: break
      default:
        (newlines, spaces) = (0, 0)
        output.append(byte)
      }
    }

    /// - Parameter isCut: whether the last character may be a half.
    mutating func finish(isCut: Bool) -> [UInt8] {
      while isCut, let last = output.last, last & 0xC0 == 0x80 { output.removeLast() }
      if isCut, let last = output.last, last >= 0xC0 { output.removeLast() }
      while let last = output.last, last <= 0x20 { output.removeLast() }
      return output
    }
  }
}
