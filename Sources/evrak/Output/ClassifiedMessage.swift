import Correspondence

/// What a message was taken for, as `classify` prints it.
enum ClassifiedMessage {
  static func object(_ file: String, _ found: Classification) -> JSONLine {
    .object([
      ("file", .string(file)), ("kind", .string(found.kind.rawValue)),
      ("recipients", .array(found.recipients.map(recipient))), ("own_text", .string(found.ownText)),
    ])
  }

  private static func recipient(_ recipient: ReportedRecipient) -> JSONLine {
    .object([
      ("address", .string(recipient.address)), ("status", .optional(recipient.status)),
      ("reply_code", recipient.replyCode.map { .count($0) } ?? .null),
      ("reason", .optional(recipient.reason?.rawValue)), ("hard", .bool(recipient.isHard)),
    ])
  }

  /// A line for the message and one for each recipient.
  static func lines(_ file: String, _ found: Classification) -> [String] {
    ["\(file): \(found.kind.rawValue)"]
      + found.recipients.map { recipient in
        let codes = [recipient.replyCode.map { "\($0)" }, recipient.status].compactMap { $0 }.joined(separator: " ")
        let address = recipient.address.isEmpty ? "an address that is not named" : recipient.address
        return "  \(address): \(recipient.reason?.rawValue ?? found.kind.rawValue)"
          + (codes.isEmpty ? "" : " (\(codes))") + (recipient.isHard ? ", hard" : "")
      }
  }
}
