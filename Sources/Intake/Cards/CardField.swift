/// A field of `ContactCard.fields`: how its value is kept, and what it is called in the formats.
struct CardField: Sendable {
  /// How values are brought into one shape. Each way gives the same when it is applied again.
  enum Form: Sendable {
    /// One line; of several values the first.
    case line
    /// Any number of entries, one a line, each once.
    case lines
    /// Text with paragraphs; several are joined by a line end.
    case text
    /// A date: eight digits are written `YYYY-MM-DD`.
    case date
  }

  let name: String
  let form: Form
  /// The property of vCard 4.0 that holds it, with its parameters; `nil` where a property holds several fields.
  let property: String?
  /// The heading of its column in our own tables.
  let heading: String
  /// Other properties that state the same.
  var others: [String] = []
  /// The value is a URI or a code, in which commas and semicolons are not escaped (RFC 6350 §3.4).
  var isPlain = false

  /// In the order in which they are written.
  static let all: [CardField] = [
    CardField(name: "prefix", form: .line, property: nil, heading: "Name Prefix"),
    CardField(name: "given-name", form: .line, property: nil, heading: "First Name"),
    CardField(name: "additional-names", form: .line, property: nil, heading: "Middle Name"),
    CardField(name: "family-name", form: .line, property: nil, heading: "Last Name"),
    CardField(name: "suffix", form: .line, property: nil, heading: "Name Suffix"),
    CardField(name: "nickname", form: .lines, property: "NICKNAME", heading: "Nickname"),
    CardField(
      name: "phonetic-given-name", form: .line, property: "X-PHONETIC-FIRST-NAME", heading: "Phonetic First Name"),
    CardField(
      name: "phonetic-family-name", form: .line, property: "X-PHONETIC-LAST-NAME", heading: "Phonetic Last Name"),
    CardField(
      name: "sort-name", form: .line, property: "X-SORT-STRING", heading: "File As",
      others: ["SORT-STRING", "X-EVOLUTION-FILE-AS", "X-FILE-AS"]),
    CardField(name: "department", form: .line, property: nil, heading: "Department"),
    CardField(name: "role", form: .lines, property: "ROLE", heading: "Role"),
    CardField(name: "other-organisation", form: .lines, property: "ORG", heading: "Other Organisation"),
    CardField(
      name: "profession", form: .line, property: "X-PROFESSION", heading: "Profession",
      others: ["X-KADDRESSBOOK-X-PROFESSION"]),
    CardField(
      name: "office", form: .line, property: "X-OFFICE", heading: "Office Location",
      others: ["X-KADDRESSBOOK-X-OFFICE"]),
    CardField(
      name: "manager", form: .line, property: "X-MANAGER", heading: "Manager's Name",
      others: ["X-MS-MANAGER", "X-EVOLUTION-MANAGER", "X-KADDRESSBOOK-X-MANAGERSNAME"]),
    CardField(
      name: "assistant", form: .line, property: "X-ASSISTANT", heading: "Assistant's Name",
      others: ["X-MS-ASSISTANT", "X-EVOLUTION-ASSISTANT", "X-KADDRESSBOOK-X-ASSISTANTSNAME"]),
    CardField(name: "birthday", form: .date, property: "BDAY", heading: "Birthday"),
    CardField(
      name: "anniversary", form: .date, property: "ANNIVERSARY", heading: "Anniversary",
      others: ["X-ANNIVERSARY", "X-MS-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY", "X-KADDRESSBOOK-X-ANNIVERSARY"]),
    CardField(
      name: "gender", form: .line, property: "GENDER", heading: "Gender", others: ["X-GENDER"], isPlain: true),
    CardField(name: "language", form: .lines, property: "LANG", heading: "Language", isPlain: true),
    CardField(
      name: "spouse", form: .line, property: "RELATED;TYPE=spouse;VALUE=text", heading: "Spouse",
      others: ["X-SPOUSE", "X-MS-SPOUSE", "X-EVOLUTION-SPOUSE", "X-KADDRESSBOOK-X-SPOUSESNAME"]),
    CardField(name: "agent", form: .line, property: "RELATED;TYPE=agent;VALUE=text", heading: "Agent"),
    CardField(name: "related", form: .lines, property: "RELATED;VALUE=text", heading: "Related"),
    CardField(name: "address", form: .lines, property: "ADR", heading: "Address"),
    CardField(name: "address-home", form: .lines, property: "ADR;TYPE=home", heading: "Home Address"),
    CardField(name: "time-zone", form: .line, property: "TZ", heading: "Time Zone"),
    CardField(name: "position", form: .line, property: "GEO", heading: "Geographical Position", isPlain: true),
    CardField(name: "url", form: .lines, property: "URL", heading: "Web Page", others: ["X-URL"], isPlain: true),
    CardField(
      name: "instant-message", form: .lines, property: "IMPP", heading: "Instant Message",
      others: ["X-MS-IMADDRESS", "X-KADDRESSBOOK-X-IMADDRESS"], isPlain: true),
    CardField(
      name: "calendar", form: .lines, property: "CALURI", heading: "Calendar", others: ["FBURL", "CALADRURI"],
      isPlain: true),
    CardField(name: "picture", form: .lines, property: "PHOTO;VALUE=uri", heading: "Photo", isPlain: true),
    CardField(name: "logo", form: .lines, property: "LOGO;VALUE=uri", heading: "Logo", isPlain: true),
    CardField(name: "sound", form: .lines, property: "SOUND;VALUE=uri", heading: "Sound", isPlain: true),
    CardField(name: "key", form: .lines, property: "KEY;VALUE=uri", heading: "Key", isPlain: true),
    CardField(name: "note", form: .text, property: "NOTE", heading: "Notes"),
    CardField(
      name: "members", form: .lines, property: "MEMBER", heading: "Members",
      others: ["X-ADDRESSBOOKSERVER-MEMBER"], isPlain: true),
    CardField(name: "source", form: .lines, property: "SOURCE", heading: "Source", isPlain: true),
    CardField(name: "uid", form: .line, property: "UID", heading: "UID", isPlain: true),
    CardField(name: "revised", form: .line, property: "REV", heading: "Revised", isPlain: true),
  ]

