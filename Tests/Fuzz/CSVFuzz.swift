// libFuzzer target of the reader of tables. Build with `-sanitize=fuzzer,address -parse-as-library` together with
// Sources/Intake/Cards and a module of Sources/MailFormat, run with SWIFT_BACKTRACE=enable=no.
//
// The first byte says whether headings of ours are put before the input, so that rows are met soon; the rest is the file.
// A law that is broken ends the process, which libFuzzer reports with the input.

#if canImport(Intake)
  import Intake
#endif

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCSV(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = [UInt8](UnsafeBufferPointer(start: start, count: count))
  guard let first = input.first else { return 0 }
  let heads = ["", "Name,E-mail,Phone,Notes,Categories\n", "Ad;Soyad;E-posta;Cep Telefonu;\u{15E}irket;Adres\n"]
  let file = [UInt8](heads[Int(first) % heads.count].utf8) + input[1...]
  let (cards, errors) = fuzzedTable(file)
  for card in cards {
    precondition(card.offset <= UInt64(file.count) && card.line >= 1, "a card outside of the file")
  }
  let again = fuzzedTable(CSVWriter.write(cards))
  // A table without rows has headings, and is no error.
  precondition(again.errors.isEmpty, "what was written cannot be read: \(again.errors)")
  // With more than 100 numbers or addresses the last column holds the rest, and their labels are lost.
  if cards.allSatisfy({ $0.numbers.count <= 100 && $0.addresses.count <= 100 }) {
    precondition(again.cards.map(\.fuzzedContent) == cards.map(\.fuzzedContent), "what was written reads otherwise")
  }
  // Line ends say nothing, where there is only one kind of them.
  if !file.contains(0x0D), !file.starts(with: [0xFE, 0xFF]), !file.starts(with: [0xFF, 0xFE]), !file.contains(0) {
    for newline: [UInt8] in [[0x0D], [0x0D, 0x0A]] {
      let other = fuzzedTable(file.flatMap { $0 == 0x0A ? newline : [$0] })
      precondition(other.cards.map(\.fuzzedContent) == cards.map(\.fuzzedContent), "line ends made a difference")
      precondition(other.errors.map(\.code) == errors.map(\.code), "line ends made another error")
    }
  }
  return 0
}

private func fuzzedTable(_ file: [UInt8]) -> (cards: [ContactCard], errors: [CardError]) {
  var cards: [ContactCard] = []
  var errors: [CardError] = []
  do {
    try ContactCardFile.read(
      file, format: .csv, charset: nil, found: { cards.append($0) }, failed: { errors.append($0) })
  } catch {
    preconditionFailure("the reader threw by itself: \(error)")
  }
  return (cards, errors)
}

extension ContactCard {
  /// Without what says where it was found and how.
  fileprivate var fuzzedContent: ContactCard {
    var card = self
    (card.offset, card.line, card.defects) = (0, 1, [])
    return card
  }
}
