/// Images and fax pages: the words that are recognised in them.
struct ImageReader {
  private let reading: DocumentReading
  private let recognition: PageRecognition

  init(_ reading: DocumentReading) {
    self.reading = reading
    recognition = PageRecognition(reading)
  }

  /// Narrower than a line of words can be: rules, bullets, counters.
  private static let smallestSide = 24

  func read(_ bytes: [UInt8], _ format: ImageFormat) throws(ExtractionReason) -> ExtractedText {
    let pages = format == .tiff ? TIFFPages(bytes).pages : []
    var sizes = pages.map { ($0.width, $0.height) }
    if let size = format.size(of: bytes) { sizes.append(size) }
    for (width, height) in sizes where width > 0 && height > reading.limits.maximumPixels / width {
      throw .tooLarge("an image in it has \(width) by \(height) pixels")
    }
    if let largest = sizes.map({ min($0.0, $0.1) }).max(), largest < Self.smallestSide {
      throw .noText("an image this small")
    }
    if pages.contains(where: \.isDistorted), let text = try distorted(bytes) { return text }
    if pages.count > 1 { return try readPages(bytes, count: pages.count) }
    if recognition.isExhausted { throw .timedOut("The recognition of its pages") }
    var text = ExtractedText(try recognition.text(of: bytes), kind: .image)
    text.pages = 1
    text.usedOCR = true
    return text
  }

  private func readPages(_ bytes: [UInt8], count: Int) throws(ExtractionReason) -> ExtractedText {
    var sink = TextSink(limit: reading.limits.maximumTextBytes)
    var fault: ExtractionReason?
    var (isTruncated, wordPages) = (false, 0)
    for page in 0..<count {
      if recognition.isExhausted || sink.isFull {
        isTruncated = true
        break
      }
      do {
        sink.append(try recognition.text(of: bytes, page: page))
        sink.append("\n")
        wordPages += 1
      } catch {
        if error.code.isOfTheMachine { throw error }
        fault = fault ?? error
      }
    }
    if wordPages == 0, let fault { throw fault }
    var text = ExtractedText(sink.text, kind: .image)
    text.pages = count
    text.usedOCR = true
    text.isTruncated = isTruncated || fault != nil
    return text
  }

  /// Pages whose dots are no squares are set right on the way through PDF.
  /// - Returns: `nil` where that can't be done; the page is then read as it is.
  private func distorted(_ bytes: [UInt8]) throws(ExtractionReason) -> ExtractedText? {
    var limits = ChildLimits()
    limits.processorSeconds = reading.limits.processorSeconds
    limits.memory = reading.limits.programMemory
    limits.output = reading.limits.maximumDocumentBytes
    let answer: ChildAnswer
    do {
      answer = try reading.sandbox.run(
        "tiff2pdf", package: "libtiff-tools", bytes, by: reading.deadline, input: .file, limits: limits
      ) { [$0] }
    } catch {
      if error.code == .toolMissing { return nil }
      throw error
    }
    guard answer.succeeded, answer.output.starts(with: "%PDF-".utf8) else { return nil }
    var text = try PDFReader(reading).read(answer.output)
    text.kind = .image
    return text
  }
}
