// libFuzzer target of the vCard reader. Build with `-sanitize=fuzzer,address -parse-as-library` together with
// Sources/Intake/Cards and a module of Sources/MailFormat, run with SWIFT_BACKTRACE=enable=no.
//
// The input is the file. A law that is broken ends the process, which libFuzzer reports with the input.

#if canImport(Intake)
  import Intake
#endif

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzVCard(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let file = [UInt8](UnsafeBufferPointer(start: start, count: count))
  let read = FuzzedCards(file, .vcard)
  for card in read.cards {
    precondition(card.offset <= UInt64(file.count) && card.line >= 1, "a card outside of the file")
    let again = FuzzedCards(VCardWriter.write(card), .vcard)
    precondition(again.errors.isEmpty, "what was written cannot be read: \(again.errors)")
    precondition(again.cards.map(\.fuzzedContent) == [card.fuzzedContent], "what was written reads otherwise")
  }
  // Line ends say nothing, where there is only one kind of them.
  if !file.contains(0x0D), !file.starts(with: [0xFE, 0xFF]), !file.starts(with: [0xFF, 0xFE]), !file.contains(0) {
    for newline: [UInt8] in [[0x0D], [0x0D, 0x0A], [0x0D, 0x0D, 0x0A]] {
      let other = FuzzedCards(file.flatMap { $0 == 0x0A ? newline : [$0] }, .vcard)
      precondition(other.cards.map(\.fuzzedContent) == read.cards.map(\.fuzzedContent), "line ends made a difference")
      precondition(other.errors.map(\.code) == read.errors.map(\.code), "line ends made another error")
    }
  }
  _ = FuzzedCards(file, .auto)
  return 0
}

private struct FuzzedCards {
  var cards: [ContactCard] = []
  var errors: [CardError] = []

  init(_ file: [UInt8], _ format: ContactCardFile.Format) {
    var cards: [ContactCard] = []
    var errors: [CardError] = []
    do {
      try ContactCardFile.read(
        file, format: format, charset: nil, found: { cards.append($0) }, failed: { errors.append($0) })
    } catch {
      preconditionFailure("the reader threw by itself: \(error)")
    }
    self.cards = cards
    self.errors = errors
  }
}

extension ContactCard {
  /// Without what says where it was found and how.
  fileprivate var fuzzedContent: ContactCard {
    var card = self
    (card.offset, card.line, card.defects) = (0, 1, [])
    return card
  }
}
