/// What a stream says about one attachment.
struct TNEFAttachment {
  var title: Range<Int>?
  var transportFilename: Range<Int>?
  var data: Range<Int>?
  var properties = MAPIProperties()

  /// Where the attachment's bytes stand, without the identifier of an object's interface; nil when it has none.
  func content(in view: ByteView) -> Range<Int>? {
    let property = properties[.attachData]
    if let property, property.kind == .object || property.kind == .binary {
      let interface = TNEFReader.embeddedMessage
      let isMessage = view[property.range].rawBuffer.starts(with: interface)
      if property.kind == .object, property.range.count >= interface.count, isMessage || data.map(\.isEmpty) ?? true {
        return property.range.dropFirst(interface.count)
      }
      if isMessage, TNEFAttributes(view, property.range.dropFirst(interface.count)) != nil {
        return property.range.dropFirst(interface.count)
      }
      if property.kind == .binary, data.map(\.isEmpty) ?? true { return property.range }
    }
    return data
  }

  /// - Returns: nil when the stream says nothing at all about the attachment.
  func file(_ source: [UInt8], _ text: TNEFText, nested: TNEFArchive?) -> EmbeddedFile? {
    let range = content(in: text.view)
    let name = name(text, isMessage: nested != nil)
    guard range != nil || name != nil else { return nil }
    let place = range ?? 0..<0
    return EmbeddedFile(
      name: name, type: type(text) ?? (nested == nil ? nil : "application/ms-tnef"),
      contentID: text.string(properties[.attachContentID]).flatMap { identifier in
        Array(identifier.utf8).withByteView { IdentifierReader.single($0) }
      },
      encoding: .tnef, range: place, nested: nested, content: .slice(of: source, place))
  }

  /// The long name before the short ones; a message has no file name but its subject for one.
  private func name(_ text: TNEFText, isMessage: Bool) -> String? {
    let display = text.string(properties[.displayName])
    return text.string(properties[.attachLongFilename])
      ?? (isMessage ? display : nil)
      ?? transportFilename.flatMap { text.string8($0) }
      ?? text.string(properties[.attachFilename])
      ?? title.flatMap { text.string8($0) }
      ?? display
  }

  private func type(_ text: TNEFText) -> String? {
    text.string(properties[.attachMIMETag]).flatMap { tag in
      Array(tag.utf8).withByteView { MediaType.read($0)?.essence }
    }
  }
}
