/// Reads compound files: documents of Office up to 2003, protected documents of later ones, and Outlook's messages.
struct CompoundReader {
  private let reading: DocumentReading

  init(_ reading: DocumentReading) { self.reading = reading }

  func read(_ bytes: [UInt8], level: Int) throws(ExtractionReason) -> ExtractedText {
    let file = try CompoundFile(bytes)
    // A whole package of Office 2007 and later, encrypted (MS-OFFCRYPTO §2.3.4).
    if file.stream("EncryptedPackage") != nil { throw .protected("The document") }
    let legacy = LegacyOfficeReader(reading)
    if let stream = file.stream("WordDocument") { return try legacy.readWord(bytes, file.content(of: stream)) }
    if let stream = file.stream("Workbook") ?? file.stream("Book") {
      return try legacy.readWorkbook(bytes, file.content(of: stream))
    }
    if file.stream("PowerPoint Document") != nil {
      return try legacy.readPresentation(bytes, file.stream("Current User").map { file.content(of: $0) } ?? [])
    }
    if file.stream("__properties_version1.0") != nil {
      return try OutlookMessageReader(reading, file).read(level: level)
    }
    throw .unsupported("compound files of this kind")
  }
}
