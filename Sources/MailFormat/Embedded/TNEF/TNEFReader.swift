/// Gathers a message from the attributes of a stream. Strings are decoded when all attributes were seen, since the code
/// page may come behind them.
struct TNEFReader {
  /// `IID_IMessage` (MS-OXTNEF §2.1.3.4.1): stands before a message that is an attachment.
  static let embeddedMessage: [UInt8] = [7, 3, 2, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]

  private let source: [UInt8]
  private let view: ByteView
  private let limits: MailLimits
  private let depth: Int

  private var codepage: Codepage?
  private var attributes: [TNEFAttribute.Identifier: Range<Int>] = [:]
  private var properties = MAPIProperties()
  private var attachments: [TNEFAttachment] = []
  private var defects: [MailDefect.Kind] = []

  /// - Parameters:
  ///   - view: of `source`; every range is of both.
  ///   - codepage: that of the stream around this one.
  ///   - budget: files that may still be listed, all levels together.
  static func read(
    _ source: [UInt8], _ view: ByteView, _ range: Range<Int>, depth: Int, codepage: Codepage?, limits: MailLimits,
    budget: inout Int
  ) -> TNEFArchive? {
    guard var stream = TNEFAttributes(view, range) else { return nil }
    var reader = TNEFReader(source: source, view: view, limits: limits, depth: depth, codepage: codepage)
    while let attribute = stream.next() {
      if !attribute.hasRightChecksum { reader.note(.wrongTNEFChecksum) }
      reader.take(attribute, &budget)
    }
    if stream.isDamaged { reader.note(.damagedTNEF) }
    return reader.finish(&budget)
  }

  private init(source: [UInt8], view: ByteView, limits: MailLimits, depth: Int, codepage: Codepage?) {
    self.source = source
    self.view = view
    self.limits = limits
    self.depth = depth
    self.codepage = codepage
  }

  /// Notes each kind once.
  private mutating func note(_ kind: MailDefect.Kind) {
    if !defects.contains(kind) { defects.append(kind) }
  }

  private mutating func take(_ attribute: TNEFAttribute, _ budget: inout Int) {
    guard let identifier = attribute.identifier else { return }
    switch identifier {
    case .tnefVersion: return
    case .oemCodepage:
      var reader = StreamReader(view, attribute.data)
      codepage = reader.uint32().flatMap { Codepage(number: $0) } ?? codepage
    case .messageProperties where attribute.level == .message:
      properties = MAPIProperties(view, attribute.data)
      if properties.isDamaged { note(.damagedTNEF) }
    case .attachRenddata, .attachTitle, .attachTransportFilename, .attachData, .attachment:
      takeAttachment(identifier, attribute.data, &budget)
    default:
      if attributes[identifier] == nil { attributes[identifier] = attribute.data }
    }
  }

  /// An attachment starts with its rendering data (MS-OXTNEF §2.1.3.3.15); where that is missing, with anything.
  private mutating func takeAttachment(
    _ identifier: TNEFAttribute.Identifier, _ data: Range<Int>, _ budget: inout Int
  ) {
    if identifier == .attachRenddata || attachments.isEmpty {
      guard budget > 0 else { return note(.tooManyEmbeddedFiles) }
      budget -= 1
      attachments.append(TNEFAttachment())
    } else if defects.contains(.tooManyEmbeddedFiles) {
      return
    }
    let last = attachments.count - 1
    switch identifier {
    case .attachTitle: attachments[last].title = data
    case .attachTransportFilename: attachments[last].transportFilename = data
    case .attachData: attachments[last].data = data
    case .attachment:
      attachments[last].properties = MAPIProperties(view, data)
      if attachments[last].properties.isDamaged { note(.damagedTNEF) }
    default: break
    }
  }

  // MARK: Assembly

  private mutating func finish(_ budget: inout Int) -> TNEFArchive {
    let text = TNEFText(view: view, codepage: codepage)
    var archive = TNEFArchive(limits: limits)
    archive.messageClass = text.string(properties[.messageClass]) ?? string(.messageClass, text)
    archive.subject = text.string(properties[.subject]) ?? string(.subject, text)
    archive.messageID = text.string(properties[.internetMessageID]).flatMap { identifier in
      Array(identifier.utf8).withByteView { IdentifierReader.single($0) }
    }
    archive.sender = sender(text)
    archive.date = text.time(properties[.clientSubmitTime]) ?? attributes[.dateSent].flatMap { text.date($0) }
    archive.plainText = (text.string(properties[.body]) ?? string(.body, text)).map(LineEnds.normalised)
    archive.markup = markup(text).map(LineEnds.normalised)
    if let file = rtfFile() {
      archive.rtf = file.decoded()
      archive.files.append(file)
    }
    for attachment in attachments {
      let nested = nested(attachment, &budget)
      nested?.defects.forEach { note($0) }
      if let file = attachment.file(source, text, nested: nested) { archive.files.append(file) }
    }
    archive.defects = defects
    return archive
  }

  private func string(_ identifier: TNEFAttribute.Identifier, _ text: TNEFText) -> String? {
    attributes[identifier].flatMap { text.string8($0) }
  }

  private func sender(_ text: TNEFText) -> Mailbox? {
    let name = text.string(properties[.senderName])
    let address = text.string(properties[.senderSMTPAddress]) ?? text.string(properties[.senderEmailAddress])
    return text.mailbox(name: name, address: address) ?? attributes[.from].flatMap { text.sender($0) }
  }

  /// `PidTagHtml` is bytes in the message's own code page (MS-OXCMSG §2.2.1.56.9); older writers made it a string.
  private func markup(_ text: TNEFText) -> String? {
    guard let value = properties[.html] else { return nil }
    guard value.kind == .binary else { return text.string(value) }
    let whole = view[value.range]
    guard !whole.isEmpty else { return nil }
    let stated = text.integer(properties[.internetCodepage]).flatMap { Codepage(number: $0) }
    let declared = stated.map { Array($0.label.utf8) } ?? HTMLCharset.declared(in: whole)
    let label = declared ?? codepage.map { Array($0.label.utf8) } ?? []
    return label.withByteView { TextDecoder.decode(whole, label: $0, isMarkup: true).text }
  }

  private mutating func rtfFile() -> EmbeddedFile? {
    guard let value = properties[.rtfCompressed], value.kind == .binary, !value.range.isEmpty else { return nil }
    let result = CompressedRTF.decompress(view[value.range], limit: limits.maximumRTFBytes)
    result.defects.forEach { note($0) }
    guard !result.bytes.isEmpty else { return nil }
    return EmbeddedFile(
      name: "body.rtf", type: "application/rtf", encoding: .compressedRTF, range: value.range, defects: result.defects,
      content: .bytes(result.bytes))
  }

  /// The message inside an attachment, when it is one.
  private mutating func nested(_ attachment: TNEFAttachment, _ budget: inout Int) -> TNEFArchive? {
    guard let content = attachment.content(in: view), TNEFAttributes(view, content) != nil else { return nil }
    guard depth + 1 < limits.maximumTNEFDepth else {
      note(.embeddedTooDeep)
      return nil
    }
    return TNEFReader.read(
      source, view, content, depth: depth + 1, codepage: codepage, limits: limits, budget: &budget)
  }
}
