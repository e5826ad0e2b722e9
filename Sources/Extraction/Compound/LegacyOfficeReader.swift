/// Word, Excel and PowerPoint up to 2003, read by the programs of Debian's catdoc and antiword.
struct LegacyOfficeReader {
  private let reading: DocumentReading

  init(_ reading: DocumentReading) { self.reading = reading }

  /// - Parameter stream: the stream `WordDocument`, which begins with the FIB (MS-DOC §2.5.1).
  func readWord(_ bytes: [UInt8], _ stream: [UInt8]) throws(ExtractionReason) -> ExtractedText {
    let header = ByteFields(stream)
    guard let version = header.little16(2), let language = header.little16(6), let flags = header.little16(10) else {
      throw .damaged("its header is missing")
    }
    if flags & 0x100 != 0 { throw .protected("The document") }
    // Before Word 97 text is in the code page of its language, which catdoc can't know.
    let charset = version < Self.firstUnicodeVersion && language == Self.turkish ? ["-s", "cp1254"] : []
    var text: (text: String, isTruncated: Bool)?
    do {
      text = try run("catdoc", package: "catdoc", bytes, input: .standardInput) {
        ["-w"] + charset + ["-d", "utf-8", $0]
      }
    } catch {
      if error.code.isOfTheMachine || error.code == .timedOut { throw error }
    }
    if let text, text.text.contains(where: { !$0.isWhitespace }) { return extracted(text, .legacyWord) }
    // What one can't read, the other sometimes can.
    let other = try run("antiword", package: "antiword", bytes, input: .standardInput) {
      ["-w", "0", "-m", "UTF-8.txt", $0]
    }
    return extracted(other, .legacyWord)
  }

  /// `nFib` of Word 97 and `lid` of Turkish (MS-DOC §2.5.2).
  private static let firstUnicodeVersion = 0xC1
  private static let turkish = 0x41F

  /// - Parameter stream: the stream of the workbook, a run of records (MS-XLS §2.4).
  func readWorkbook(_ bytes: [UInt8], _ stream: [UInt8]) throws(ExtractionReason) -> ExtractedText {
    if Self.hasFilePassword(ByteFields(stream)) { throw .protected("The workbook") }
    let text = try run("xls2csv", package: "catdoc", bytes, input: .file) {
      ["-d", "utf-8", "-c", "\t", "-q", "0", $0]
    }
    var extracted = extracted(text, .legacyWorkbook)
    extracted.pages = text.text.utf8.count { $0 == 0x0C }
    return extracted
  }

  /// - Parameter user: the stream `Current User` (MS-PPT §2.3.2).
  func readPresentation(_ bytes: [UInt8], _ user: [UInt8]) throws(ExtractionReason) -> ExtractedText {
    if ByteFields(user).little32(12) == 0xF3D1_C4DF { throw .protected("The presentation") }
    let text = try run("catppt", package: "catdoc", bytes, input: .file) { ["-d", "utf-8", $0] }
    return extracted(text, .legacyPresentation)
  }

  /// The record FilePass (0x2F) stands among the first ones of a protected workbook.
  private static func hasFilePassword(_ fields: ByteFields) -> Bool {
    var at = 0
    for _ in 0..<20 {
      guard let record = fields.little16(at), let size = fields.little16(at + 2) else { return false }
      if record == 0x2F { return true }
      at += 4 + size
    }
    return false
  }

  private func run(
    _ program: String, package: String, _ bytes: [UInt8], input: Sandbox.Input, arguments: (String) -> [String]
  ) throws(ExtractionReason) -> (text: String, isTruncated: Bool) {
    var limits = ChildLimits()
    limits.processorSeconds = reading.limits.processorSeconds
    limits.memory = reading.limits.programMemory
    limits.output = reading.limits.maximumTextBytes
    let answer = try reading.sandbox.run(
      program, package: package, bytes, by: reading.deadline, input: input, limits: limits, arguments: arguments)
    // What came before it broke off is read gladly.
    if answer.output.contains(where: { $0 > 0x20 }) {
      return (String(decoding: answer.output, as: UTF8.self), !answer.succeeded)
    }
    try answer.checkEnding(of: program)
    if !answer.succeeded { throw .damaged("\(program) can't read it") }
    return ("", false)
  }

  private func extracted(_ text: (text: String, isTruncated: Bool), _ kind: DocumentKind) -> ExtractedText {
    var extracted = ExtractedText(text.text, kind: kind)
    extracted.isTruncated = text.isTruncated
    return extracted
  }
}
