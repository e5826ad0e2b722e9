internal import MailFormat

/// Messages inside messages, and saved ones: subject, people, text, and attachments one level deep.
struct MessageReader {
  private let reading: DocumentReading

  init(_ reading: DocumentReading) { self.reading = reading }

  func read(_ bytes: [UInt8], level: Int) throws(ExtractionReason) -> ExtractedText {
    let message = MailMessage(bytes)
    var gathering = Gathering(reading.limits, kind: .message)
    for line in heading(message.summary) { gathering.append(line) }
    gathering.append(message.readableText)
    let attachments = message.carriedAttachments
    if attachments.count > reading.limits.maximumFiles { gathering.isTruncated = true }
    for attachment in attachments.prefix(reading.limits.maximumFiles) where !gathering.isFull {
      let name = attachment.name ?? attachment.type
      if level > 0 {
        gathering.skip(name, .nested("An attachment"))
        continue
      }
      try gathering.add(name, reading, attachment.decoded(), mediaType: attachment.type)
    }
    return try gathering.finish()
  }

  private func heading(_ summary: MessageSummary) -> [String] {
    var lines = [summary.subject].compactMap { $0 }
    if let date = summary.date { lines.append(date.rfc3339()) }
    for mailboxes in [summary.from, summary.to, summary.cc] where !mailboxes.isEmpty {
      let people = mailboxes.prefix(Self.mostPeople).map {
        [$0.name, $0.address].compactMap { $0 }.joined(separator: " ")
      }
      lines.append(people.joined(separator: ", "))
    }
    return lines
  }

  private static let mostPeople = 200
}
