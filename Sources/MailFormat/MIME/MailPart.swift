/// One node of the MIME tree: a header section and a body, both ranges of bytes that are shared, not copied.
public struct MailPart: Sendable {
  /// The number by which a part is asked for: parts that are no multipart are numbered from 1, depth first, an attached
  /// message or an opaque signature before the parts inside it. Nil for multiparts.
  public let number: Int?

  /// The type it was read as. A part without a readable `Content-Type` is `text/plain`, in a digest `message/rfc822`.
  public let type: MediaType

  public let encoding: TransferEncoding

  /// The fields of its header section, in order.
  public let fields: [HeaderField]

  /// Where the header section stands in `source`.
  public let header: Range<Int>

  /// Where the body stands in `source`, still transfer-encoded.
  public let body: Range<Int>

  /// The parts of a multipart; of an attached message, its single root; of an opaque signature, the entity that is
  /// signed. Empty for leaves.
  public let children: [MailPart]

  /// The bytes that all ranges are of: those of the message, or of an attached message after its transfer encoding was
  /// removed, or of the content of an opaque signature.
  public let source: [UInt8]

  let limits: MailLimits

  public var isLeaf: Bool { children.isEmpty && !type.isMultipart }

  /// The root of the message that this part is the envelope of.
  public var attachedMessage: MailPart? { type.isMessage ? children.first : nil }

  // MARK: Header

  /// Calls `body` with the raw value of the first field of that kind.
  func withField<Result>(_ known: KnownField, _ body: (ByteView) -> Result?) -> Result? {
    guard let field = fields.first(where: { $0.known == known }) else { return nil }
    return source.withByteView { body($0[field.value]) }
  }

  /// The decoded values of all fields with a name, given in any case, in order of appearance.
  public func values(of name: String) -> [String] {
    let wanted = Array(name.utf8)
    var effort = FirstEffort()
    return source.withByteView { view in
      fields.compactMap { field in
        guard field.name.count == wanted.count else { return nil }
        for (i, at) in field.name.enumerated() where ASCII.lower(view[at]) != ASCII.lower(wanted[i]) { return nil }
        let value = view[field.value]
        return HeaderText.decode(value[0..<min(value.count, limits.maximumFieldTextBytes)], effort: effort.take())
      }
    }
  }

  /// The summary of this part's own header section; meaningful for the root of a message.
  public var summary: MessageSummary {
    source.withByteView { view in
      var reader = SummaryReader(view: view, limits: limits)
      for field in fields { reader.take(field) }
      return reader.finish()
    }
  }

  // MARK: MIME fields

  /// A decoded parameter of `Content-Type`, such as `charset`, `name` or `format`.
  func typeParameter(_ name: StaticString) -> String? {
    withField(.contentType) { Parameters(of: $0, limits: limits).text(name, limits: limits, effort: guessEffort) }
  }

  /// The main value of `Content-Disposition` in lower case (RFC 2183 §2).
  public var disposition: String? {
    withField(.contentDisposition) { value in
      let view = value.trimmed
      var end = 0
      while end < view.count, end < 64, ASCII.isToken(view[end]) { end += 1 }
      return end == 0 ? nil : String(decoding: view[0..<end].array.map(ASCII.lower), as: UTF8.self)
    }
  }

  /// The file name: `filename` of `Content-Disposition`, else `name` of `Content-Type`, decoded. It is what a stranger
  /// wrote: fit to be shown, never to be used as a path.
  public var fileName: String? {
    let found =
      withField(.contentDisposition) {
        Parameters(of: $0, limits: limits).text("filename", limits: limits, effort: guessEffort)
      }
      ?? typeParameter("name")
    guard let found, !found.isEmpty else { return nil }
    return found
  }

  /// `Content-ID` without angle brackets (RFC 2392 refers to it).
  public var contentID: String? { withField(.contentID) { IdentifierReader.single($0) } }

  // MARK: Body

  /// The body with its transfer encoding removed: for an attached message, the message's own bytes.
  public func decoded() -> [UInt8] { decodedNotingDefects().bytes }

  func decodedNotingDefects() -> (bytes: [UInt8], defects: [MailDefect.Kind]) {
    source.withByteView { view in
      let content = view[body]
      switch encoding {
      case .identity: return (content.array, [])
      case .quotedPrintable:
        let result = QuotedPrintable.decode(content)
        return (result.bytes, result.invalid > 0 ? [.invalidQuotedPrintable] : [])
      case .base64: return MailPart.decodeBase64(content)
      }
    }
  }

  /// What was labelled base64 and is not stays as it is, so that nothing readable turns into noise.
  private static func decodeBase64(_ content: ByteView) -> (bytes: [UInt8], defects: [MailDefect.Kind]) {
    let result = Base64.decode(content)
    if result.isImplausible { return (content.array, [.notBase64]) }
    var defects: [MailDefect.Kind] = []
    if result.strayBytes > 0 { defects.append(.invalidBase64) }
    if result.isTruncated { defects.append(.truncatedBase64) }
    if result.hasTrailingData { defects.append(.dataAfterBase64) }
    return (result.bytes, defects)
  }

  /// Statistics for the first parts of a message: they cost more than all the rest, and a message can have thousands.
  var guessEffort: GuessEffort {
    number.map { $0 <= limits.maximumCharsetGuesses } ?? true ? .statistics : .letters
  }

  /// The body as text, whatever the part's type; line ends are LF.
  public func decodedText() -> DecodedText {
    let label = withField(.contentType) { Parameters(of: $0, limits: limits).bytes("charset") }
    let isMarkup = type == .textHTML
    func read(_ content: ByteView) -> DecodedText {
      let declared = label ?? (isMarkup ? HTMLCharset.declared(in: content) : nil)
      var decoded = (declared ?? []).withByteView {
        TextDecoder.decode(content, label: $0, isMarkup: isMarkup, effort: guessEffort)
      }
      decoded.text = LineEnds.normalised(decoded.text)
      return decoded
    }
    if encoding == .identity { return source.withByteView { read($0[body]) } }
    return decoded().withByteView(read)
  }
}
