/// A message and its files in the Transport Neutral Encapsulation Format, which Exchange and Outlook send as
/// `winmail.dat` (MS-OXTNEF).
public struct TNEFArchive: Sendable {
  /// `IPM.Note` and the like: what kind of item it is.
  public internal(set) var messageClass: String?

  public internal(set) var subject: String?

  /// The identifier of the Internet message, without angle brackets.
  public internal(set) var messageID: String?

  /// The sender; the address may be one of Exchange's own, `/o=…`, instead of an Internet address.
  public internal(set) var sender: Mailbox?

  /// When it was submitted.
  public internal(set) var date: MailDate?

  /// The files in order: the compressed RTF body as `body.rtf` first, then the attachments.
  public internal(set) var files: [EmbeddedFile] = []

  /// What is wrong with the stream, the streams inside it included.
  public internal(set) var defects: [MailDefect.Kind] = []

  var plainText: String?
  var markup: String?
  var rtf: [UInt8]?
  let limits: MailLimits

  init(limits: MailLimits) { self.limits = limits }

  /// Reads a stream. Damage is noted in `defects`, and what stands before it is kept.
  ///
  /// - Returns: nil when the bytes do not start with the signature of the format.
  public static func read(_ bytes: [UInt8], limits: MailLimits = .default) -> TNEFArchive? {
    bytes.withByteView { view in
      var budget = limits.maximumEmbeddedFiles
      return TNEFReader.read(bytes, view, 0..<view.count, depth: 0, codepage: nil, limits: limits, budget: &budget)
    }
  }

  // MARK: Body

  /// The plain text; nil when there is none. From RTF only where that says it was plain text (MS-OXRTFEX §2.1.3.2).
  public var text: String? { plainText ?? document.flatMap { $0.origin == .plainText ? $0.content : nil } }

  /// The HTML; nil when there is none. From RTF where HTML was encapsulated in it (MS-OXRTFEX §2.1.3.1).
  public var html: String? { markup ?? document.flatMap { $0.origin == .html ? $0.content : nil } }

  /// What a person reads first: the plain text, else the HTML or the RTF as text, else the text of a message inside.
  public var readableText: String {
    if let plainText, !plainText.isBlank { return plainText }
    if let markup {
      let text = HTMLText.text(of: markup, limits: limits)
      if !text.isBlank { return text }
    }
    if let document {
      let text = document.origin == .html ? HTMLText.text(of: document.content, limits: limits) : document.content
      if !text.isBlank { return text }
    }
    for file in files {
      if let text = file.nested?.readableText, !text.isBlank { return text }
    }
    return plainText ?? ""
  }

  private var document: RTFDocument? { rtf.map { RTFDocument($0) } }
}

extension String {
  /// Whether there is nothing but white space.
  var isBlank: Bool { utf8.allSatisfy(ASCII.isSpace) }
}
