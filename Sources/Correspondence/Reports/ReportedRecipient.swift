/// What a report says of one address.
public struct ReportedRecipient: Sendable, Hashable {
  /// As the report has it, without angle brackets; empty where a report hides whom it is about.
  public let address: String

  /// The enhanced status code (RFC 3463), `5.1.1`. Where the report has none, `5.0.0` or `4.0.0` by what it says of the
  /// failure; nil in feedback, automatic replies and receipts that have none.
  public let status: String?

  /// The SMTP reply code (RFC 5321 section 4.2), 400...599.
  public let replyCode: Int?

  /// Why; nil in receipts.
  public let reason: BounceReason?

  /// Whether the address itself is at fault, so that no later message will reach it.
  public var isHard: Bool {
    guard let reason else { return false }
    switch reason {
    case .hasMoved, .userUnknown: return true
    // What the name servers say for good; a failure to find out may pass.
    case .hostUnknown, .notAccept: return status?.utf8.first != UInt8(ascii: "4")
    default: return false
    }
  }
}
