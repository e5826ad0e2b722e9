import Foundation

/// Writes contacts as vCard 4.0 (RFC 6350): CR LF, lines folded at 75 octets between characters.
///
/// What is written, read again, gives the same card, but for `offset`, `line` and `defects`. Not written are fields whose
/// names are neither in the list of `ContactCard` nor made of lower-case letters, digits and hyphens.
public enum VCardWriter {
  public static func write(_ card: ContactCard) -> [UInt8] {
    var output = VCardOutput()
    output.line("BEGIN", "VCARD")
    output.line("VERSION", "4.0")
    output.line("KIND", kind(card.kind))
    output.text("FN", card.name)
    writeName(card, &output)
    if !card.organisation.isEmpty || card.fields["department"] != nil {
      output.components("ORG", [card.organisation] + (card.fields["department"].map { [$0] } ?? []))
    }
    output.text("TITLE", card.title, skipsEmpty: true)
    for address in card.addresses { output.text("EMAIL", address) }
    for (index, number) in card.numbers.enumerated() { write(number, index, &output) }
    if !card.categories.isEmpty { output.entries("CATEGORIES", card.categories) }
    for field in CardField.all { write(field, card.fields[field.name] ?? "", &output) }
    for (name, value) in card.fields.sorted(by: { $0.key < $1.key }) {
      guard CardField.named[name] == nil, CardField.isOwnName(name) else { continue }
      output.text(CardField.ownPrefix + name.uppercased(), value, skipsEmpty: true)
    }
    for document in card.documents { write(document, &output) }
    output.line("END", "VCARD")
    return output.bytes
  }

  private static func kind(_ kind: ContactCard.Kind) -> String {
    switch kind {
    case .person: "individual"
    case .organisation: "org"
    case .group: "group"
    }
  }

  private static func writeName(_ card: ContactCard, _ output: inout VCardOutput) {
    let parts = ["family-name", "given-name", "additional-names", "prefix", "suffix"].map { card.fields[$0] ?? "" }
    if parts.contains(where: { !$0.isEmpty }) { output.components("N", parts) }
  }

  private static func write(_ number: ContactCard.Number, _ index: Int, _ output: inout VCardOutput) {
    let fax = number.isFax ? ["fax"] : []
    if number.label.isEmpty || CardLabel.isType(number.label) {
      let types = (number.label.isEmpty ? [] : [number.label]) + fax
      output.text("TEL" + (types.isEmpty ? "" : ";TYPE=" + types.joined(separator: ",")), number.number)
    } else {
      // The label is a text of the user's, which only Apple's property can hold.
      let group = "item\(index + 1)."
      output.text(group + "TEL" + (number.isFax ? ";TYPE=fax" : ""), number.number)
      output.text(group + "X-ABLabel", number.label)
    }
  }

  private static func write(_ field: CardField, _ value: String, _ output: inout VCardOutput) {
    guard let property = field.property, !value.isEmpty else { return }
    switch (field.name, field.form) {
    case ("nickname", _): output.entries(property, value.filledLines)
    case ("address", _), ("address-home", _):
      for line in value.filledLines { output.components(property, ["", "", line, "", "", "", ""]) }
    case (_, .lines):
      for line in value.filledLines { output.text(property, line, isPlain: field.isPlain) }
    case (_, .date):
      // A date of RFC 6350 §4.3.1 has no hyphens; whatever else was written is text.
      let digits = value.utf8.filter { $0 != UInt8(ascii: "-") }
      let isDate =
        digits.count == 8 && digits.allSatisfy { $0 &- 0x30 < 10 }
        && CardField.value(field.name, of: [String(decoding: digits, as: UTF8.self)]) == value
      if isDate { output.line(property, String(decoding: digits, as: UTF8.self)) }
      if !isDate { output.text(property + ";VALUE=text", value) }
    default: output.text(property, value, isPlain: field.isPlain)
    }
  }

  private static func write(_ document: ContactCard.Document, _ output: inout VCardOutput) {
    let name = document.name.asciiLowercased
    let known = ["PHOTO", "LOGO", "SOUND", "KEY"].first { name.utf8.starts(with: $0.asciiLowercased.utf8) }
    let type = document.mediaType.asciiLowercased
    let property = known ?? (type.hasPrefix("image/") ? "PHOTO" : type.hasPrefix("audio/") ? "SOUND" : "KEY")
    let file = document.name.isEmpty ? "" : ";X-FILENAME=\"" + VCardOutput.parameter(document.name) + "\""
    output.line(property + file, "data:" + type + ";base64," + Data(document.bytes).base64EncodedString())
  }
}
