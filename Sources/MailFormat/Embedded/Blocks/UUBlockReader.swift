/// Reads a block from its `begin` line (POSIX.1-2024, uuencode).
///
/// Prose begins lines with "begin" too: only lines that are encoded data in length and alphabet make it a block, and
/// either its end or several full lines must be there.
struct UUBlockReader {
  private let lines: LineReader

  /// Full lines that make a block without an end believable.
  static let minimumLinesWithoutEnd = 4

  /// Bytes that a block may stand for beyond those that are there (1 MiB): blanks at the ends of lines, which are zeros,
  /// get lost in transport, and a line of one character would otherwise stand for 63 bytes without end.
  static let maximumLostBytes = 1 << 20

  init(_ lines: LineReader) { self.lines = lines }

  func read(from line: LineReader.Line) -> BlockResult? {
    guard let opening = Opening(lines.view, line) else { return nil }
    return opening.isBase64 ? readBase64(opening, line) : readHistorical(opening, line)
  }

  // MARK: Historical algorithm

  private func readHistorical(_ opening: Opening, _ first: LineReader.Line) -> BlockResult {
    var size = 0
    var fullLines = 0
    var lineSize = 0
    var isLast = false
    var dataEnd = first.next
    var lastLine = first
    var at = first.next
    var isClosed = false
    while at < lines.view.count {
      let line = lines.line(at: at)
      let content = lines[line]
      if UUEncoding.isEnd(content) {
        // A file without any bytes has at least the line of length zero.
        guard fullLines > 0 || (isLast && size == 0) else { return BlockResult(next: line.next) }
        isClosed = true
        lastLine = line
        at = line.next
        break
      }
      guard !isLast || size == 0 || !content.trimmed.isEmpty else {
        at = line.next
        continue
      }
      guard let data = UUEncoding.measure(content),
        size + data.size <= line.next - first.next + Self.maximumLostBytes
      else { break }
      if isLast {
        // Behind a short line nothing but the line of length zero.
        guard data.size == 0 else { break }
      } else if lineSize == 0 || data.size == lineSize {
        if lineSize == 0, !data.isComplete, data.size > 0 { break }
        lineSize = data.size
      } else if data.size > lineSize {
        break
      }
      isLast = data.size < lineSize || data.size == 0
      at = line.next
      guard data.size > 0 else { continue }
      if data.isComplete { fullLines += 1 }
      size += data.size
      dataEnd = line.next
      lastLine = line
    }
    guard isClosed || fullLines >= Self.minimumLinesWithoutEnd else { return BlockResult(next: at) }
    var block = EncodedBlock(
      encoding: .uuencode, range: first.start..<lastLine.content.upperBound, name: opening.name,
      data: first.next..<dataEnd, size: size)
    block.isNameEncoded = opening.isNameEncoded
    block.isTruncated = !isClosed
    return BlockResult(block: block, next: at)
  }

  // MARK: Base64

  private func readBase64(_ opening: Opening, _ first: LineReader.Line) -> BlockResult {
    var digits = 0
    var fullLines = 0
    var lineLength = 0
    var dataEnd = first.next
    var lastLine = first
    var at = first.next
    var isClosed = false
    var isLast = false
    while at < lines.view.count {
      let line = lines.line(at: at)
      let content = lines[line].trimmed
      if content.count == 4, content.hasBytes("====", at: 0) {
        isClosed = true
        lastLine = line
        at = line.next
        break
      }
      guard !isLast, let data = Self.measureBase64(content) else { break }
      guard lineLength == 0 || content.count <= lineLength else { break }
      if lineLength == 0 { lineLength = content.count }
      if content.count == lineLength { fullLines += 1 }
      isLast = data.padding > 0 || content.count < lineLength
      digits += data.digits
      dataEnd = line.next
      lastLine = line
      at = line.next
    }
    guard isClosed || fullLines >= Self.minimumLinesWithoutEnd else { return BlockResult(next: at) }
    let remainder = digits % 4
    var block = EncodedBlock(
      encoding: .uuencodeBase64, range: first.start..<lastLine.content.upperBound, name: opening.name,
      data: first.next..<dataEnd, size: digits / 4 * 3 + (remainder > 1 ? remainder - 1 : 0))
    block.isNameEncoded = opening.isNameEncoded
    block.isTruncated = !isClosed
    return BlockResult(block: block, next: at)
  }

  /// Digits and padding of one line, or nil when it is something else.
  private static func measureBase64(_ line: ByteView) -> (digits: Int, padding: Int)? {
    guard !line.isEmpty, line.count % 4 == 0, line.count <= 1_000 else { return nil }
    var digits = line.count
    while digits > line.count - 2, line[digits - 1] == UInt8(ascii: "=") { digits -= 1 }
    for i in 0..<digits {
      let byte = line[i]
      guard ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") else {
        return nil
      }
    }
    return (digits, line.count - digits)
  }
}
