/// The words of a page as tesseract's table gives them, each with how sure it is of it.
struct RecognisedPage {
  /// Below this mean, in percent, weighted by the words' lengths, a picture was taken for words: sheet music gets 43,
  /// the worst of legible pages (lottery tickets) 71.
  private static let leastConfidence = 55.0

  /// Lines of the page; empty where there are no words.
  let text: String

  /// - Parameter table: columns level, page, block, paragraph, line, word, left, top, width, height, confidence and text,
  ///   with a line of headings.
  init(table: [UInt8]) {
    var output: [UInt8] = []
    var place: (line: [ArraySlice<UInt8>], paragraph: [ArraySlice<UInt8>]) = ([], [])
    var (weight, sum) = (0, 0.0)
    for row in table.split(separator: 0x0A) {
      let fields = row.split(separator: 0x09, maxSplits: 11, omittingEmptySubsequences: false)
      guard fields.count == 12, fields[0].elementsEqual([0x35]), let word = Self.trimmed(fields[11]),
        let confidence = Double(String(decoding: fields[10], as: UTF8.self)), confidence.isFinite
      else { continue }
      let (line, paragraph) = (Array(fields[1...4]), Array(fields[1...3]))
      if !output.isEmpty {
        if line == place.line { output.append(0x20) } else { output.append(0x0A) }
        if paragraph != place.paragraph { output.append(0x0A) }
      }
      place = (line, paragraph)
      output += word
      weight += word.count
      sum += Double(word.count) * confidence
    }
    text = weight > 0 && sum / Double(weight) >= Self.leastConfidence ? String(decoding: output, as: UTF8.self) : ""
  }

  private static func trimmed(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var word = field.drop { $0 <= 0x20 }
    while let last = word.last, last <= 0x20 { word.removeLast() }
    return word.isEmpty ? nil : word
  }
}
