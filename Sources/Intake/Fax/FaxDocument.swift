import Foundation

/// What the document of a fax says of itself.
public struct FaxDocument: Sendable, Equatable {
  /// `image/tiff` or `application/pdf`.
  public var mediaType: String
  /// 0 where they can't be counted; a defect then says why.
  public var pages: Int
  /// When it was made, microseconds since 1970, and the minutes east of UTC of the clock where it says so.
  public var time: Int64?
  public var zoneMinutes: Int?
  /// What is wrong with it, one short sentence each. A damaged or protected document is kept as it is.
  public var defects: [String]

  /// Reads a document that lies in a file.
  ///
  /// - Throws: `notARecord` for what is neither TIFF nor PDF, and what reading the file throws.
  public init(path: String) throws(IntakeError) {
    let file = try OpenFile(PathBytes(path))
    let beginning = try file.prefix(1_024, at: 0)
    try self.init(path: path, beginning: beginning)
  }

  /// Reads a document that lies in memory or in another file. The programs see it as a file without a name, in memory
  /// where the system has room for such files: no copy outlives this process, however that ends.
  public init(_ body: FoundMessage.Body, named name: String) throws(IntakeError) {
    var beginning: [UInt8] = []
    let descriptor = try Self.nameless()
    let scratch = "/proc/\(getpid())/fd/\(descriptor)"
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try body.forEachChunk { chunk in
        if beginning.count < 1_024 { beginning.append(contentsOf: chunk.prefix(1_024 - beginning.count)) }
        try handle.write(contentsOf: Data(chunk))
      }
    } catch {
      throw (error as? IntakeError)
        ?? IntakeError(code: .unreadable, path: name, reason: "it can't be copied to memory: \(error)")
    }
    // The file lives as long as its descriptor.
    defer { try? handle.close() }
    do throws(IntakeError) {
      try self.init(path: scratch, beginning: beginning)
    } catch {
      var named = error
      named.path = name
      throw named
    }
  }

  private static func nameless() throws(IntakeError) -> CInt {
    let folders = ["/dev/shm", FileManager.default.temporaryDirectory.path]
    let folder = folders.first { FileManager.default.isWritableFile(atPath: $0) } ?? folders[1]
    let path = "\(folder)/evrak-fax-\(UUID().uuidString)"
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw IntakeError(system: errno, path: path) }
    unlink(path)
    return descriptor
  }

  private init(path: String, beginning: [UInt8]) throws(IntakeError) {
    switch Self.mediaType(beginning) {
    case "application/pdf": self = try PDFInformation.read(path)
    case "image/tiff": self = try TIFFInformation.read(path)
    default:
      throw IntakeError(
        code: .notARecord, path: path,
        reason: beginning.isEmpty ? "the file is empty" : "it is neither TIFF nor PDF, as a fax is")
    }
  }

  init(mediaType: String, defects: [String] = []) {
    self.mediaType = mediaType
    pages = 0
    self.defects = defects
  }

  /// TIFF 6.0 section 2 and BigTIFF; ISO 32000-1 §7.5.2 with the room before the header that readers allow (annex H).
  private static func mediaType(_ beginning: [UInt8]) -> String? {
    let marks: [[UInt8]] = [
      [0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0], [0x4D, 0x4D, 0, 43],
    ]
    if marks.contains(where: { beginning.starts(with: $0) }) { return "image/tiff" }
    let header = Array("%PDF-".utf8)
    let isPDF = beginning.indices.contains { beginning[$0...].starts(with: header) }
    return isPDF ? "application/pdf" : nil
  }
}

/// Asks `pdfinfo` of poppler.
enum PDFInformation {
  static let tool = DocumentTool(name: "pdfinfo", package: "poppler-utils")

  static func read(_ path: String) throws(IntakeError) -> FaxDocument {
    var document = FaxDocument(mediaType: "application/pdf")
    let answer = try tool.answer(about: path, ["-isodates", "-enc", "UTF-8", path])
    if answer.complaint.contains("Incorrect password") {
      document.defects = ["The document is protected by a password, so its pages could not be counted."]
      return document
    }
    for line in answer.output.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      switch line[..<colon] {
      case "Pages": document.pages = Int(value) ?? 0
      case "CreationDate":
        // poppler writes a zone of whole hours without minutes.
        let hasHoursOnly = value.dropLast(2).last.map { $0 == "+" || $0 == "-" } ?? false
        if let time = RecordTime(hasHoursOnly ? value + ":00" : value) {
          (document.time, document.zoneMinutes) = (time.microseconds, time.zoneMinutes)
        }
      default: break
      }
    }
    if answer.status != 0 || document.pages == 0 {
      document.defects.append("The document is damaged, so its pages could not be counted.")
    }
    return document
  }
}

/// Asks `tiffinfo` of libtiff, which reads every page to its end.
enum TIFFInformation {
  static let tool = DocumentTool(name: "tiffinfo", package: "libtiff-tools")

  static func read(_ path: String) throws(IntakeError) -> FaxDocument {
    var document = FaxDocument(mediaType: "image/tiff")
    let answer = try tool.answer(about: path, ["-D", path])
    for line in answer.output.split(separator: "\n") {
      let text = line.trimmingCharacters(in: .whitespaces)
      if text.hasPrefix("=== TIFF directory") || text.hasPrefix("TIFF Directory at") {
        if text.hasPrefix("TIFF Directory at") { document.pages += 1 }
      } else if text.hasPrefix("DateTime: "), document.time == nil {
        document.time = date(text.dropFirst("DateTime: ".count))
      }
    }
    if answer.status != 0 || document.pages == 0 || answer.complaint.contains("rror") {
      document.defects.append(
        document.pages == 0
          ? "The document is damaged: not one page of it can be read."
          : "The document is damaged: a page of it can't be read to its end.")
    }
    return document
  }

  /// `YYYY:MM:DD HH:MM:SS` (TIFF 6.0, DateTime) on the clock of this machine, since the form has no zone.
  private static func date(_ text: some StringProtocol) -> Int64? {
    let numbers = text.split(whereSeparator: { $0 == ":" || $0 == " " }).compactMap { Int32($0) }
    // In range before anything is computed with them: the text is whatever somebody wrote.
    guard numbers.count == 6, (1...9_999).contains(numbers[0]), (1...12).contains(numbers[1]),
      (1...31).contains(numbers[2]), (0...23).contains(numbers[3]), (0...59).contains(numbers[4]),
      (0...60).contains(numbers[5])
    else { return nil }
    var parts = tm()
    parts.tm_year = numbers[0] - 1_900
    parts.tm_mon = numbers[1] - 1
    parts.tm_mday = numbers[2]
    parts.tm_hour = numbers[3]
    parts.tm_min = numbers[4]
    parts.tm_sec = numbers[5]
    parts.tm_isdst = -1
    let asked = parts
    let time = mktime(&parts)
    // 31 April would have been another day; -1 is also the last second of 1969.
    guard parts.tm_mon == asked.tm_mon, parts.tm_mday == asked.tm_mday else { return nil }
    return Int64(time) * 1_000_000
  }
}
