import Foundation

/// What a column of a table holds.
enum CSVColumn: Equatable {
  enum Place: Hashable {
    case none, work, home, other
    /// Google's `Address 1 - …`, whose kind stands in a column of its own.
    case numbered(Int)
  }

  case name, kind, organisation, title, categories
  /// `Title`, `Unvan`: of the person where there is a column for the title of the job too (Outlook), else of the job.
  case titleOrPrefix
  /// Makes `titleOrPrefix` the title of the person.
  case jobTitle
  case address
  case number(label: String, isFax: Bool)
  /// The columns of Google and our own: `Phone 1 - Value`, `- Label`, `- Fax`.
  case numberLabel(Int), numberIsFax(Int), numbered(Int)
  case field(String)
  /// A part of a postal address, in the order of the columns.
  case postal(Place)
  /// A whole one, which makes the parts superfluous.
  case formatted(Place)
  case postalKind(Int)

  /// A column by which a contact can be known.
  var isTelling: Bool {
    switch self {
    case .name, .organisation, .address, .number, .numbered: true
    case .field(let name): name == "given-name" || name == "family-name"
    default: false
    }
  }

  /// - Returns: `nil` for headings that say nothing to us.
  static func read(_ heading: String) -> CSVColumn? {
    let (words, number) = folded(heading)
    switch words {
    case "phonevalue": return .numbered(number)
    case "phonelabel", "phonetype": return .numberLabel(number)
    case "phonefax": return .numberIsFax(number)
    case "addressformatted": return .formatted(.numbered(number))
    case "addresslabel", "addresstype": return .postalKind(number)
    case "addressstreet", "addresscity", "addresspobox", "addressregion", "addresspostalcode", "addresscountry",
      "addressextendedaddress":
      return .postal(.numbered(number))
    default: return CSVHeadings.columns[words]
    }
  }

  /// Letters in lower case without their marks, and the first number: `E-posta 2 Adresi` becomes `epostaadresi`, 2.
  /// The four Turkish letters i are one.
  static func folded(_ heading: String) -> (words: String, number: Int) {
    var words: [UInt8] = []
    var number = 0
    var isNumberDone = false
    let start = String(String.UnicodeScalarView(heading.unicodeScalars.prefix(200)))
    for scalar in start.decomposedStringWithCanonicalMapping.unicodeScalars {
      if scalar == "ı" { words.append(UInt8(ascii: "i")) }
      guard scalar.isASCII else { continue }
      let byte = UInt8(scalar.value)
      if byte &- 0x30 < 10 {
        if !isNumberDone, number < 10_000 { number = number * 10 + Int(byte &- 0x30) }
      } else {
        if number > 0 { isNumberDone = true }
        if (byte | 0x20) &- 0x61 < 26 { words.append(byte | 0x20) }
      }
    }
    return (String(decoding: words, as: UTF8.self), number)
  }
}
