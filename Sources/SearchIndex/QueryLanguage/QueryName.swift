/// Names of fields and choices as people write them: `Kişi`, `KİŞİ`, `kisi` are one.
enum QueryName {
  /// No name has more scalars than this; longer text is none, and is not compared with any.
  static let longest = 32

  /// A name with the letters by which it is compared.
  struct Spelling: Sendable {
    let name: String
    let letters: [Unicode.Scalar]

    init(_ name: String) {
      self.name = name
      letters = Array(fold(name).unicodeScalars)
    }
  }

  /// Lower case without diacritics, with İ, I, ı and i as one letter.
  static func fold(_ name: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      if let plain = plainLetters[scalar] {
        folded.append(plain)
      } else if scalar.properties.generalCategory != .nonspacingMark {
        folded.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return String(folded)
  }

  private static let plainLetters: [Unicode.Scalar: Unicode.Scalar] = {
    let groups = [
      ("a", "ÂâÀàÁáÄä"), ("c", "Çç"), ("e", "ÉéÈèÊê"), ("g", "Ğğ"), ("i", "İIıÎî"), ("o", "ÖöÔô"), ("s", "Şş"),
      ("u", "ÜüÛû"),
    ]
    var letters: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (plain, variants) in groups {
      for variant in variants.unicodeScalars { letters[variant] = plain.unicodeScalars.first }
    }
    return letters
  }()

  /// The name that is one slip away, or two where it is long; none for a name so short that a slip makes another word of
  /// it (`re:`, `id:`).
  static func nearest(to name: String, among names: [Spelling]) -> String? {
    let typed = Array(fold(name).unicodeScalars)
    guard (3...longest).contains(typed.count) else { return nil }
    let allowed = typed.count >= 6 ? 2 : 1
    var best: (name: String, distance: Int)?
    for candidate in names {
      let letters = candidate.letters
      guard (3...longest).contains(letters.count), abs(letters.count - typed.count) <= allowed else { continue }
      let distance = slips(typed, letters)
      if distance <= allowed, distance < best?.distance ?? .max { best = (candidate.name, distance) }
    }
    return best?.name
  }

  /// Letters to add, drop, replace or swap with their neighbour (optimal string alignment).
  private static func slips(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for i in 0..<left.count {
      var row = [i + 1]
      for j in 0..<right.count {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[right.count]
  }
}
