/// A piece of a text that shows why it was found: one line, with the places of the matches.
public struct Snippet: Sendable, Hashable {
  /// The text, without line ends and control characters, with `…` where something was left out.
  public var text: String
  /// The matches, in bytes of the text's UTF-8, ascending and apart from one another.
  public var highlights: [Range<Int>]

  public init(text: String, highlights: [Range<Int>]) {
    self.text = text
    self.highlights = highlights
  }

  /// With the matches in bold, for terminals (ECMA-48 SGR 1 and 22).
  public var terminalText: String { marked("\u{1B}[1m", "\u{1B}[22m") }

  /// With the matches between pairs of asterisks.
  public var plainText: String { marked("**", "**") }

  /// `{"text":"…","highlights":[[0,5]]}`: places in bytes of the text's UTF-8, the end not included.
  public var json: String {
    var json = "{\"text\":\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: json += "\\\""
      case 0x5C: json += "\\\\"
      // Line ends to JavaScript, though not to JSON.
      case 0..<0x20, 0x7F, 0x2028, 0x2029:
        let digits = String(scalar.value, radix: 16)
        json += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: json.unicodeScalars.append(scalar)
      }
    }
    let places = highlights.map { "[\($0.lowerBound),\($0.upperBound)]" }.joined(separator: ",")
    return json + "\",\"highlights\":[" + places + "]}"
  }

  private func marked(_ opening: String, _ closing: String) -> String {
    let bytes = Array(text.utf8)
    var marked: [UInt8] = []
    var place = 0
    for range in highlights where range.lowerBound >= place && range.upperBound <= bytes.count {
      marked += bytes[place..<range.lowerBound]
      marked += opening.utf8
      marked += bytes[range]
      marked += closing.utf8
      place = range.upperBound
    }
    marked += bytes[place...]
    return String(decoding: marked, as: UTF8.self)
  }
}
