/// What became of a document.
public enum ExtractionOutcome: Sendable, Hashable {
  case text(ExtractedText)
  case none(ExtractionReason)

  public var text: ExtractedText? {
    if case .text(let text) = self { return text }
    return nil
  }

  public var reason: ExtractionReason? {
    if case .none(let reason) = self { return reason }
    return nil
  }
}

/// The words of a document.
public struct ExtractedText: Sendable, Hashable {
  /// Lines end in LF; no control characters but LF and TAB; never empty.
  public internal(set) var text: String

  public internal(set) var kind: DocumentKind

  /// Pages, sheets or slides, where the format has them.
  public internal(set) var pages: Int?

  /// Whether a limit cut it short; what is there is the beginning.
  public internal(set) var isTruncated = false

  /// Whether pages were recognised, so that words may be misread.
  public internal(set) var usedOCR = false

  /// Files inside this one that gave no text.
  public internal(set) var skipped: [SkippedFile] = []

  init(_ text: String, kind: DocumentKind) {
    self.text = text
    self.kind = kind
  }
}

/// A file inside an archive or a message that gave no text.
public struct SkippedFile: Sendable, Hashable {
  public let name: String
  public let reason: ExtractionReason
}
