/// The boundaries of the multiparts that are open at some place, outermost first.
///
/// RFC 2046 §5.1.2 asks to look for the outer boundaries at every level of inner nesting: an inner multipart that lacks
/// its end must not swallow what follows the outer delimiter.
struct BoundaryStack: ~Copyable {
  /// A delimiter line that was recognised.
  struct Delimiter {
    /// Which open multipart it belongs to, 0 the outermost.
    let level: Int
    let isClosing: Bool
    /// Where the line after it starts.
    let after: Int
  }

  private struct Open {
    let boundary: [UInt8]
    let allowsTrailingText: Bool
  }

  private var open: [Open] = []
  private var anyAllowsTrailingText = false

  init() {}

  var depth: Int { open.count }

  /// - Parameter allowsTrailingText: whether a line that goes on behind the boundary counts. RFC 2046 §5.1.1 says that
  ///   it does; yet nested boundaries that start with one another are common, so a whole line must match at first.
  mutating func push(_ boundary: [UInt8], allowsTrailingText: Bool) {
    open.append(Open(boundary: boundary, allowsTrailingText: allowsTrailingText))
    if allowsTrailingText { anyAllowsTrailingText = true }
  }

  mutating func pop() { _ = open.popLast() }

  /// Recognises the delimiter line that starts at `offset`, the innermost boundary first: two hyphens, the boundary, two
  /// more hyphens if it closes, blanks, line end (RFC 2046 §5.1.1).
  func delimiter(at offset: Int, to end: Int, in view: ByteView, newline: UInt8) -> Delimiter? {
    guard !open.isEmpty, offset + 2 < end, view[offset] == 0x2D, view[offset + 1] == 0x2D else { return nil }
    // One look at the end of the line serves all levels, so that many open levels cost little.
    let lineFeed = view.index(of: newline, from: offset, to: end)
    var lineEnd = lineFeed
    while lineEnd > offset, ASCII.isSpace(view[lineEnd - 1]) { lineEnd -= 1 }
    let line = (offset + 2)..<max(lineEnd, offset + 2)
    let after = min(lineFeed + 1, end)
    for level in stride(from: open.count - 1, through: 0, by: -1) {
      let boundary = open[level].boundary
      guard line.count == boundary.count || line.count == boundary.count + 2 else { continue }
      guard starts(line, with: boundary, in: view) else { continue }
      if line.count == boundary.count { return Delimiter(level: level, isClosing: false, after: after) }
      if view[line.upperBound - 1] == 0x2D, view[line.upperBound - 2] == 0x2D {
        return Delimiter(level: level, isClosing: true, after: after)
      }
    }
    return anyAllowsTrailingText ? delimiterWithTrailingText(line, after: after, in: view) : nil
  }

  private func delimiterWithTrailingText(_ line: Range<Int>, after: Int, in view: ByteView) -> Delimiter? {
    for level in stride(from: open.count - 1, through: 0, by: -1) where open[level].allowsTrailingText {
      let boundary = open[level].boundary
      guard line.count > boundary.count, starts(line, with: boundary, in: view) else { continue }
      let isClosing = view.hasBytes("--", at: line.lowerBound + boundary.count)
      return Delimiter(level: level, isClosing: isClosing, after: after)
    }
    return nil
  }

  private func starts(_ line: Range<Int>, with boundary: [UInt8], in view: ByteView) -> Bool {
    for i in boundary.indices where view[line.lowerBound + i] != boundary[i] { return false }
    return true
  }
}
