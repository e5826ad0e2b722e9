/// The lines of a text, as armor needs them (RFC 9580 §6.2).
struct ArmorLines {
  private let view: ByteView
  private let newline: UInt8
  private var position = 0

  init(_ view: ByteView) {
    self.view = view
    newline = HeaderScanner.newline(of: view)
  }

  /// The next line without blanks and line end at its end; nil behind the last one.
  mutating func next() -> ByteView? {
    guard position < view.count else { return nil }
    let lineEnd = view.index(of: newline, from: position, to: view.count)
    defer { position = min(lineEnd + 1, view.count) }
    return view[position..<lineEnd].withoutTrailingSpace
  }

  /// Whether a line is nothing but the marker.
  static func isMarker(_ line: ByteView, _ marker: StaticString) -> Bool {
    line.count == marker.utf8CodeUnitCount && line.hasBytes(marker, at: 0)
  }

  /// Passes over `Key: value` lines and the empty line behind them; false where anything else stands there.
  mutating func skipHeader(each: (_ key: ByteView, _ value: ByteView) -> Void) -> Bool {
    while let line = next() {
      if line.isEmpty { return true }
      let colon = line.index(of: UInt8(ascii: ":"), from: 0, to: line.count)
      guard colon > 0, colon < line.count else { return false }
      for i in 0..<colon where !ASCII.isToken(line[i]) { return false }
      each(line[0..<colon], line[(colon + 1)..<line.count].trimmed)
    }
    return false
  }

  mutating func skip(through marker: StaticString) -> Bool {
    while let line = next() {
      if Self.isMarker(line, marker) { return true }
    }
    return false
  }
}
