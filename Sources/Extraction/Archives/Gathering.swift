/// The texts of the files inside one, put together under their names.
struct Gathering {
  private var sink: TextSink
  private let kind: DocumentKind
  private(set) var skipped: [SkippedFile] = []
  private var usedOCR = false
  private var hasFileText = false
  var isTruncated = false

  /// Names that are kept of files without text.
  private static let mostSkipped = 100
  private static let longestName = 300

  init(_ limits: ExtractionLimits, kind: DocumentKind) {
    sink = TextSink(limit: limits.maximumTextBytes)
    self.kind = kind
  }

  var isFull: Bool { sink.isFull }
  var isEmpty: Bool { sink.isEmpty }

  mutating func append(_ text: String) {
    sink.append(text)
    sink.endLine()
  }

  mutating func skip(_ name: String, _ reason: ExtractionReason) {
    if skipped.count < Self.mostSkipped {
      skipped.append(SkippedFile(name: String(name.prefix(Self.longestName)), reason: reason))
    }
  }

  /// Reads one of the files.
  /// - Throws: what must end the whole document: reasons of the machine, and bombs.
  mutating func add(
    _ name: String, _ reading: DocumentReading, _ bytes: [UInt8], mediaType: String
  ) throws(ExtractionReason) {
    let request = ExtractionRequest(bytes: [], mediaType: mediaType, name: name)
    do {
      let text = try reading.text(of: bytes, request, level: 1)
      sink.append("\n" + String(name.prefix(Self.longestName)) + "\n")
      append(text.text)
      hasFileText = true
      usedOCR = usedOCR || text.usedOCR
      isTruncated = isTruncated || text.isTruncated
    } catch {
      if error.code == .bomb || error.code.isOfTheMachine { throw error }
      // With the time of the whole document over, the files that remain are missing, not without text.
      if reading.deadline.isOver { isTruncated = true }
      skip(name, error)
    }
  }

  /// - Throws: when no file gave text: their reason, where they all have the same.
  func finish() throws(ExtractionReason) -> ExtractedText {
    if sink.isEmpty {
      guard let first = skipped.first?.reason else { throw .noText("it") }
      if skipped.allSatisfy({ $0.reason == first }) { throw first }
      throw .noText("the files in it")
    }
    var text = ExtractedText(sink.text, kind: kind)
    text.usedOCR = usedOCR
    text.isTruncated = isTruncated || isFull
    text.skipped = skipped
    return text
  }
}
