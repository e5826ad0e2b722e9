/// A contact while it is being read. Both formats fill it, so that the same facts become the same card.
struct CardDraft {
  var kind: ContactCard.Kind?
  var name = ""
  var organisation = ""
  var title = ""
  private var addresses: [(rank: Int, address: String)] = []
  private(set) var numbers: [(rank: Int, number: ContactCard.Number)] = []
  private var categories: [String] = []
  private var fields: [String: [String]] = [:]
  private var fieldBytes: [String: Int] = [:]
  private var documents: [ContactCard.Document] = []
  private var defects: [String] = []
  private var hiddenDefects = 0
  /// Values taken so far; more than `CardLimits.values` make the card refused.
  private(set) var values = 0

  /// The rank of what is not preferred: behind every PREF of RFC 6350 §5.3, which are 1 to 100.
  static let unranked = 101

  func has(_ name: String) -> Bool { fields[name] != nil }

  var isFull: Bool { values > CardLimits.values }

  mutating func count(_ more: Int = 1) { values += more }

  mutating func add(address: String, rank: Int = unranked) {
    count()
    if let address = CardAddress.address(address) {
      addresses.append((rank, address))
    } else if !address.trimmed.isEmpty {
      note("“\(address.oneLine.shortened)” is no mail address; it was left out")
    }
  }

  mutating func add(number text: String, isFax: Bool, label: String, rank: Int = unranked) {
    count()
    let (number, saysFax) = CardAddress.number(text)
    guard !number.isEmpty else { return }
    numbers.append((rank, ContactCard.Number(number: number, isFax: isFax || saysFax, label: label.oneLine)))
  }

  /// Gives a number the label that the user chose for it; it may say that it is a fax.
  mutating func relabel(_ index: Int, _ label: String) {
    guard numbers.indices.contains(index), !label.isEmpty else { return }
    numbers[index].number.label = label
    if CardLabel.saysFax(label) { numbers[index].number.isFax = true }
  }

  mutating func label(_ index: Int, _ label: String, isFax: Bool) {
    guard numbers.indices.contains(index) else { return }
    numbers[index].number.label = label
    if isFax { numbers[index].number.isFax = true }
  }

  mutating func add(categories more: [String]) {
    count(more.count)
    guard !isFull else { return }
    categories += more.map(\.oneLine).filter { !$0.isEmpty }
  }

  mutating func add(field name: String, _ value: String) {
    count()
    guard !isFull else { return }
    guard !value.trimmed.isEmpty else { return }
    let total = fieldBytes[name, default: 0] + value.utf8.count
    if total > CardLimits.field {
      note("\(name) is longer than \(CardLimits.field >> 20) MiB; the rest of it was left out")
      return
    }
    fieldBytes[name] = total
    fields[name, default: []].append(value)
  }

  mutating func add(document: ContactCard.Document) {
    count()
    documents.append(document)
  }

  mutating func note(_ defect: String) {
    if defects.count < CardLimits.defects { defects.append(defect) } else { hiddenDefects += 1 }
  }

  /// The card, or why it is none.
  func card(offset: UInt64, line: Int, what: String) -> Result<ContactCard, CardError> {
    if isFull {
      return .failure(
        CardError(
          code: .tooManyValues, offset: offset, line: line,
          reason: "this \(what) holds more than \(CardLimits.values) values; it was not read"))
    }
    var card = ContactCard(offset: offset, line: line)
    card.addresses =
      addresses.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
      .map(\.element.address).withoutRepetition
    card.numbers =
      numbers.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
      .map(\.element.number).withoutRepetition
    card.organisation = organisation.oneLine
    card.fields = fields.reduce(into: [:]) { result, field in
      let value = CardField.value(field.key, of: field.value)
      if !value.isEmpty { result[field.key] = value }
    }
    card.title = title.oneLine
    card.categories = categories.withoutRepetition
    card.documents = documents
    card.defects = defects
    if hiddenDefects > 0 { card.defects.append("there are \(hiddenDefects) more defects") }
    let parts = ["prefix", "given-name", "additional-names", "family-name", "suffix"].compactMap { card.fields[$0] }
    let stated = name.oneLine
    let candidates = [stated, parts.joined(separator: " "), card.organisation] + card.addresses.prefix(1)
    card.name = candidates.first { !$0.isEmpty } ?? card.numbers.first?.number ?? ""
    guard !card.name.isEmpty else {
      return .failure(
        CardError(
          code: .nothingToContact, offset: offset, line: line,
          reason: "this \(what) has neither name nor address nor number; there is nobody to file"))
    }
    // Companies are seldom marked as such, and have no parts of a name.
    let isCompany =
      !card.organisation.isEmpty && parts.isEmpty && (stated.isEmpty || stated == card.organisation)
    card.kind = kind ?? (isCompany ? .organisation : .person)
    return .success(card)
  }
}

extension Array where Element: Hashable {
  /// The elements, each where it is met first.
  fileprivate var withoutRepetition: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

extension String {
  /// The beginning of a text that is quoted in a message.
  var shortened: String {
    unicodeScalars.count > 60 ? String(String.UnicodeScalarView(unicodeScalars.prefix(60))) + "…" : self
  }
}
