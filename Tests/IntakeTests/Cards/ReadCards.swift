import Intake

/// All that a file of contacts gave.
struct ReadCards {
  private(set) var cards: [ContactCard] = []
  private(set) var errors: [CardError] = []

  init(_ bytes: [UInt8], _ format: ContactCardFile.Format = .auto, charset: String? = nil) throws {
    var cards: [ContactCard] = []
    var errors: [CardError] = []
    try ContactCardFile.read(
      bytes, format: format, charset: charset, found: { cards.append($0) }, failed: { errors.append($0) })
    self.cards = cards
    self.errors = errors
  }

  init(_ text: String, _ format: ContactCardFile.Format = .auto, charset: String? = nil) throws {
    try self.init([UInt8](text.utf8), format, charset: charset)
  }

  var names: [String] { cards.map(\.name) }

  /// The properties of one vCard, read.
  static func vcard(_ lines: String..., version: String = "3.0") throws -> ContactCard {
    let text = (["BEGIN:VCARD", "VERSION:\(version)"] + lines + ["END:VCARD", ""]).joined(separator: "\r\n")
    let read = try ReadCards(text, .vcard)
    guard let card = read.cards.first else { throw read.errors.first ?? Missing() }
    return card
  }

  struct Missing: Error {}

  /// What is not as it was in the first card that differs; `nil` when all are the same.
  func difference(from cards: [ContactCard]) -> String? {
    if let error = errors.first { return error.description }
    if self.cards.count != cards.count { return "\(self.cards.count) cards in place of \(cards.count)" }
    for (found, card) in zip(self.cards, cards) where found.content != card.content {
      for (left, right) in zip(Mirror(reflecting: found.content).children, Mirror(reflecting: card.content).children) {
        if "\(left.value)" != "\(right.value)" { return "\(left.value) in place of \(right.value)" }
      }
      return "another order of the fields"
    }
    return nil
  }
}

/// A file in UTF-16 with its byte order mark.
func utf16File(_ text: String, isBig: Bool = false) -> [UInt8] {
  var file: [UInt8] = []
  for unit in [0xFEFF] + Array(text.utf16) {
    let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
    file += isBig ? [high, low] : [low, high]
  }
  return file
}

extension ContactCard {
  /// Without what says where it was found and how.
  var content: ContactCard {
    var card = self
    (card.offset, card.line, card.defects) = (0, 1, [])
    return card
  }

  /// Numbers as `number/label` or `number/label/fax`.
  var numberTexts: [String] { numbers.map { "\($0.number)/\($0.label)" + ($0.isFax ? "/fax" : "") } }
}
