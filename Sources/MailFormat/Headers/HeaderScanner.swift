/// Walks through a header section field by field. Copies nothing and decodes nothing; each byte is looked at once, or
/// twice around a malformed line.
///
/// RFC 5322 §2.2, and what the field knows of real mail: a `From ` line of an mbox before the first field, blank lines
/// before the first field, lines that are no field in the middle of the section, a body without a blank line before it.
struct HeaderScanner {
  enum Step {
    case field(HeaderField)
    case defect(MailDefect.Kind, at: Int)
    /// The section is over; the body, possibly empty, starts here.
    case end(body: Int)
  }

  private let view: ByteView
  private let limits: MailLimits
  private let newline: UInt8
  private let sectionStart: Int
  private var position: Int
  private let end: Int
  private var fieldCount = 0
  private var isSkippingRest = false
  private var endsWithoutBlankLine = false

  // How far behind a malformed line a familiar field may stand; bounds the bytes that are looked at twice.
  private static let lookAheadBytes = 4_096

  /// - Parameter newline: the byte that ends a line: LF, or CR in a message that has no LF at all.
  init(_ view: ByteView, from start: Int, to end: Int, newline: UInt8, limits: MailLimits) {
    self.view = view
    self.limits = limits
    self.newline = newline
    self.end = end
    self.sectionStart = start
    self.position = start
  }

  /// The byte that ends lines in a message: LF, save for the rare one written with nothing but CR.
  static func newline(of view: ByteView) -> UInt8 {
    if view.contains(ASCII.lineFeed) { return ASCII.lineFeed }
    return view.contains(ASCII.carriageReturn) ? ASCII.carriageReturn : ASCII.lineFeed
  }

  /// Skips what may stand before the first field of a whole message: the `From ` line of an mbox, then blank lines that
  /// a familiar field follows. Returns the defects to be noted.
  mutating func skipPreliminaries() -> MailDefect.Kind? {
    var seen: MailDefect.Kind?
    if view[position..<end].hasBytes("From ", at: 0) || view[position..<end].hasBytes(">From ", at: 0) {
      position = lineEnd(from: position)
      seen = .envelopeLine
    }
    var at = position
    while at < end, let after = blankLineEnd(at: at), after - position <= 64 { at = after }
    if at > position, isFamiliarField(at: at) {
      position = at
      seen = seen ?? .leadingBlankLines
    }
    return seen
  }

  mutating func next(boundaries: borrowing BoundaryStack) -> Step {
    while true {
      if endsWithoutBlankLine || position >= end { return .end(body: min(position, end)) }
      if let after = blankLineEnd(at: position) { return .end(body: after) }
      if boundaries.delimiter(at: position, to: end, in: view, newline: newline) != nil { return .end(body: position) }
      if isSkippingRest {
        position = lineEnd(from: position)
        continue
      }
      if position - sectionStart > limits.maximumHeaderBytes {
        isSkippingRest = true
        return .defect(.headerTooLarge, at: position)
      }
      if fieldCount >= limits.maximumFields {
        isSkippingRest = true
        return .defect(.tooManyFields, at: position)
      }
      guard let name = fieldName(at: position) else { return stepOverMalformedLine(boundaries) }
      fieldCount += 1
      return .field(field(name: name.range, colon: name.colon))
    }
  }

  // MARK: Lines

  /// The start of the line after the one that `offset` is in.
  private func lineEnd(from offset: Int) -> Int {
    min(view.index(of: newline, from: offset, to: end) + 1, end)
  }

  /// The start of the line after an empty one, or nil where the line is not empty. Mail that went through a second
  /// conversion of line ends has `CR CR LF`.
  private func blankLineEnd(at offset: Int) -> Int? {
    var at = offset
    while at < end, at - offset < 4, view[at] == ASCII.carriageReturn, newline != ASCII.carriageReturn { at += 1 }
    return at < end && view[at] == newline ? at + 1 : nil
  }

  /// The name at the start of a line, if a colon follows it. Blanks before the colon are the obsolete form
  /// (RFC 5322 §4.5).
  private func fieldName(at start: Int) -> (range: Range<Int>, colon: Int)? {
    var at = start
    while at < end, ASCII.isFieldName(view[at]) { at += 1 }
    guard at > start, at < end else { return nil }
    let nameEnd = at
    while at < end, ASCII.isBlank(view[at]) { at += 1 }
    guard at < end, view[at] == UInt8(ascii: ":") else { return nil }
    return (start..<nameEnd, at)
  }

  private mutating func field(name: Range<Int>, colon: Int) -> HeaderField {
    var lineFeed = view.index(of: newline, from: colon, to: end)
    while lineFeed + 1 < end, ASCII.isBlank(view[lineFeed + 1]) {
      lineFeed = view.index(of: newline, from: lineFeed + 1, to: end)
    }
    position = min(lineFeed + 1, end)
    var valueEnd = min(lineFeed, end)
    if valueEnd > colon + 1, view[valueEnd - 1] == ASCII.carriageReturn { valueEnd -= 1 }
    return HeaderField(name: name, value: (colon + 1)..<valueEnd, known: KnownField.identify(view[name]))
  }

  // MARK: Malformed lines

  /// A line that is no field is skipped when a familiar field follows before the blank line, else the body starts there.
  /// A line with two hyphens is a delimiter and starts the body in any case.
  private mutating func stepOverMalformedLine(_ boundaries: borrowing BoundaryStack) -> Step {
    let start = position
    if !view[start..<end].hasBytes("--", at: 0), let familiar = findFamiliarField(from: start, boundaries) {
      position = familiar
      return .defect(.malformedHeaderLine, at: start)
    }
    endsWithoutBlankLine = true
    return .defect(.missingHeaderBodySeparator, at: start)
  }

  private func findFamiliarField(from start: Int, _ boundaries: borrowing BoundaryStack) -> Int? {
    let horizon = min(end, start + Self.lookAheadBytes)
    var at = lineEnd(from: start)
    while at < horizon, blankLineEnd(at: at) == nil {
      if boundaries.delimiter(at: at, to: end, in: view, newline: newline) != nil { return nil }
      if isFamiliarField(at: at) { return at }
      at = lineEnd(from: at)
    }
    return nil
  }

  private func isFamiliarField(at offset: Int) -> Bool {
    guard offset < end, let name = fieldName(at: offset) else { return false }
    return KnownField.isFamiliar(view[name.range])
  }
}
