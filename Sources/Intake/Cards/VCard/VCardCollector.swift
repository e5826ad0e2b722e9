/// Makes a contact of the properties of one card.
struct VCardCollector {
  let offset: Int
  let line: Int
  private let charset: CardCharset
  private var draft = CardDraft()
  private(set) var version: VCardVersion?
  private var role: [String] = []
  private var companyMark = false
  /// Labels that the user chose, by group (`item1.X-ABLabel`), and the numbers that wait for them.
  private var labels: [String: String] = [:]
  private var grouped: [(group: String, number: Int)] = []
  private var relatives: [(group: String, name: String)] = []
  private var dates: [(group: String, date: String)] = []
  private var documents: [String: Int] = [:]
  /// The last property was AGENT without a value: a card inside this one follows (vCard 2.1).
  private(set) var awaitsAgent = false
  /// Cards inside this one, in their order.
  var inner: [Result<ContactCard, CardError>] = []
  /// Cards that stand in a value of this one, with the backslashes gone (RFC 2426 §3.5.4).
  private(set) var inlineAgents: [(text: String, offset: Int, line: Int)] = []

  init(offset: Int, line: Int, charset: CardCharset) {
    self.offset = offset
    self.line = line
    self.charset = charset
  }

  mutating func note(_ defect: String) { draft.note(defect) }

  mutating func addAgent(_ name: String) { draft.add(field: "agent", name) }

  mutating func add(_ line: VCardLine) {
    let wasAwaiting = awaitsAgent
    awaitsAgent = false
    draft.count()
    guard !draft.isFull else { return }
    if line.hadNUL { note("line \(line.number) holds NUL bytes; they were left out") }
    if line.isCutShort {
      note("the property in line \(line.number) is longer than \(CardLimits.property >> 20) MiB; it was left out")
      return
    }
    guard let property = VCardProperty(line, version: version ?? .current) else {
      let text = charset.text(Array(line.bytes.prefix(80))).text.oneLine
      if text.isEmpty { return }
      // `AGENT` with its colon forgotten.
      awaitsAgent = wasAwaiting || line.says("agent")
      if !awaitsAgent { note("line \(line.number) is no property: “\(text.shortened)”") }
      return
    }
    read(property, line)
  }

  private mutating func read(_ property: VCardProperty, _ line: VCardLine) {
    var text = VCardText(property, version ?? .current, charset)
    switch property.name {
    case "VERSION": readVersion(text.whole().trimmed)
    case "FN": if draft.name.oneLine.isEmpty { draft.name = text.whole() }
    case "N": readName(text.components())
    case "ORG": readOrganisation(text.plainComponents())
    case "TITLE": readTitle(text.whole())
    case "ROLE": role.append(text.whole())
    case "ADR": readPostal(text.components(), property)
    case "CATEGORIES", "X-CATEGORIES", "X-EVOLUTION-CATEGORIES": draft.add(categories: text.entries())
    case "NICKNAME": draft.add(field: "nickname", text.entries().map(\.oneLine).joined(separator: "\n"))
    case "KIND", "X-ADDRESSBOOKSERVER-KIND": readKind(text.whole().trimmed.asciiLowercased)
    case "X-ABSHOWAS": companyMark = text.whole().trimmed.asciiLowercased == "company"
    case "X-ABLABEL": labels[property.group] = CardLabel.chosen(text.whole())
    case "X-ABRELATEDNAMES": relatives.append((property.group, text.whole()))
    case "X-ABDATE": dates.append((property.group, text.whole()))
    case "RELATED": readRelated(property, text.whole())
    case "PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE": readDocument(property, &text)
    case "AGENT": readAgent(text.whole(), line)
    case "X-AIM", "X-ICQ", "X-MSN", "X-YAHOO", "X-JABBER", "X-SKYPE", "X-SKYPE-USERNAME", "X-GTALK", "X-GOOGLE-TALK",
      "X-QQ":
      readMessenger(property, text.whole())
    default: readOther(property, &text)
    }
    if property.showsAsCompany { companyMark = true }
    for defect in text.defects { note(defect) }
  }

  private mutating func readVersion(_ text: String) {
    guard version == nil else { return }
    version = text == "2.1" ? .old : .current
    if !["2.1", "3.0", "4.0"].contains(text) { note("“\(text.shortened)” is no known version; read as version 4.0") }
  }

  private mutating func readName(_ components: [[String]]) {
    let names = ["family-name", "given-name", "additional-names", "prefix", "suffix"]
    for (name, entries) in zip(names, components) {
      let value = entries.map(\.oneLine).filter { !$0.isEmpty }.joined(separator: " ")
      if !value.isEmpty { draft.add(field: name, value) }
    }
  }

  private mutating func readOrganisation(_ components: [String]) {
    let components = components.map(\.oneLine)
    guard components.contains(where: { !$0.isEmpty }) else { return }
    if draft.organisation.isEmpty, !draft.has("department"), !draft.has("other-organisation") {
      draft.organisation = components[0]
      let units = components.dropFirst().filter { !$0.isEmpty }.joined(separator: "; ")
      draft.add(field: "department", units)
    } else {
      draft.add(field: "other-organisation", components.filter { !$0.isEmpty }.joined(separator: "; "))
    }
  }

