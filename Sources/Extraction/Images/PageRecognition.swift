/// Recognises the words of one page with tesseract, within the time and number of pages of the document.
struct PageRecognition {
  private let reading: DocumentReading

  init(_ reading: DocumentReading) { self.reading = reading }

  /// Whether another page may be begun.
  var isExhausted: Bool { reading.recognisablePages <= 0 || reading.recognitionDeadline.isOver }

  /// - Parameters:
  ///   - page: of an image with several, from 0.
  ///   - resolution: dots per inch, where the image does not say.
  /// - Throws: `timed_out`, `damaged`, `out_of_memory` and what the machine lacks.
  func text(of image: [UInt8], page: Int? = nil, resolution: Int? = nil) throws(ExtractionReason) -> String {
    reading.recognisablePages -= 1
    var limits = ChildLimits()
    limits.processorSeconds = max(1, Int(reading.configuration.recognitionPatience.components.seconds))
    limits.memory = 2 * reading.limits.programMemory
    limits.output = 4 << 20
    let languages = reading.configuration.languages.joined(separator: "+")
    let answer = try reading.sandbox.run(
      "tesseract", package: "tesseract-ocr", image, by: reading.recognitionDeadline, limits: limits
    ) { _ in
      ["stdin", "stdout", "-l", languages]
        + (resolution.map { ["--dpi", "\($0)"] } ?? []) + (page.map { ["-c", "tessedit_page_number=\($0)"] } ?? []) + [
          "tsv"
        ]
    }
    if answer.complaint.contains("Failed loading language") || answer.complaint.contains("Error opening data file") {
      throw .toolMissing("tesseract with its models \(languages)", package: "tesseract-ocr-tur")
    }
    try answer.checkEnding(of: "tesseract")
    if !answer.succeeded { throw .damaged("tesseract can't read the image") }
    let page = RecognisedPage(table: answer.output)
    // It ends well even where the image could not be decoded.
    if page.text.isEmpty, answer.complaint.contains("pixRead") { throw .damaged("its image can't be decoded") }
    return page.text
  }
}
