/// A message read from its bytes: its MIME tree, and what a person would want of it.
///
/// Building it walks through the bytes once and decodes nothing but the fields that the structure depends on. Text,
/// attachments and summary are read from the bytes each time they are asked for: keep what is needed twice.
public struct MailMessage: Sendable {
  /// The bytes as they were given; every range of the tree's outermost message is of these.
  public let bytes: [UInt8]

  /// The root of the tree.
  public let root: MailPart

  /// What was noticed about header sections and structure, in order of discovery.
  public let defects: [MailDefect]

  private let limits: MailLimits

  public init(_ bytes: [UInt8], limits: MailLimits = .default) {
    self.bytes = bytes
    self.limits = limits
    (root, defects) = PartReader.read(bytes, limits: limits)
  }

  public var summary: MessageSummary { root.summary }

  /// All parts, depth first, those of attached messages included.
  public var parts: [MailPart] {
    var found: [MailPart] = []
    func walk(_ part: MailPart) {
      found.append(part)
      part.children.forEach(walk)
    }
    walk(root)
    return found
  }

  /// The part with a number; see `MailPart.number`.
  public func part(number: Int) -> MailPart? {
    func find(in part: MailPart) -> MailPart? {
      if part.number == number { return part }
      for child in part.children {
        if let found = find(in: child) { return found }
      }
      return nil
    }
    return find(in: root)
  }

  // MARK: Content

  /// The plain text of the message: its `text/plain` body parts one after the other, decoded, lines ended by LF; nil
  /// when it has none. Text marked or named as an attachment is not part of it (RFC 8621 §4.1.4).
  public var text: String? { Self.joined(BodySelection(of: root).text.filter { $0.type == .textPlain }) }

  /// The HTML of the message: its `text/html` body parts one after the other; nil when it has none.
  public var html: String? { Self.joined(BodySelection(of: root).html.filter { $0.type == .textHTML }) }

  /// What a person reads first: the plain text with flowed lines rejoined, else the HTML as text, else any other text,
  /// else the text of the attached message; of a journal, that of the message in it. Empty when there is nothing to read.
  public var readableText: String { ReadableText.of(journal?.message ?? root, limits: limits) }

  /// Everything that is not the text, in order of appearance: files, attached messages, images shown within HTML.
  public var attachments: [MailAttachment] { BodySelection(of: root).attachments }

  /// The attachments of the mail that a person is interested in: of a journal, those of the message in it.
  public var carriedAttachments: [MailAttachment] { BodySelection(of: journal?.message ?? root).attachments }

  /// What shows only when fields and bodies are decoded, which this does for all of them: broken transfer encodings,
  /// charsets that are missing, unknown or not what their label says, unreadable dates, limits of fields.
  public var contentDefects: [MailDefect] {
    var found = DefectList(limit: limits.maximumDefects)
    ContentCheck.noteHeader(of: root, in: &found)
    for part in parts {
      if let message = part.attachedMessage { ContentCheck.noteHeader(of: message, in: &found) }
      if part.isLeaf || part.signedContent != nil { ContentCheck.noteBody(of: part, in: &found) }
    }
    _ = ReportReader.read(root, defects: &found)
    _ = JournalReader.read(root, defects: &found)
    return found.all
  }

  static func joined(_ parts: [MailPart]) -> String? {
    guard var text = parts.first?.decodedText().text else { return nil }
    for part in parts.dropFirst() {
      if !text.utf8.isEmpty, text.utf8.last != ASCII.lineFeed { text += "\n" }
      text += part.decodedText().text
    }
    return text
  }
}
