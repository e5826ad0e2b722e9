/// Makes a contact of one row.
struct CSVRowReader {
  private let columns: [CSVColumn?]
  private let charset: CardCharset
  private let hasJobTitle: Bool
  private let hasFaxColumns: Bool
  private var draft = CardDraft()
  private var postal: [(place: CSVColumn.Place, parts: [String], whole: [String])] = []
  private var postalKinds: [Int: String] = [:]
  private var labels: [Int: String] = [:]
  private var faxes: [Int: Bool] = [:]
  private var numbered: [(number: Int, index: Int)] = []

  init(columns: [CSVColumn?], charset: CardCharset) {
    self.columns = columns
    self.charset = charset
    hasJobTitle = columns.contains(.jobTitle)
    hasFaxColumns = columns.contains { if case .numberIsFax = $0 { true } else { false } }
  }

  mutating func read(_ row: CSVRows.Row) -> Result<ContactCard, CardError> {
    for (column, field) in zip(columns, row.fields) {
      guard let column, !draft.isFull else { continue }
      let (text, defect) = charset.text(field)
      if let defect { draft.note(defect) }
      let value = CSVGuard.removed(from: text.withPlainLineEnds.trimmed)
      if !value.isEmpty { read(value, column) }
    }
    if row.hasStrayText { draft.note("text stands behind the closing quotation mark of a field") }
    let filled = row.fields.lastIndex { $0.contains { !$0.isWhite } }.map { $0 + 1 } ?? 0
    if row.fields.count < columns.count || filled > columns.count {
      draft.note("the row has \(row.fields.count) columns, the headings \(columns.count)")
    }
    finish()
    return draft.card(offset: UInt64(row.offset), line: row.line, what: "row")
  }

  private mutating func read(_ value: String, _ column: CSVColumn) {
    switch column {
    case .name: if draft.name.isEmpty { draft.name = value }
    case .kind: readKind(value)
    case .organisation: if draft.organisation.isEmpty { draft.organisation = value }
    case .title, .jobTitle: if draft.title.isEmpty { draft.title = value }
    case .titleOrPrefix:
      if hasJobTitle { draft.add(field: "prefix", value) } else if draft.title.isEmpty { draft.title = value }
    case .categories: readCategories(value)
    case .address: for address in CardAddress.addresses(value) { draft.add(address: address) }
    case .number(let label, let isFax):
      for number in CardAddress.lists(value) { draft.add(number: number, isFax: isFax, label: label) }
    case .numbered(let number):
      for text in CardAddress.lists(value) {
        let index = draft.numbers.count
        draft.add(number: text, isFax: false, label: "")
        if draft.numbers.count > index { numbered.append((number, index)) }
      }
    case .numberLabel(let number): labels[number] = value
    case .numberIsFax(let number): faxes[number] = !["no", "false", "0", "hayır"].contains(value.asciiLowercased)
    case .field(let name): draft.add(field: name, value)
    case .postal(let place): addPostal(place, parts: [value])
    case .formatted(let place): addPostal(place, whole: CardAddress.lists(value))
    case .postalKind(let number): postalKinds[number] = value
    }
  }

  private mutating func readKind(_ value: String) {
    let kind = value.asciiLowercased
    draft.kind = ContactCard.Kind(rawValue: kind) ?? (kind == "organization" ? .organisation : nil)
  }

  /// Outlook divides by semicolons, Google by `:::`, and puts a star before groups of its own.
  private mutating func readCategories(_ value: String) {
    let entries = CardAddress.lists(value).flatMap { $0.pieces(at: UInt8(ascii: ";")) }.flatMap(\.filledLines)
    let names = entries.map { String(Substring($0.utf8.drop { $0 == UInt8(ascii: "*") || $0.isWhite })) }
    draft.add(categories: names.filter { $0 != "myContacts" })
  }

  private mutating func addPostal(_ place: CSVColumn.Place, parts: [String] = [], whole: [String] = []) {
    draft.count(parts.count + whole.count)
    if let index = postal.firstIndex(where: { $0.place == place }) {
      postal[index].parts += parts
      postal[index].whole += whole
    } else {
      postal.append((place, parts, whole))
    }
  }

  private mutating func finish() {
    for (number, index) in numbered {
      let label = labels[number] ?? ""
      if hasFaxColumns {
        draft.label(index, label.oneLine, isFax: faxes[number] ?? false)
      } else {
        let read = Self.googleLabel(label)
        draft.label(index, read.label, isFax: read.isFax)
      }
    }
    for entry in postal {
      var isHome = entry.place == .home
      if case .numbered(let number) = entry.place {
        isHome = ["home", "ev", "* home"].contains((postalKinds[number] ?? "").asciiLowercased)
      }
      let field = isHome ? "address-home" : "address"
      let written = entry.whole.isEmpty ? CardAddress.lists(CardPostal.line(entry.parts)) : entry.whole
      let addresses = written.map { CardPostal.line([$0]) }
      for address in addresses { draft.add(field: field, address) }
    }
  }

  /// `Mobile`, `Work Fax`, `* Home`; or what the user wrote.
  private static func googleLabel(_ text: String) -> (label: String, isFax: Bool) {
    let text = String(Substring(text.oneLine.utf8.drop { $0 == UInt8(ascii: "*") || $0.isWhite }))
    let lower = text.asciiLowercased
    let known = ["mobile", "work", "home", "main", "pager", "other", "work fax", "home fax", "other fax", "fax"]
    guard known.contains(lower) else { return (text, CardLabel.saysFax(text)) }
    return CardLabel.read(lower.pieces(at: 0x20))
  }
}
