/// Reads what comes as a ZIP archive: documents of office programs, and archives of files.
struct ZipReader {
  private let reading: DocumentReading

  init(_ reading: DocumentReading) { self.reading = reading }

  func read(_ bytes: [UInt8], level: Int) throws(ExtractionReason) -> ExtractedText {
    let directory = try ZipDirectory(bytes, limits: reading.limits)
    let package = PackageParts(bytes, directory, reading)
    switch try Self.kind(of: package) {
    case .wordDocument: return try WordReader(package).read()
    case .workbook: return try WorkbookReader(package).read()
    case .presentation: return try PresentationReader(package).read()
    case .openText: return try OpenDocumentReader(package, .openText).read()
    case .openSpreadsheet: return try OpenDocumentReader(package, .openSpreadsheet).read()
    case .openPresentation: return try OpenDocumentReader(package, .openPresentation).read()
    default:
      if level > 0 { throw .nested("An archive") }
      return try readFiles(bytes, directory)
    }
  }

  /// What the parts of a package say it is; `archive` when they are files like any others.
  private static func kind(of package: PackageParts) throws(ExtractionReason) -> DocumentKind {
    if package.has("[Content_Types].xml") {
      if package.has("xl/workbook.bin") { throw .unsupported("binary workbooks (xlsb)") }
      if package.has("word/document.xml") { return .wordDocument }
      if package.has("xl/workbook.xml") { return .workbook }
      if package.has("ppt/presentation.xml") { return .presentation }
      // Other producers name their parts as they like, but keep the folder.
      if package.hasFolder("word/") { return .wordDocument }
      if package.hasFolder("xl/worksheets/") { return .workbook }
      if package.hasFolder("ppt/slides/") { return .presentation }
    }
    guard package.has("content.xml"), package.has("META-INF/manifest.xml") || package.has("mimetype") else {
      return .archive
    }
    let type = package.has("mimetype") ? String(decoding: try package.part("mimetype"), as: UTF8.self) : ""
    if type.contains("spreadsheet") { return .openSpreadsheet }
    if type.contains("presentation") || type.contains("graphics") { return .openPresentation }
    return .openText
  }

  // MARK: Archives of files

  private func readFiles(_ bytes: [UInt8], _ directory: ZipDirectory) throws(ExtractionReason) -> ExtractedText {
    let files = directory.entries.filter { !$0.isFolder }
    if files.isEmpty { throw .noText("an archive without files") }
    var gathering = Gathering(reading.limits, kind: .archive)
    gathering.isTruncated = files.count > reading.limits.maximumFiles
    let wanted = Array(files.prefix(reading.limits.maximumFiles))
    let contents = ZipContents(bytes, reading)
    try contents.unpack(wanted) { (entry, result) throws(ExtractionReason) in
      if reading.deadline.isOver {
        gathering.isTruncated = true
        return false
      }
      switch result {
      case .failure(let reason): gathering.skip(entry.name, reason)
      case .success(let unpacked): try gathering.add(entry.name, reading, unpacked, mediaType: "")
      }
      return !gathering.isFull
    }
    return try gathering.finish()
  }
}
