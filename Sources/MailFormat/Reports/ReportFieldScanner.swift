/// Takes the machine-readable part of a report apart into groups of fields, which blank lines separate (RFC 3464 §2.1).
///
/// What systems write besides is read as it was meant: continuation lines that lost their indentation belong to the
/// field before them, and a line of nothing but blanks inside a folded text does not end the group.
struct ReportFieldScanner {
  private let view: ByteView
  private let limits: MailLimits
  private let newline: UInt8
  // Where defects are said to be: the start of the part's body, as for all defects of content.
  private let offset: Int

  private var groups: [[ReportField]] = []
  private var group: [ReportField] = []
  private var open: (name: Range<Int>, value: Range<Int>)?
  private var fieldCount = 0

  // Longer ones are text with a colon in it; the longest registered name has 33 bytes.
  private static let maximumNameBytes = 128

  /// - Returns: groups with at least one field each, in order.
  static func groups(of part: MailPart, defects: inout DefectList) -> [[ReportField]] {
    part.decoded().withByteView { view in
      var scanner = ReportFieldScanner(view: view, limits: part.limits, offset: part.body.lowerBound)
      scanner.run(&defects)
      return scanner.groups
    }
  }

  private init(view: ByteView, limits: MailLimits, offset: Int) {
    self.view = view
    self.limits = limits
    self.offset = offset
    newline = HeaderScanner.newline(of: view)
  }

  private mutating func run(_ defects: inout DefectList) {
    var at = 0
    while at < view.count {
      let line = self.line(at: at)
      let next = line.next
      if line.content.isEmpty {
        if !(line.isIndented && isFolded(at: next)) { endGroup(&defects) }
      } else if line.isIndented, let field = open {
        open = (field.name, field.value.lowerBound..<line.content.upperBound)
      } else if let name = fieldName(in: line.content) {
        closeField(&defects)
        if fieldCount >= limits.maximumReportFields {
          defects.note(.tooManyReportFields, at: offset)
          break
        }
        fieldCount += 1
        open = (name.range, name.valueStart..<line.content.upperBound)
      } else {
        defects.note(.malformedReportLine, at: offset)
        if let field = open { open = (field.name, field.value.lowerBound..<line.content.upperBound) }
      }
      at = next
    }
    endGroup(&defects)
  }

  // MARK: Lines

  private struct Line {
    /// Without blanks at both ends.
    let content: Range<Int>
    let isIndented: Bool
    /// Where the next line starts.
    let next: Int
  }

  private func line(at start: Int) -> Line {
    let end = view.index(of: newline, from: start, to: view.count)
    var lower = start
    var upper = end
    while lower < upper, ASCII.isSpace(view[lower]) { lower += 1 }
    while upper > lower, ASCII.isSpace(view[upper - 1]) { upper -= 1 }
    let isIndented = start < end && ASCII.isBlank(view[start])
    return Line(content: lower..<upper, isIndented: isIndented, next: min(end + 1, view.count))
  }

  /// Whether the line at a place goes on with the field before it.
  private func isFolded(at start: Int) -> Bool {
    guard open != nil, start < view.count, ASCII.isBlank(view[start]) else { return false }
    var at = start
    while at < view.count, ASCII.isBlank(view[at]) { at += 1 }
    return at < view.count && !ASCII.isSpace(view[at])
  }

  private func fieldName(in line: Range<Int>) -> (range: Range<Int>, valueStart: Int)? {
    guard ASCII.isLetter(view[line.lowerBound]) else { return nil }
    var at = line.lowerBound
    while at < line.upperBound, ASCII.isFieldName(view[at]) { at += 1 }
    let name = line.lowerBound..<at
    while at < line.upperBound, ASCII.isBlank(view[at]) { at += 1 }
    guard name.count <= Self.maximumNameBytes, at < line.upperBound, view[at] == UInt8(ascii: ":") else { return nil }
    // A link at the start of a line that lost its indentation.
    if view[line].hasBytes("//", at: at + 1 - line.lowerBound) { return nil }
    return (name, at + 1)
  }

  // MARK: Fields

  private mutating func endGroup(_ defects: inout DefectList) {
    closeField(&defects)
    if group.isEmpty { return }
    groups.append(group)
    group = []
  }

  private mutating func closeField(_ defects: inout DefectList) {
    guard let field = open else { return }
    open = nil
    var value = view[field.value]
    if value.count > limits.maximumFieldTextBytes {
      defects.note(.fieldTooLong, at: offset)
      value = value[0..<limits.maximumFieldTextBytes]
    }
    group.append(
      ReportField(name: String(decoding: view[field.name].rawBuffer, as: UTF8.self), value: Self.text(of: value)))
  }

  /// Diagnostic texts come in ISO-2022-JP without a label, all of whose bytes are ASCII (RFC 1468).
  private static func text(of value: ByteView) -> String {
    guard value.contains(0x1B) else { return HeaderText.decode(value) }
    return Array(TextDecoder.decode(value, label: nil).text.utf8).withByteView { HeaderText.decode($0) }
  }
}
