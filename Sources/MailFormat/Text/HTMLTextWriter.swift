/// Lays text out in lines: collapses white space as HTML does, and knows where a line or a blank line is due.
struct HTMLTextWriter {
  struct Mark {
    fileprivate let offset: Int
  }

  private var output: [UInt8] = []
  private var dueLineEnds = 0
  private var spaceDue = false
  private var isAtLineStart = true
  private var isRowStart = false
  private var quoteDepth = 0

  private static let maximumQuoteDepth = 16

  var mark: Mark { Mark(offset: output.count) }

  /// Appends character data, entities decoded.
  mutating func append(_ text: ByteView, isPreformatted: Bool) {
    guard text.contains(UInt8(ascii: "&")) else { return appendPlain(text, isPreformatted: isPreformatted) }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(text.count)
    HTMLEntities.appendDecoded(text, to: &decoded)
    decoded.withByteView { appendPlain($0, isPreformatted: isPreformatted) }
  }

  private mutating func appendPlain(_ text: ByteView, isPreformatted: Bool) {
    var at = 0
    while at < text.count {
      let byte = text[at]
      if isPreformatted, byte == ASCII.lineFeed {
        breakLine()
        at += 1
      } else if isPreformatted, byte == ASCII.space || byte == ASCII.tab {
        put { $0.append(byte) }
        at += 1
      } else if let width = spaceWidth(text, at: at) {
        spaceDue = spaceDue || !isAtLineStart
        at += width
      } else {
        var end = at + 1
        while end < text.count, !ASCII.isSpace(text[end]), text[end] != 0xC2, text[end] != 0xE2 { end += 1 }
        put { $0.append(text[at..<end]) }
        at = end
      }
    }
  }

  /// Bytes of a space that collapses here: ASCII white space; a no-break space, which layout code is full of, too; and
  /// the invisible characters that newsletters pad their previews with.
  private func spaceWidth(_ text: ByteView, at: Int) -> Int? {
    if ASCII.isSpace(text[at]) { return 1 }
    if text.hasBytes("\u{A0}", at: at) { return 2 }
    if text.hasBytes("\u{200B}", at: at) || text.hasBytes("\u{200C}", at: at) { return 3 }
    return nil
  }

  mutating func appendLiteral(_ text: String) {
    let isIndent = text.utf8.allSatisfy { $0 == ASCII.space }
    put { $0.append(contentsOf: text.utf8) }
    if isIndent || text.utf8.last == ASCII.space { spaceDue = false }
  }

  /// Writes what is due, then the text.
  private mutating func put(_ write: (inout [UInt8]) -> Void) {
    if dueLineEnds > 0, !output.isEmpty { writeLineEnds() }
    dueLineEnds = 0
    if output.isEmpty || output.last == ASCII.lineFeed, quoteDepth > 0 { writeQuoteMarks() }
    if spaceDue, !isAtLineStart { output.append(ASCII.space) }
    spaceDue = false
    isAtLineStart = false
    isRowStart = false
    write(&output)
  }

  private mutating func writeLineEnds() {
    for _ in 0..<dueLineEnds { output.append(ASCII.lineFeed) }
  }

  private mutating func writeQuoteMarks() {
    for _ in 0..<quoteDepth { output.append(UInt8(ascii: ">")) }
    output.append(ASCII.space)
  }

  /// `br`: one line end more, whatever stands there already; two blank lines are the most that anybody wants to see.
  mutating func breakLine() {
    guard !output.isEmpty else { return }
    dueLineEnds = min(dueLineEnds + 1, 3)
    startLine()
  }

  /// The border of a block: at least a line end, or a blank line.
  mutating func endBlock(blankLine: Bool) {
    guard !output.isEmpty else { return }
    if !isAtLineStart || dueLineEnds > 0 { dueLineEnds = max(dueLineEnds, blankLine ? 2 : 1) }
    startLine()
  }

  private mutating func startLine() {
    isAtLineStart = true
    spaceDue = false
    isRowStart = false
  }

  mutating func startRow() {
    endBlock(blankLine: false)
    isRowStart = true
  }

  /// Cells of a row are set apart by a tab, so that a table can be read and pasted.
  mutating func startCell() {
    if !isRowStart, !isAtLineStart {
      spaceDue = false
      put { $0.append(ASCII.tab) }
    }
    isRowStart = false
    spaceDue = false
  }

  mutating func changeQuoteDepth(by change: Int) {
    quoteDepth = min(max(0, quoteDepth + change), Self.maximumQuoteDepth)
  }

  /// Appends `<target>` behind the text of a link, unless the text shows the target already or there is no text.
  mutating func appendLinkTarget(_ target: [UInt8], ifTextSince start: Mark) {
    guard output.count > start.offset else { return }
    var shown = target[...]
    if shown.starts(with: "mailto:".utf8) { shown = shown.dropFirst(7) }
    let lower = output.count - start.offset > 2_048 ? output.count - 2_048 : start.offset
    if Self.contains(output[lower...], shown) { return }
    spaceDue = true
    put { output in
      output.append(UInt8(ascii: "<"))
      output.append(contentsOf: target)
      output.append(UInt8(ascii: ">"))
    }
  }

  private static func contains(_ text: ArraySlice<UInt8>, _ wanted: ArraySlice<UInt8>) -> Bool {
    guard let first = wanted.first, wanted.count <= text.count else { return wanted.isEmpty }
    for start in text.startIndex...(text.endIndex - wanted.count) where text[start] == first {
      if text[start...].starts(with: wanted) { return true }
    }
    return false
  }

  mutating func finish() -> String {
    while let last = output.last, last == ASCII.lineFeed || last == ASCII.space || last == ASCII.tab {
      output.removeLast()
    }
    if !output.isEmpty { output.append(ASCII.lineFeed) }
    return String(decoding: output, as: UTF8.self)
  }
}
