/// The envelope that Exchange and Microsoft 365 put around each message that they journal ([MS-XJRNL] §2.1): who sent
/// it and who got it, blind copies and members of lists included, with the message itself attached.
///
/// Anybody can write such a message, header field and all. It is worth as much as the way it came: trust it only in
/// what a journal account of one's own server received.
public struct JournalReport: Sendable {
  /// The envelope sender; nil for the null sender.
  public let sender: String?

  /// Whose name a delegate sent in.
  public let onBehalfOf: String?

  public let subject: String?

  /// `Message-ID` of the journaled message, without angle brackets.
  public let messageID: String?

  /// The classification that the organisation gave to the message.
  public let label: String?

  /// Envelope recipients, in order of appearance.
  public let recipients: [JournalRecipient]

  /// The root of the journaled message; nil when it is not attached in a form that can be read.
  public let message: MailPart?
}

/// Somebody who got a journaled message.
public struct JournalRecipient: Sendable, Hashable {
  public enum Field: String, Sendable, Hashable {
    case to, cc, bcc
    /// The server could not tell how the message was addressed.
    case recipient
  }

  public let address: String

  public let field: Field

  /// Lists that the recipient got the message through.
  public internal(set) var expandedFrom: [String] = []

  /// The mailbox that forwards to the recipient.
  public internal(set) var forwardedFrom: String?
}

extension MailMessage {
  /// The journal report that this message is, if it is one.
  ///
  /// Read from the bytes each time it is asked for.
  public var journal: JournalReport? {
    var defects = DefectList(limit: 0)
    return JournalReader.read(root, defects: &defects)
  }
}
