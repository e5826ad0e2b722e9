internal import MailFormat

/// Exchange's wrapping of a message (`winmail.dat`): its text, and its files one level deep.
struct TNEFFileReader {
  private let reading: DocumentReading

  init(_ reading: DocumentReading) { self.reading = reading }

  func read(_ bytes: [UInt8], level: Int) throws(ExtractionReason) -> ExtractedText {
    guard let archive = TNEFArchive.read(bytes) else { throw .damaged("its header can't be read") }
    var gathering = Gathering(reading.limits, kind: .tnef)
    if let subject = archive.subject { gathering.append(subject) }
    gathering.append(archive.readableText)
    for file in archive.files.prefix(reading.limits.maximumFiles) where !gathering.isFull {
      let name = file.name ?? file.type ?? "attachment"
      if level > 0 || file.nested != nil {
        gathering.skip(name, .nested("An attachment"))
      } else {
        try gathering.add(name, reading, file.decoded(), mediaType: file.type ?? "")
      }
    }
    if archive.files.count > reading.limits.maximumFiles { gathering.isTruncated = true }
    return try gathering.finish()
  }
}
