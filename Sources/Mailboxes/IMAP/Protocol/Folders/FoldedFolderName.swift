/// Names of folders as they are compared: without regard to case, with İ, I, ı and i as one letter, since servers and
/// people turn them into each other.
enum FoldedFolderName {
  /// One character in small letters; composed and decomposed are the same.
  static func fold(_ character: Character) -> Character {
    switch character {
    case "I", "İ", "ı", "i\u{307}": "i"
    default:
      // A few characters become two when they are made small; they stay as they are.
      character.lowercased().count == 1 ? Character(character.lowercased()) : character
    }
  }

  /// Only letters and digits, those of the Turkish alphabet without their marks: `Gönderilmiş Öğeler`, `GONDERILMIS
  /// OGELER` and `gönderilmiş-öğeler` are one.
  static func letters(_ text: some StringProtocol) -> String {
    var folded = ""
    for character in text {
      for scalar in fold(character).unicodeScalars where scalar.properties.canonicalCombiningClass == .notReordered {
        switch scalar {
        case "ç": folded.append("c")
        case "ğ": folded.append("g")
        case "ö": folded.append("o")
        case "ş": folded.append("s")
        case "ü", "û": folded.append("u")
        case "â": folded.append("a")
        case "î": folded.append("i")
        default:
          if scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) { folded.unicodeScalars.append(scalar) }
        }
      }
    }
    return folded
  }
}
