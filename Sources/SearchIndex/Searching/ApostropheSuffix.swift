/// Endings behind an apostrophe: Turkish joins the cases of names so (`Ankara'da`, `Ayşe'nin`), English the genitive and
/// contractions (`Smith's`, `don't`). Whoever looks for a name means it in every case.
enum ApostropheSuffix {
  /// Letters of the longest ending that is left out; Turkish plural, possessive and case together rarely have more.
  private static let longest = 6

  /// A word without its ending; as it is where what follows the apostrophe is rather a part of the name (`O'Brien`,
  /// `d'Artagnan`).
  static func removed(from text: String) -> String {
    guard let place = text.lastIndex(where: { $0 == "'" || $0 == "\u{2019}" }),
      !text.contains(where: \.isWhitespace)
    else { return text }
    let (name, ending) = (text[..<place], text[text.index(after: place)...])
    guard name.count >= 2, (1...longest).contains(ending.count),
      ending.allSatisfy({ $0.isLetter && !$0.isUppercase })
        || (text.allSatisfy { !$0.isLowercase } && ending.count <= 4)
    else { return text }
    return String(name)
  }
}
