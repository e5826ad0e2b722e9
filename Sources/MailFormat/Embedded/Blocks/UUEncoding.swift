/// Lines of the historical uuencode algorithm: a length, then groups of four characters, each of six bits above a space.
/// Zero is a space or a backquote.
enum UUEncoding {
  /// A line of data: the bytes it stands for, and whether all its characters are there. Spaces at the end of a line
  /// get lost in transport; they were zeros.
  static func measure(_ line: ByteView) -> (size: Int, isComplete: Bool)? {
    // The line of length zero, written as one space, arrives as an empty one.
    guard !line.isEmpty else { return (0, true) }
    guard isDigit(line[0]) else { return nil }
    let size = Int((line[0] &- 32) & 63)
    let whole = (size + 2) / 3 * 4
    var end = line.count
    while end > whole + 1, ASCII.isBlank(line[end - 1]) { end -= 1 }
    // One character behind the groups is the checksum that some encoders add.
    guard end - 1 <= whole + 1 else { return nil }
    for i in 1..<max(end, 1) where !isDigit(line[i]) { return nil }
    return (size, end - 1 >= (size * 8 + 5) / 6)
  }

  static func isEnd(_ line: ByteView) -> Bool {
    line.hasBytes("end", at: 0) && line[3..<line.count].trimmed.isEmpty
  }

  /// - Parameter size: the sum of the lines' lengths.
  static func decode(_ data: ByteView, size: Int) -> [UInt8] {
    let lines = LineReader(view: data)
    var output: [UInt8] = []
    output.reserveCapacity(size)
    var at = 0
    while at < data.count {
      let line = lines.line(at: at)
      at = line.next
      let content = lines[line]
      guard let measured = measure(content) else { continue }
      decode(content, size: measured.size, into: &output)
    }
    return output
  }

  private static func decode(_ line: ByteView, size: Int, into output: inout [UInt8]) {
    func bits(_ index: Int) -> UInt32 { index < line.count ? UInt32((line[index] &- 32) & 63) : 0 }
    var left = size
    var at = 1
    while left > 0 {
      let group = bits(at) << 18 | bits(at + 1) << 12 | bits(at + 2) << 6 | bits(at + 3)
      output.append(UInt8(truncatingIfNeeded: group >> 16))
      if left > 1 { output.append(UInt8(truncatingIfNeeded: group >> 8)) }
      if left > 2 { output.append(UInt8(truncatingIfNeeded: group)) }
      left -= 3
      at += 4
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 32 <= 64 }
}
