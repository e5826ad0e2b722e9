/// Reads a block from its `=ybegin` line (yEnc draft 1.3).
struct YEncBlockReader {
  private let lines: LineReader

  /// Characters of a line; the formal proposal allows 998, and a line one longer when it ends in an escape.
  private static let lineLengths = 1...998

  init(_ lines: LineReader) { self.lines = lines }

  func read(from line: LineReader.Line) -> BlockResult? {
    guard let begin = YEncKeywords("=ybegin", line.content, of: lines.view), let length = begin.number("line="),
      Self.lineLengths.contains(length), let size = begin.number("size="), let name = begin.name
    else { return nil }
    var start = line.next
    var part: YEncKeywords?
    if start < lines.view.count {
      let second = lines.line(at: start)
      part = YEncKeywords("=ypart", second.content, of: lines.view)
      if part != nil { start = second.next }
    }
    var shape = Shape(length: length)
    var end: YEncKeywords?
    var lastLine = line
    var dataEnd = start
    var at = start
    while at < lines.view.count {
      let next = lines.line(at: at)
      if lines.view.hasBytes("=y", at: at) {
        end = YEncKeywords("=yend", next.content, of: lines.view)
        if end != nil {
          lastLine = next
          at = next.next
          break
        }
        // `=y` stands for no byte that needs an escape; a data line starts so only when an encoder escapes at will.
        if YEncKeywords("=ybegin", next.content, of: lines.view) != nil { break }
      }
      guard shape.take(next.content.count) else { break }
      dataEnd = next.next
      lastLine = next
      at = next.next
    }
    let piece = part.flatMap { Self.portion($0) }
    var block = EncodedBlock(
      encoding: .yEnc, range: line.start..<lastLine.content.upperBound, name: name, data: start..<dataEnd, size: 0)
    block.portion = piece
    block.isTruncated = end == nil
    check(&block, expected: piece?.count ?? size, end: end)
    // One short line between the keywords may be a text about yEnc: then the size alone can tell.
    let isBelievable = end == nil ? shape.fullLines >= UUBlockReader.minimumLinesWithoutEnd : shape.fullLines > 0
    guard isBelievable || (end != nil && !block.hasWrongSize) else { return BlockResult(next: at) }
    return BlockResult(block: block, next: at)
  }

  private static func portion(_ part: YEncKeywords) -> Range<Int>? {
    guard let begin = part.number("begin="), let end = part.number("end="), begin >= 1, end >= begin else { return nil }
    return (begin - 1)..<end
  }

  /// Measures the block, and compares sizes and checksum with what its lines state.
  private func check(_ block: inout EncodedBlock, expected: Int, end: YEncKeywords?) {
    var checksum = CRC32.standard
    var size = 0
    YEnc.forEachByte(of: lines.view[block.data]) { byte in
      checksum.add(byte)
      size += 1
    }
    block.size = size
    guard let end else { return }
    let stated = end.number("size=")
    block.hasWrongSize = size != expected || (stated != nil && stated != size)
    // The whole file's checksum says nothing about one piece of it.
    let wanted = end.checksum("pcrc32=") ?? (block.portion == nil ? end.checksum("crc32=") : nil)
    block.hasWrongChecksum = wanted != nil && wanted != checksum.value
  }

  /// The lengths of data lines: all of one length, or one more for an escape at the end, and a last shorter one.
  private struct Shape {
    let length: Int
    private(set) var fullLines = 0
    private var isLast = false

    init(length: Int) { self.length = length }

    mutating func take(_ count: Int) -> Bool {
      guard !isLast, count <= length + 1 else { return false }
      if count >= length { fullLines += 1 } else { isLast = true }
      return true
    }
  }
}
