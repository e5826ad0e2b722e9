/// Finds encoded files between the lines of a text.
///
/// Each line is looked at once: a line that breaks a block off can't be data of that block, so the search goes on with
/// that very line and a text of nothing but opening lines still takes linear time.
struct BlockScanner {
  private let lines: LineReader
  private let limit: Int

  /// - Parameter limit: blocks to be found at most.
  init(_ body: ByteView, limit: Int) {
    lines = LineReader(view: body)
    self.limit = limit
  }

  /// The blocks in order, and whether there were more than the limit allows.
  func blocks() -> (found: [EncodedBlock], isTruncated: Bool) {
    var found: [EncodedBlock] = []
    var at = 0
    while at < lines.view.count {
      let line = lines.line(at: at)
      guard let result = block(at: line) else {
        at = line.next
        continue
      }
      if let block = result.block {
        if found.count >= limit { return (found, true) }
        found.append(block)
      }
      at = max(result.next, line.next)
    }
    return (found, false)
  }

  /// What an opening line leads to, or nil for any other line.
  private func block(at line: LineReader.Line) -> BlockResult? {
    // Nearly every line is sent away by its first byte.
    guard line.content.count > 6 else { return nil }
    switch lines.view[line.start] {
    case UInt8(ascii: "b"): return UUBlockReader(lines).read(from: line)
    case UInt8(ascii: "="): return YEncBlockReader(lines).read(from: line)
    default: return nil
    }
  }
}

/// The outcome of reading from an opening line: a block, or none, and the line to go on with.
struct BlockResult {
  var block: EncodedBlock?
  var next: Int
}

/// Lines that end in LF or CRLF.
struct LineReader {
  struct Line {
    let start: Int
    /// Without the line end.
    let content: Range<Int>
    /// Where the next line starts.
    let next: Int
  }

  let view: ByteView

  func line(at start: Int) -> Line {
    let lineFeed = view.index(of: ASCII.lineFeed, from: start, to: view.count)
    var end = lineFeed
    if end > start, view[end - 1] == ASCII.carriageReturn { end -= 1 }
    return Line(start: start, content: start..<end, next: min(lineFeed + 1, view.count))
  }

  subscript(line: Line) -> ByteView { view[line.content] }
}
