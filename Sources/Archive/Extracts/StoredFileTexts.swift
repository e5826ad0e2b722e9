import EventLog
import Extraction
import MailFormat

/// The texts of files as far as they are known: plain text and HTML at once, all else from `extracts/`.
struct StoredFileTexts: FileTexts {
  /// Larger texts wait like other files (1 MiB).
  static let atOnceBytes = 1 << 20

  let store: ExtractStore?

  func text(of bytes: [UInt8], mediaType: String, name: String) throws -> FileText {
    if bytes.isEmpty { return .text("") }
    if let text = Self.atOnce(bytes, mediaType) { return .text(text) }
    guard let store else { return .waiting }
    return try store.text(store.key(of: bytes)) ?? .waiting
  }

  /// What needs no other program and no time worth waiting for.
  static func atOnce(_ bytes: [UInt8], _ mediaType: String) -> String? {
    guard bytes.count <= atOnceBytes else { return nil }
    switch mediaType.lowercased() {
    // A document that is only called text is recognised by the extraction.
    case "text/plain" where !bytes.prefix(512).contains(0): return DocumentText.plain(bytes).text
    case "text/html" where !bytes.prefix(512).contains(0): return DocumentText.html(bytes)
    default: return nil
    }
  }
}

/// Extracts what is not known yet, and keeps it.
struct ExtractingFileTexts: FileTexts {
  let store: ExtractStore
  let extractor: Extractor
  /// The item that the files belong to.
  let event: RecordedEvent

  func text(of bytes: [UInt8], mediaType: String, name: String) throws -> FileText {
    if bytes.isEmpty { return .text("") }
    if let text = StoredFileTexts.atOnce(bytes, mediaType) { return .text(text) }
    let key = store.key(of: bytes)
    if let known = try store.text(key) { return known }
    let outcome = extractor.extract(ExtractionRequest(bytes: bytes, mediaType: mediaType, name: name))
    let text: FileText
    switch outcome {
    case .text(let extracted):
      // Files within that have no text are said with the first of their reasons.
      if extracted.isTruncated {
        text = .partly(extracted.text, "too_large")
      } else if let skipped = extracted.skipped.first {
        text = .partly(extracted.text, skipped.reason.code.rawValue)
      } else {
        text = .text(extracted.text)
      }
    case .none(let reason):
      text = .reason(reason.code.rawValue)
      // That a program is missing is no property of the file.
      if reason.code.isOfTheMachine { return text }
    }
    try store.put(text, key, from: event)
    return text
  }
}
