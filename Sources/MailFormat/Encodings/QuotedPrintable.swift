/// Quoted-printable of RFC 2045 §6.7, and the Q encoding of RFC 2047 §4.2.
public enum QuotedPrintable {
  /// The bytes that a text in quoted-printable stands for (RFC 2045 §6.7). A `=` that two hexadecimal digits don't
  /// follow stays as it is.
  public static func decode(_ text: [UInt8]) -> [UInt8] {
    text.withByteView { decode($0).bytes }
  }

  /// - Returns: the bytes, and how many `=` were followed by no two hexadecimal digits; those stay as they are, as
  ///   RFC 2045 §6.7 suggests.
  static func decode(_ input: ByteView) -> (bytes: [UInt8], invalid: Int) {
    var invalid = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: input.count) { output, count in
      var writer = Writer(output: output, source: input)
      var at = 0
      while at < input.count {
        let lineFeed = input.index(of: ASCII.lineFeed, from: at, to: input.count)
        invalid += decodeLine(at, lineFeed, &writer)
        at = lineFeed + 1
      }
      count = writer.count
    }
    return (bytes, invalid)
  }

  /// Writes no more than it reads, so that an output as large as the input always suffices.
  private struct Writer {
    let output: UnsafeMutableBufferPointer<UInt8>
    let source: ByteView
    var count = 0

    mutating func copy(_ from: Int, _ to: Int) {
      guard from < to else { return }
      let piece = UnsafeRawBufferPointer(rebasing: source.rawBuffer[from..<to])
      UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(output)[count..<(count + piece.count)])
        .copyMemory(from: piece)
      count += piece.count
    }

    mutating func put(_ byte: UInt8) {
      output[count] = byte
      count += 1
    }
  }

  /// One line without its LF at `lineFeed` (which may be the end of the input).
  private static func decodeLine(_ start: Int, _ lineFeed: Int, _ writer: inout Writer) -> Int {
    let input = writer.source
    var invalid = 0
    var textEnd = lineFeed
    // White space at the end of a line was added in transport and is deleted (RFC 2045 §6.7, rule 3).
    while textEnd > start, ASCII.isSpace(input[textEnd - 1]) { textEnd -= 1 }
    var at = start
    while at < textEnd {
      let mark = input.index(of: UInt8(ascii: "="), from: at, to: textEnd)
      writer.copy(at, mark)
      if mark >= textEnd { break }
      if mark + 1 == textEnd { return invalid }  // soft line break: the line end goes too
      if mark + 2 < textEnd, let high = ASCII.hexValue(input[mark + 1]), let low = ASCII.hexValue(input[mark + 2]) {
        writer.put(high << 4 | low)
        at = mark + 3
      } else {
        invalid += 1
        writer.put(UInt8(ascii: "="))
        at = mark + 1
      }
    }
    if lineFeed < input.count {
      let hasReturn = lineFeed > start && input[lineFeed - 1] == ASCII.carriageReturn
      writer.copy(hasReturn ? lineFeed - 1 : lineFeed, lineFeed + 1)
    }
    return invalid
  }

  /// The Q encoding: `_` is a space, and there are no lines.
  static func decodeQ(_ input: ByteView, into output: inout [UInt8]) {
    var at = 0
    while at < input.count {
      let byte = input[at]
      if byte == UInt8(ascii: "="), at + 2 < input.count,
        let high = ASCII.hexValue(input[at + 1]), let low = ASCII.hexValue(input[at + 2])
      {
        output.append(high << 4 | low)
        at += 3
      } else {
        output.append(byte == UInt8(ascii: "_") ? ASCII.space : byte)
        at += 1
      }
    }
  }
}
