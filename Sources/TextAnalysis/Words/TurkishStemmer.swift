/// Stems of Turkish words, in folded letters: a word typed without diacritics has the stem of the one typed with them.
///
/// Turkish piles suffixes up behind a root that rarely changes. The nominal ones (plural, possessive, case, copula,
/// infinitive) are taken off from the end as long as four letters stay, a final b, d or g becomes the p, t or k that it
/// was before a vowel, and what is left is cut to six letters: most roots are no longer than that (after Can and
/// others, "Information retrieval on Turkish texts", JASIST 2008, who found the first five letters of a word as good a
/// stem as a morphological analysis gives).
enum TurkishStemmer {
  static let shortestStem = 4
  static let longestStem = 6

  /// The longest first, so that none hides another.
  private static let suffixes: [[UInt8]] = """
    lar ler im um in un si su imiz umuz iniz unuz miz muz niz nuz i u yi yu a e ya ye da de ta te dan den tan ten nin nun
    yla yle la le ca ce na ne ni nu nda nde ndan nden ki dir dur tir tur mek mak me ma lik luk lig lug
    """
    .split(whereSeparator: \.isWhitespace).map { [UInt8]($0.utf8) }
    .sorted { ($0.count, $0[0]) > ($1.count, $1[0]) }

  /// - Parameter folded: The word in folded letters. Words of other alphabets stay as they are.
  static func stem(_ folded: [UInt8]) -> [UInt8] {
    guard folded.allSatisfy({ (0x61...0x7A).contains($0) }) else { return folded }
    var stem = folded[...]
    while let shorter = withoutSuffix(stem) { stem = shorter }
    stem = stem.prefix(longestStem)
    guard stem.count > 2, let last = stem.last, let hard = hardened(last) else { return Array(stem) }
    return stem.dropLast() + [hard]
  }

  /// Nil where no suffix can be taken off.
  private static func withoutSuffix(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    for suffix in suffixes where word.count - suffix.count >= shortestStem {
      let rest = word.dropLast(suffix.count)
      if word[rest.endIndex...].elementsEqual(suffix), rest.contains(where: isVowel) { return rest }
    }
    return nil
  }

  private static func isVowel(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): true
    default: false
    }
  }

  private static func hardened(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "b"): UInt8(ascii: "p")
    case UInt8(ascii: "d"): UInt8(ascii: "t")
    case UInt8(ascii: "g"): UInt8(ascii: "k")
    default: nil
    }
  }
}
