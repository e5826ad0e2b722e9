internal import MailFormat

/// Messages as Outlook saves them (MS-OXMSG): subject, people, text, and attachments one level deep.
struct OutlookMessageReader {
  private let reading: DocumentReading
  private let file: CompoundFile

  init(_ reading: DocumentReading, _ file: CompoundFile) {
    self.reading = reading
    self.file = file
  }

  func read(level: Int) throws(ExtractionReason) -> ExtractedText {
    var gathering = Gathering(reading.limits, kind: .outlookMessage)
    let message = OutlookProperties(file, storage: 0)
    for line in heading(message) { gathering.append(line) }
    gathering.append(body(message))
    let attachments = file.entries.filter { $0.kind == .storage && $0.parent == 0 && $0.name.hasPrefix("__attach_") }
    if attachments.count > reading.limits.maximumFiles { gathering.isTruncated = true }
    for storage in attachments.prefix(reading.limits.maximumFiles) where !gathering.isFull {
      let attachment = OutlookProperties(file, storage: storage.number)
      let name =
        attachment.text(.longFileName) ?? attachment.text(.fileName) ?? attachment.text(.displayName) ?? storage.name
      guard let data = attachment.bytes(.attachedData) else {
        // A message inside is a storage of its own.
        gathering.skip(name, .nested("A message"))
        continue
      }
      if level > 0 {
        gathering.skip(name, .nested("An attachment"))
        continue
      }
      // Any number of attachments may claim the same bytes of the file.
      reading.inflatable -= data.count
      if reading.inflatable < 0 {
        throw .bomb("its attachments have more bytes than \(reading.limits.maximumInflatedBytes)")
      }
      try gathering.add(name, reading, data, mediaType: attachment.text(.mediaType) ?? "")
    }
    return try gathering.finish()
  }

  private func heading(_ message: OutlookProperties) -> [String] {
    let sender = [message.text(.senderName), message.text(.senderAddress)].compactMap { $0 }
    return [
      message.text(.subject), sender.isEmpty ? nil : sender.joined(separator: " "), message.text(.displayTo),
      message.text(.displayCc),
    ].compactMap { $0 }
  }

  private func body(_ message: OutlookProperties) -> String {
    if let text = message.text(.body), text.contains(where: { !$0.isWhitespace }) { return text }
    if let html = message.bytes(.html) { return DocumentText.html(html) }
    if let html = message.text(.html) { return DocumentText.html(Array(html.utf8), charset: "utf-8") }
    return message.bytes(.compressedRichText).map { DocumentText.compressedRichText($0) } ?? ""
  }
}

/// The properties of one storage that stand in streams of their own, `__substg1.0_` with tag and type (§2.1.3).
private struct OutlookProperties {
  enum Tag: String {
    case subject = "0037", senderName = "0C1A", senderAddress = "5D01", displayTo = "0E04", displayCc = "0E03"
    case body = "1000", html = "1013", compressedRichText = "1009"
    case attachedData = "3701", displayName = "3001", fileName = "3704", longFileName = "3707", mediaType = "370E"
  }

  private let file: CompoundFile
  private let streams: [String: CompoundEntry]

  init(_ file: CompoundFile, storage: Int) {
    self.file = file
    let mine = file.entries.filter { $0.parent == storage && $0.kind == .stream && $0.name.hasPrefix("__substg1.0_") }
    streams = Dictionary(mine.map { (String($0.name.dropFirst(12)).uppercased(), $0) }) { first, _ in first }
  }

  func text(_ tag: Tag) -> String? {
    var text: String?
    if let entry = streams[tag.rawValue + "001F"] {
      let fields = ByteFields(file.content(of: entry))
      let units = stride(from: 0, to: fields.count - 1, by: 2).map { UInt16(fields.little16($0) ?? 0) }
      text = String(decoding: units, as: UTF16.self)
    } else if let entry = streams[tag.rawValue + "001E"] {
      text = DocumentText.plain(file.content(of: entry)).text
    }
    guard let text, !text.isEmpty else { return nil }
    return text
  }

  func bytes(_ tag: Tag) -> [UInt8]? { streams[tag.rawValue + "0102"].map { file.content(of: $0) } }
}
