/// A part of a message that is not its text: a file, an attached message, an image within HTML.
public struct MailAttachment: Sendable {
  public let part: MailPart

  /// The file name as the sender wrote it, decoded; not fit to be used as a path.
  public var name: String? { part.fileName }

  /// The media type, such as `application/pdf`.
  public var type: String { part.type.essence }

  /// `inline`, `attachment` or whatever the sender wrote, in lower case.
  public var disposition: String? { part.disposition }

  /// `Content-ID` without angle brackets: how HTML refers to the part.
  public var contentID: String? { part.contentID }

  /// The number that `MailMessage.part(number:)` takes.
  public var number: Int? { part.number }

  /// The file's bytes. For an attached message, the message.
  public func decoded() -> [UInt8] { part.decoded() }

  /// Size of the decoded bytes. Decodes to find out: ask for the bytes instead where both are needed.
  public var size: Int { part.encoding == .identity ? part.body.count : decoded().count }
}
