/// One departure of a message from the standards, or one limit reached. Reading went on; the defect says what was
/// assumed.
public struct MailDefect: Sendable, Hashable, CustomStringConvertible {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    // Header section: structure
    case emptyMessage
    case envelopeLine
    case leadingBlankLines
    case malformedHeaderLine
    case missingHeaderBodySeparator
    case linesEndInCarriageReturn
    case headerTooLarge
    case tooManyFields
    // Header section: content
    case fieldTooLong
    case rawBytesInField
    case unreadableDate
    case tooManyMailboxes
    case tooManyIdentifiers
    case tooManyParameters
    // MIME structure
    case unreadableContentType
    case missingBoundary
    case boundaryTooLong
    case noParts
    case missingClosingBoundary
    case encodedMultipart
    case nestedMessageWithoutHeader
    case tooManyParts
    case nestedTooDeep
    // Part content
    case unknownTransferEncoding
    case invalidBase64
    case notBase64
    case truncatedBase64
    case dataAfterBase64
    case invalidQuotedPrintable
    case missingCharset
    case unknownCharset
    case wrongCharset
    case undecodableText
    case markupTooLarge
  }

  public let kind: Kind

  /// Byte offset in the message where it was noticed; for content, where the part's body starts. Inside an attached
  /// message that was transfer-encoded: the offset in its decoded bytes.
  public let offset: Int

  public init(_ kind: Kind, offset: Int) {
    self.kind = kind
    self.offset = offset
  }

  public var description: String { "\(kind.rawValue) at byte \(offset)" }
}

/// Collects defects up to the limit.
struct DefectList {
  private(set) var all: [MailDefect] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  mutating func note(_ kind: MailDefect.Kind, at offset: Int) {
    if all.count < limit { all.append(MailDefect(kind, offset: offset)) }
  }
}
