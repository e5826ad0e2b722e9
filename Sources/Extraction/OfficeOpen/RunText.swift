/// The text runs of WordprocessingML and DrawingML (ISO/IEC 29500-1 §17.3, §21.1.2): words in `t`, paragraphs in `p`.
final class RunText: XMLContent {
  private(set) var sink: TextSink
  private var isText = false
  /// Depth within elements whose text is a copy of other text, or no text.
  private var skippedDepth = 0
  private var cellDepth = 0

  init(_ limits: ExtractionLimits) { sink = TextSink(limit: limits.maximumTextBytes) }

  var isFull: Bool { sink.isFull }

  func begins(_ name: String, _ attributes: XMLAttributeList) {
    if skippedDepth > 0 || Self.skipped.contains(name) {
      skippedDepth += 1
      return
    }
    switch name {
    case "t": isText = true
    case "tab": sink.append("\t")
    // Within paragraph properties `tab` only sets a stop; those stand in `tabs`, which is skipped.
    case "br", "cr": sink.append("\n")
    case "noBreakHyphen": sink.append("\u{2011}")
    case "tc": cellDepth += 1
    default: break
    }
  }

  func ends(_ name: String) {
    if skippedDepth > 0 {
      skippedDepth -= 1
      return
    }
    switch name {
    case "t": isText = false
    // Within a cell a line would tear the row apart.
    case "p": cellDepth > 0 ? sink.append(" ") : sink.append("\n")
    case "tc":
      cellDepth -= 1
      sink.append("\t")
    case "tr": cellDepth > 0 ? sink.append(" ") : sink.append("\n")
    default: break
    }
  }

  func characters(_ bytes: UnsafeBufferPointer<UInt8>) { if isText, skippedDepth == 0 { sink.append(bytes) } }

  func startBlock() {
    sink.endLine()
    (skippedDepth, cellDepth, isText) = (0, 0, false)
  }

  /// `Fallback` repeats what its `Choice` said, for older programs.
  private static let skipped: Set<String> = ["Fallback", "tabs", "delText", "instrText", "delInstrText"]
}