  private mutating func readTitle(_ text: String) {
    if draft.title.oneLine.isEmpty { draft.title = text } else { role.append(text) }
  }

  private mutating func readKind(_ text: String) {
    switch text {
    case "individual", "person": draft.kind = .person
    case "org", "organization", "organisation": draft.kind = .organisation
    case "group": draft.kind = .group
    default: note("“\(text.shortened)” is no kind of contact that is known")
    }
  }

  private mutating func readPostal(_ components: [[String]], _ property: VCardProperty) {
    let pieces = components.flatMap { $0 }.flatMap { $0.filledLines }
    let line = CardPostal.line(pieces)
    draft.add(field: property.types.contains("home") ? "address-home" : "address", line)
  }

  private mutating func readRelated(_ property: VCardProperty, _ text: String) {
    let field = ["spouse", "agent"].first { property.types.contains($0) } ?? "related"
    // Only the first of these is kept in its own field.
    draft.add(field: draft.has(field) ? "related" : field, text.oneLine)
  }

  private mutating func readDocument(_ property: VCardProperty, _ text: inout VCardText) {
    switch VCardDocument.read(property) {
    case .bytes(let bytes, let mediaType):
      let number = documents[property.name, default: 0]
      documents[property.name] = number + 1
      let name = VCardDocument.name(property, mediaType: mediaType, number: number)
      draft.add(document: ContactCard.Document(name: name, mediaType: mediaType, bytes: bytes))
    case .text:
      if let field = VCardDocument.properties[property.name] { draft.add(field: field, text.whole()) }
    case .damaged:
      if property.value.contains(where: { !$0.isWhite }) { note("\(property.name) is damaged; it was left out") }
    }
  }

  private mutating func readAgent(_ text: String, _ line: VCardLine) {
    let text = text.trimmed
    if text.isEmpty {
      awaitsAgent = true
    } else if text.asciiLowercased.utf8.starts(with: "begin:vcard".utf8) {
      inlineAgents.append((text, line.offset, line.number))
    } else {
      draft.add(field: "agent", text)
    }
  }

  private mutating func readMessenger(_ property: VCardProperty, _ text: String) {
    let service = property.name.asciiLowercased.pieces(at: UInt8(ascii: "-"))
    let value = text.oneLine
    if !value.isEmpty {
      draft.add(field: "instant-message", (service.contains("google") ? "gtalk" : service[1]) + ":" + value)
    }
  }

  private mutating func readOther(_ property: VCardProperty, _ text: inout VCardText) {
    let name = property.name
    if let field = CardField.ofProperty[name] {
      draft.add(field: field.name, text.whole())
    } else if name == "TEL" || name == "X-TEL" || name == "X-MS-TEL" || name == "X-FAX" {
      let label = CardLabel.read(property.types)
      let place = draft.numbers.count
      draft.add(number: text.whole(), isFax: label.isFax || name == "X-FAX", label: label.label, rank: property.rank)
      guard draft.numbers.count > place else { return }
      draft.relabel(place, property.label)
      if !property.group.isEmpty { grouped.append((property.group, place)) }
    } else if name == "EMAIL" || isNumbered(name, "X-EMAIL") || isNumbered(name, "EMAIL") {
      if !property.types.contains("x400") { draft.add(address: text.whole(), rank: property.rank) }
    } else if name.utf8.starts(with: CardField.ownPrefix.utf8) {
      let own = String(Substring(name.utf8.dropFirst(CardField.ownPrefix.utf8.count))).asciiLowercased
      if CardField.isOwnName(own), CardField.named[own] == nil { draft.add(field: own, text.whole()) }
    }
  }

  private func isNumbered(_ name: String, _ start: String) -> Bool {
    name.utf8.starts(with: start.utf8) && name.utf8.dropFirst(start.utf8.count).allSatisfy { $0 &- 0x30 < 10 }
  }

  /// The card is complete: what refers to other properties is put in its place.
  mutating func finish() -> Result<ContactCard, CardError> {
    for (group, number) in grouped { draft.relabel(number, labels[group] ?? "") }
    for (group, name) in relatives {
      let label = (labels[group] ?? "").asciiLowercased
      let field = ["spouse", "manager", "assistant"].first { $0 == label && !draft.has($0) } ?? "related"
      draft.add(field: field, name.oneLine)
    }
    for (group, date) in dates where (labels[group] ?? "").asciiLowercased == "anniversary" {
      draft.add(field: "anniversary", date)
    }
    role.removeAll { $0.oneLine.isEmpty }
    if draft.title.oneLine.isEmpty, !role.isEmpty { draft.title = role.removeFirst() }
    for text in role { draft.add(field: "role", text.oneLine) }
    if companyMark, draft.kind == nil { draft.kind = .organisation }
    if version == nil { note("the card states no version; read as version 4.0") }
    return draft.card(offset: UInt64(offset), line: line, what: "card")
  }
}
