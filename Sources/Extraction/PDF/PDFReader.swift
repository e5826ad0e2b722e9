/// PDF: the text that it holds, and recognition for pages that hold none.
struct PDFReader {
  private let reading: DocumentReading
  private let recognition: PageRecognition

  init(_ reading: DocumentReading) {
    self.reading = reading
    recognition = PageRecognition(reading)
  }

  func read(_ bytes: [UInt8]) throws(ExtractionReason) -> ExtractedText {
    let answer = try run("pdftotext", bytes, output: reading.limits.maximumTextBytes) {
      ["-enc", "UTF-8", "-eol", "unix", $0, "-"]
    }
    try checkFaults(answer)
    let isCut = answer.ending == .flooded || !answer.succeeded
    // Each page ends in a form feed.
    var pages = answer.output.split(separator: 0x0C, omittingEmptySubsequences: false).map { Array($0) }
    if !isCut, pages.count > 1, pages.last?.isEmpty == true { pages.removeLast() }
    var text = ExtractedText("", kind: .pdf)
    text.pages = pages.count
    text.isTruncated = isCut
    // Only where the end of the text is known can a page be told to have none.
    if !isCut { try recognise(&pages, bytes, &text) }
    var sink = TextSink(limit: reading.limits.maximumTextBytes)
    for page in pages {
      sink.append(page)
      sink.append("\n")
    }
    text.text = sink.text
    return text
  }

  /// Exit statuses and complaints of poppler's programs.
  private func checkFaults(_ answer: ChildAnswer) throws(ExtractionReason) {
    if answer.complaint.contains("Incorrect password") { throw .protected("The PDF") }
    let hasText = answer.output.contains { $0 > 0x20 }
    if answer.ending == .flooded || hasText { return }
    if answer.complaint.contains("Unsupported security handler") || answer.complaint.contains("unknown authentication")
    {
      throw .protected("The PDF")
    }
    try answer.checkEnding(of: "pdftotext")
    if !answer.succeeded { throw .damaged("pdftotext can't read the PDF") }
  }

  // MARK: Pages without text

  private func recognise(
    _ pages: inout [[UInt8]], _ bytes: [UInt8], _ text: inout ExtractedText
  ) throws(ExtractionReason) {
    var fault: ExtractionReason?
    for index in pages.indices where !Self.hasWords(pages[index]) {
      if recognition.isExhausted {
        text.isTruncated = true
        return
      }
      do {
        guard let image = try picture(of: bytes, page: index + 1) else { continue }
        pages[index] = Array(try recognition.text(of: image, resolution: Self.resolution).utf8)
        text.usedOCR = true
      } catch {
        // Without its programs a scanned document is not one without text.
        if error.code.isOfTheMachine { throw error }
        fault = fault ?? error
        text.isTruncated = true
      }
    }
    if let fault, !pages.contains(where: Self.hasWords) { throw fault }
  }

  /// Whether a letter or digit is there; bytes beyond ASCII are letters mostly.
  private static func hasWords(_ page: [UInt8]) -> Bool {
    page.contains { $0 >= 0x80 || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) }
  }

  /// The longer side of a picture in pixels, whatever the size of the page: 220 dots per inch on A4. So a page of many
  /// metres costs no more than any other.
  private static let longerSide = 2_600
  private static let resolution = 220

  private func picture(of bytes: [UInt8], page: Int) throws(ExtractionReason) -> [UInt8]? {
    let answer = try run("pdftoppm", bytes, output: 3 * Self.longerSide * Self.longerSide) {
      ["-gray", "-singlefile", "-f", "\(page)", "-l", "\(page)", "-scale-to", "\(Self.longerSide)", $0]
    }
    try answer.checkEnding(of: "pdftoppm")
    return answer.output.starts(with: "P5".utf8) ? answer.output : nil
  }

  private func run(
    _ program: String, _ bytes: [UInt8], output: Int, arguments: (String) -> [String]
  ) throws(ExtractionReason) -> ChildAnswer {
    var limits = ChildLimits()
    limits.processorSeconds = reading.limits.processorSeconds
    limits.memory = reading.limits.programMemory
    limits.output = output
    let deadline = program == "pdftoppm" ? reading.recognitionDeadline : reading.deadline
    return try reading.sandbox.run(
      program, package: "poppler-utils", bytes, by: deadline, limits: limits, arguments: arguments)
  }
}
