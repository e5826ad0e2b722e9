/// The paragraphs, headings, tables and notes of OpenDocument (ISO/IEC 26300-1 §5, §6, §9).
final class OpenDocumentText: XMLContent {
  private(set) var sink: TextSink
  /// Notes and comments stand in the middle of a paragraph, and are put behind it.
  private var aside: TextSink
  private var asideDepth = 0
  /// The paragraph that a note stands in.
  private var interrupted = (depth: 0, endsInSpace: true)
  private(set) var slides = 0
  private(set) var tables = 0
  private var paragraphDepth = 0
  private var cellDepth = 0
  private var skippedDepth = 0
  private var endsInSpace = true
  /// Whether only headers and footers are wanted, as of the part with the styles.
  private let isStyles: Bool
  private var marginDepth = 0

  /// Spaces that one element may stand for.
  private static let mostSpaces = 100

  init(_ sink: TextSink, isStyles: Bool) {
    self.sink = sink
    aside = TextSink(limit: sink.limit)
    self.isStyles = isStyles
  }

  var isFull: Bool { sink.isFull }

  func begins(_ name: String, _ attributes: XMLAttributeList) {
    if skippedDepth > 0 || Self.skipped.contains(name) || (asideDepth > 0 && Self.skippedAside.contains(name)) {
      skippedDepth += 1
      return
    }
    if Self.asides.contains(name) { beginAside() }
    if Self.margins.contains(name) { marginDepth += 1 }
    switch name {
    case "p", "h":
      paragraphDepth += 1
      endsInSpace = true
    case "s":
      let count = attributes["c"].flatMap { Int($0) } ?? 1
      put(String(repeating: " ", count: max(0, min(count, Self.mostSpaces))))
    case "tab": put("\t")
    case "line-break": put(cellDepth > 0 ? " " : "\n")
    case "table-cell", "covered-table-cell": cellDepth += 1
    case "table":
      tables += 1
      if let title = attributes["name"], cellDepth == 0, isWanted {
        sink.endLine()
        sink.append(title + "\n")
      }
    case "page": slides += 1
    default: break
    }
  }

  func ends(_ name: String) {
    if skippedDepth > 0 {
      skippedDepth -= 1
      return
    }
    if Self.margins.contains(name) { marginDepth -= 1 }
    if Self.asides.contains(name) { endAside() }
    switch name {
    case "p", "h": endParagraph()
    case "title", "desc", "frame", "custom-shape": put(cellDepth > 0 ? " " : "\n")
    case "table-cell", "covered-table-cell":
      cellDepth -= 1
      if isWanted { sink.append("\t") }
    case "table-row": if isWanted { cellDepth > 0 ? sink.append(" ") : sink.append("\n") }
    default: break
    }
  }

  private func beginAside() {
    asideDepth += 1
    if asideDepth == 1 { (interrupted, paragraphDepth, endsInSpace) = ((paragraphDepth, endsInSpace), 0, true) }
  }

  private func endAside() {
    asideDepth -= 1
    if asideDepth == 0 { (paragraphDepth, endsInSpace) = interrupted }
  }

  private func endParagraph() {
    paragraphDepth -= 1
    put(cellDepth > 0 ? " " : "\n", isParagraph: true)
    endsInSpace = true
    if paragraphDepth == 0, asideDepth == 0, !aside.isEmpty {
      sink.append(aside)
      aside.removeAll()
    }
  }

  /// White space is one space, and none at the start of a paragraph (§6.1.2).
  func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard paragraphDepth > 0, skippedDepth == 0, isWanted else { return }
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    for byte in bytes {
      let isSpace = byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
      if isSpace { if !endsInSpace { kept.append(0x20) } } else { kept.append(byte) }
      endsInSpace = isSpace
    }
    if asideDepth > 0 { aside.append(kept) } else { sink.append(kept) }
  }

  private var isWanted: Bool { !isStyles || marginDepth > 0 }

  private func put(_ text: String, isParagraph: Bool = false) {
    guard paragraphDepth > 0 || isParagraph, isWanted else { return }
    if asideDepth > 0 { aside.append(text) } else { sink.append(text) }
    endsInSpace = false
  }

  /// Deleted text, and names of the program's own.
  private static let skipped: Set<String> = ["tracked-changes", "ruby-text", "note-citation", "event-listeners"]
  private static let asides: Set<String> = ["note", "annotation"]
  /// Who commented when; outside of comments these are fields of the text.
  private static let skippedAside: Set<String> = ["creator", "date", "date-string", "creator-initials"]
  private static let margins: Set<String> = [
    "header", "footer", "header-left", "footer-left", "header-first", "footer-first",
  ]
}
