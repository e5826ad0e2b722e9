/// One line: `start..<end` without its LF and the white space before that; `first` is its first byte that isn't white
/// space, equal to `end` in a blank line; `next` is where the next line begins.
struct TextLine {
  var start: Int
  var first: Int
  var end: Int
  var next: Int

  var isBlank: Bool { first == end }
  var length: Int { end - first }
}

/// The lines of a text, found forwards and backwards.
///
/// Every offset handed in is a line's start or the end of the text, and every offset read lies in `0..<count`.
struct TextLines {
  let text: UnsafeRawBufferPointer
  var count: Int { text.count }

  init(_ text: UnsafeRawBufferPointer) { self.text = text }

  @inline(__always)
  subscript(offset: Int) -> UInt8 { text[offset] }

  /// The line that begins at an offset below `count`.
  @inline(__always)
  func line(at start: Int) -> TextLine {
    let feed = lineFeed(from: start)
    return trimmed(start, feed, next: min(feed + 1, count))
  }

  /// The line that ends where the line at `next` begins; nil at the beginning, and where it is longer than `limit`.
  func line(before next: Int, limit: Int) -> TextLine? {
    guard next > 0 else { return nil }
    let feed = self[next - 1] == 10 ? next - 1 : next
    let floor = max(0, feed - limit)
    var start = feed
    while start > floor, self[start - 1] != 10 { start -= 1 }
    if start > 0, self[start - 1] != 10 { return nil }
    return trimmed(start, feed, next: next)
  }

  @inline(__always)
  private func trimmed(_ start: Int, _ feed: Int, next: Int) -> TextLine {
    var (first, end) = (start, feed)
    while first < end, Self.isWhite(self[first]) { first += 1 }
    while end > first, Self.isWhite(self[end - 1]) { end -= 1 }
    return TextLine(start: start, first: first, end: end, next: next)
  }

  @inline(__always)
  private static func isWhite(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }

  /// Where the next LF is, `count` if there is none. Eight bytes at a time, since every byte of every mail passes here.
  @inline(__always)
  private func lineFeed(from start: Int) -> Int {
    let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    var offset = start
    // All eight bytes lie in the text: offset + 8 <= count.
    while offset <= count - 8 {
      let word = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) ^ (ones &* 10)
      let zeros = (word &- ones) & ~word & highs
      if zeros != 0 { return offset + zeros.trailingZeroBitCount / 8 }
      offset += 8
    }
    while offset < count, self[offset] != 10 { offset += 1 }
    return offset
  }

  /// Whether `>` opens a line after at most three spaces.
  @inline(__always)
  func isMarkedAsQuoted(_ line: TextLine) -> Bool {
    line.first < line.end && self[line.first] == UInt8(ascii: ">") && line.first - line.start <= 3
  }

  /// `-- `, or `--` where the space was lost on the way.
  @inline(__always)
  func isSignatureDelimiter(_ line: TextLine) -> Bool {
    line.length == 2 && line.first == line.start && self[line.first] == UInt8(ascii: "-")
      && self[line.first + 1] == UInt8(ascii: "-")
  }

  /// `:`, or the wide colon U+FF1A of Chinese and Japanese.
  @inline(__always)
  func endsWithColon(_ line: TextLine) -> Bool {
    guard line.length > 0 else { return false }
    if self[line.end - 1] == UInt8(ascii: ":") { return true }
    return line.length >= 3 && isWideColon(at: line.end - 3)
  }

  @inline(__always)
  func isWideColon(at offset: Int) -> Bool {
    self[offset] == 0xEF && offset + 2 < count && self[offset + 1] == 0xBC && self[offset + 2] == 0x9A
  }

  /// Whether a line is a rule: five or more of `_` or `-` and nothing else.
  func isRule(_ line: TextLine) -> Bool {
    guard line.length >= 5 else { return false }
    let mark = self[line.first]
    guard mark == UInt8(ascii: "_") || mark == UInt8(ascii: "-") else { return false }
    return text[line.first..<line.end].allSatisfy { $0 == mark }
  }
}