  static let named: [String: CardField] = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

  /// By the name of a property, in capitals. Properties that the reader treats by themselves are not among them.
  static let ofProperty: [String: CardField] = {
    var result: [String: CardField] = [:]
    for field in all {
      guard let property = field.property else { continue }
      for name in [property.pieces(at: UInt8(ascii: ";"))[0]] + field.others where result[name] == nil {
        result[name] = field
      }
    }
    return result
  }()

  static let ownPrefix = "X-EVRAK-"

  /// Whether a field that is not in the list can be written.
  static func isOwnName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 64 && name == name.asciiLowercased && name.utf8.allSatisfy(\.isNameByte)
  }

  /// One value of many brought into the field's shape.
  static func value(_ name: String, of values: [String]) -> String {
    switch named[name]?.form ?? .text {
    case .line: return values.lazy.map(\.oneLine).first { !$0.isEmpty } ?? ""
    case .date: return values.lazy.map { date($0.oneLine) }.first { !$0.isEmpty } ?? ""
    case .text: return values.map(\.trimmed).filter { !$0.isEmpty }.joined(separator: "\n")
    case .lines:
      var seen: Set<String> = []
      return values.flatMap(\.filledLines).filter { seen.insert($0).inserted }.joined(separator: "\n")
    }
  }

  private static func date(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.count == 8, bytes.allSatisfy({ $0 &- 0x30 < 10 }) else { return text }
    let digits = bytes.map { String(UnicodeScalar($0)) }
    return digits[0..<4].joined() + "-" + digits[4..<6].joined() + "-" + digits[6..<8].joined()
  }
}
