import Intake

/// Cards full of what writers stumble over, in the shape in which readers give them.
struct RandomCards {
  var numbers: SeededNumbers
  /// A table can't hold documents, fields of other names, and semicolons or `:::` where it divides by them.
  let forTables: Bool

  private static let pieces = [
    "a", "Z", "ş", "İ", "ğ", "é", "中", "😀", "👩‍👩‍👧", "\u{301}", "\u{200F}", "\u{FEFF}", "\u{2028}", " ", "\"", "'",
    "\\",
    "\\n", "\\,", ",", ":", "=", "=3D", "^n", "<", ">", "%41", "+", "-", "@", "\u{1}", "\t", "END:VCARD", "BEGIN:VCARD",
    "_$!<", "..", "?", "0", "1", "/", "|", "&amp", "lorem ipsum dolor", String(repeating: "x", count: 70),
  ]

  private mutating func pick<Element>(_ choice: [Element]) -> Element {
    choice[Int.random(in: 0..<choice.count, using: &numbers)]
  }

  private mutating func coin() -> Bool { Bool.random(using: &numbers) }

  /// Text without blanks at its ends; it begins and ends with a letter, so that nothing is trimmed.
  private mutating func text(lines: Bool = false, lists: Bool = false) -> String {
    var pieces = Self.pieces + (lines ? ["\n", "\n\n"] : [])
    if !(lists && forTables) { pieces += [";", "::", ":::"] }
    let middle = (0..<Int.random(in: 0...8, using: &numbers)).map { _ in pick(pieces) }.joined()
    let start = coin() ? pick(["=", "+", "-", "@", "'", "'=", "\""]) : ""
    return start + pick(["k", "Ö", "7"]) + middle + pick(["z", "ü", "9"])
  }

  private mutating func list(upTo count: Int, _ make: (inout RandomCards) -> String) -> [String] {
    var result: [String] = []
    for _ in 0..<Int.random(in: 0...count, using: &numbers) {
      let value = make(&self)
      if !result.contains(value) { result.append(value) }
    }
    return result
  }

  mutating func card() -> ContactCard {
    var card = ContactCard(kind: pick(ContactCard.Kind.allCases), name: text())
    card.addresses = list(upTo: 4) { source in
      source.pick(["a", "=b", "+c", "'d", "\"e,f\"", "ğ"]) + String(Int.random(in: 0...99, using: &source.numbers))
        + "@x.example"
    }
    for value in list(upTo: 4, { $0.text(lists: true) }) {
      let label = pick(["", "work", "home", "cell", "Depo", "Work", "x-y", "voice", "a b", "Şantiye", "pager"])
      card.numbers.append(.init(number: value, isFax: coin(), label: label))
    }
    if coin() { card.organisation = text() }
    if coin() { card.title = text() }
    card.categories = list(upTo: 3) { "K" + $0.text(lists: true) }
    addFields(to: &card)
    if !forTables { addDocuments(to: &card) }
    return card
  }

  private mutating func addFields(to card: inout ContactCard) {
    for name in ["given-name", "family-name", "prefix", "manager", "spouse", "uid", "gender", "birthday", "sort-name"] {
      if coin() { card.fields[name] = text() }
    }
    if coin() { card.fields["anniversary"] = "1999-05-06" }
    if coin(), !card.organisation.isEmpty { card.fields["department"] = text() }
    if coin() { card.fields["note"] = text(lines: true) }
    for name in ["url", "nickname", "related", "members", "instant-message"] where coin() {
      let lines = list(upTo: 3) { $0.text() }
      if !lines.isEmpty { card.fields[name] = lines.joined(separator: "\n") }
    }
    for name in ["address", "address-home"] where coin() {
      let lines = list(upTo: 2) { $0.text(lists: true) }
      if !lines.isEmpty { card.fields[name] = lines.joined(separator: "\n") }
    }
    if coin(), !forTables { card.fields["own-9"] = text(lines: true) }
  }

  private mutating func addDocuments(to card: inout ContactCard) {
    for kind in ["photo", "logo", "sound", "key"] where coin() {
      let bytes = (0..<Int.random(in: 1...200, using: &numbers)).map { _ in UInt8.random(in: 0...255, using: &numbers) }
      let name = coin() ? "\(kind).bin" : "\(kind) \"ş^n; a:b,c\".jpg"
      card.documents.append(.init(name: name, mediaType: pick(["image/jpeg", "application/x.y+z"]), bytes: bytes))
    }
  }
}
