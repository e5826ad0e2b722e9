internal import MailFormat

/// The words of any XML, an e-invoice for instance: the text of each element on a line of its own.
final class GenericXML: XMLContent {
  private var sink: TextSink
  private var element: [UInt8] = []
  private var elementIsData = false
  /// Bytes since the last blank.
  private var wordLength = 0

  /// Text this long without a blank is data: an embedded file, a signature.
  private static let longestWord = 400

  private init(_ limits: ExtractionLimits) { sink = TextSink(limit: limits.maximumTextBytes) }

  static func read(_ bytes: [UInt8], _ request: ExtractionRequest, _ limits: ExtractionLimits) -> ExtractedText {
    let content = GenericXML(limits)
    do {
      try XMLReader.read(bytes, into: content, limits)
      content.flush()
      if !content.sink.isEmpty { return content.extracted }
    } catch {
      content.flush()
      // Most of a damaged document is better than its tags.
      if content.sink.bytes.count > bytes.count / 4 {
        var extracted = content.extracted
        extracted.isTruncated = true
        return extracted
      }
    }
    return ExtractedText(DocumentText.plain(bytes, charset: request.charset).text, kind: .plainText)
  }

  private var extracted: ExtractedText {
    var extracted = ExtractedText(sink.text, kind: .xml)
    extracted.isTruncated = sink.isFull
    return extracted
  }

  var isFull: Bool { sink.isFull }

  func begins(_ name: String, _ attributes: XMLAttributeList) { flush() }
  func ends(_ name: String) { flush() }

  func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
    if elementIsData { return }
    element += bytes
    for byte in bytes { wordLength = byte > 0x20 ? wordLength + 1 : 0 }
    if wordLength > Self.longestWord { elementIsData = true }
  }

  private func flush() {
    if !elementIsData, element.contains(where: { $0 > 0x20 }) {
      sink.append(element)
      sink.endLine()
    }
    element.removeAll(keepingCapacity: true)
    (elementIsData, wordLength) = (false, 0)
  }
}
