internal import MailFormat

/// The reading of one document with all that lies inside it: its time, its budgets, and the choice of the reader.
final class DocumentReading {
  let configuration: ExtractionConfiguration
  let sandbox: Sandbox
  let deadline: Deadline
  /// Begins with the first page that is recognised.
  private(set) lazy var recognitionDeadline = Deadline(after: configuration.recognitionPatience)
  /// Bytes that may still be unpacked.
  var inflatable: Int
  /// Pages that may still be recognised.
  var recognisablePages: Int

  var limits: ExtractionLimits { configuration.limits }

  init(_ configuration: ExtractionConfiguration, _ sandbox: Sandbox) {
    self.configuration = configuration
    self.sandbox = sandbox
    deadline = Deadline(after: configuration.documentPatience)
    inflatable = configuration.limits.maximumInflatedBytes
    recognisablePages = configuration.limits.maximumRecognisedPages
  }

  /// - Parameter level: 0 for the document itself, 1 for a file inside it.
  func text(of bytes: [UInt8], _ request: ExtractionRequest, level: Int) throws(ExtractionReason) -> ExtractedText {
    var text = try read(bytes, request, level: level)
    let tidy = TidyText.of(text.text, limit: limits.maximumTextBytes)
    if tidy.text.isEmpty { throw .noText(text.isTruncated ? "what could be read of it" : "it") }
    text.text = tidy.text
    text.isTruncated = text.isTruncated || tidy.isTruncated
    return text
  }

  private func read(_ bytes: [UInt8], _ request: ExtractionRequest, level: Int) throws(ExtractionReason)
    -> ExtractedText
  {
    let signature = Signature.of(bytes, request)
    switch signature {
    case .empty: throw .noText("an empty file")
    case .unsupported(let what): throw .unsupported(what)
    case .plainText, .html, .richText, .xml: return readText(bytes, signature, request)
    case .pdf: return try PDFReader(self).read(bytes)
    case .image(let format): return try ImageReader(self).read(bytes, format)
    case .compound: return try CompoundReader(self).read(bytes, level: level)
    case .zip: return try ZipReader(self).read(bytes, level: level)
    case .message: return try MessageReader(self).read(bytes, level: level)
    case .tnef: return try TNEFFileReader(self).read(bytes, level: level)
    }
  }

  private func readText(_ bytes: [UInt8], _ signature: Signature, _ request: ExtractionRequest) -> ExtractedText {
    let isCut = bytes.count > Self.longestText
    let bytes = isCut ? Array(bytes[..<Self.longestText]) : bytes
    var text =
      switch signature {
      case .html: ExtractedText(DocumentText.html(bytes, charset: request.charset), kind: .html)
      case .richText: ExtractedText(DocumentText.richText(bytes), kind: .richText)
      case .xml: GenericXML.read(bytes, request, limits)
      default: ExtractedText(DocumentText.plain(bytes, charset: request.charset).text, kind: .plainText)
      }
    text.isTruncated = text.isTruncated || isCut
    return text
  }

  /// What is read in this process, not in a child, is read to a length that takes a second or two (32 MiB).
  private static let longestText = 32 << 20
}
