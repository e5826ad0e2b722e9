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
    /// An address without a domain, or without anything before its `@`: it leads to nobody.
    case incompleteAddress
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
    // Signatures and encryptions
    case unexpectedProtectionParts
    case missingProtectionProtocol
    case mismatchedProtectionProtocol
    case rewrappedProtection
    case eightBitSignedPart
    case mismatchedProtectionType
    case unreadableSignedContent
    case truncatedSignedContent
    case signedContentWithoutHeader
    case octetStringNestedTooDeep
    case tooManyDecodedLayers
    case tooManyDigestAlgorithms
    case unterminatedArmor
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
    case tooManyCharsetGuesses
    case markupTooLarge
    // Reports and journals
    case malformedReportLine
    case tooManyReportFields
    case tooManyReportRecipients
    case tooManyJournalRecipients
    case journalMessageInTNEF
    case journalWithoutMessage
    // Files inside bodies
    case damagedTNEF
    case wrongTNEFChecksum
    case embeddedTooDeep
    case tooManyEmbeddedFiles
    case damagedRTF
    case wrongRTFChecksum
    case rtfTooLarge
    case truncatedEmbeddedFile
    case wrongEmbeddedSize
    case wrongEmbeddedChecksum
  }

  public let kind: Kind

  /// Byte offset in the message where it was noticed; for content, where the part's body starts. Inside an attached
  /// message that was transfer-encoded, or inside an opaque signature: the offset in the bytes that came out of it.
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
