/// What attributions are made of, in the languages of the common mail programs; folded as `FoldedText` does.
enum AttributionWords {
  /// Where a verb stands in an attribution.
  enum Place { case inside, last }

  /// The first word where the language puts the date first: English, German, French, Spanish, Italian, Portuguese,
  /// Dutch, Danish and Swedish, Polish, Czech, Romanian, Norwegian.
  private static let openings = WordTable<Void>([
    (
      (),
      [
        "on ", "am ", "le ", "el ", "il ", "em ", "op ", "den ", "w dniu ", "dnia ", "dne ", "pe ", "în ", "på ",
        "kl. ",
      ]
    )
  ])

  private static let verbs = WordTable<Void>([
    (
      (),
      [
        "wrote", "writes", "said", "yazdı", "yazmış", "yazdılar", "schrieb", "a écrit", "escribió", "ha scritto",
        "escreveu", "schreef", "skrev", "napisał", "napisała", "pisze", "napsal", "napsala", "napísal", "a scris",
        "írta", "kirjoitti",
        "έγραψε", "написал", "написала", "написав", "пишет", "пише", "писал", "كتب", "כתב", "写道", "寫道", "のメール", "님이 작성",
      ]
    )
  ])

  static func opens(_ line: FoldedText) -> Bool {
    openings.opens(line)
  }

  /// Whether a verb of writing is in the text, and whether nothing but marks and the shortest additions, as in
  /// `napisał(a):`, follow it.
  static func verb(in text: FoldedText) -> Place? {
    var result: Place?
    for end in verbs.ends(in: text) {
      if text.bytes[end...].lazy.filter(FoldedText.isLetter).count <= 1 { return .last }
      result = .inside
    }
    return result
  }
}

extension FoldedText {
  /// This text with another line before it.
  func after(_ line: FoldedText) -> FoldedText {
    var result = line
    result.append(CollectionOfOne(UInt8(ascii: " ")))
    result.append(bytes)
    return result
  }

  var hasDigit: Bool { bytes.contains(where: Self.isDigit) }
  var hasAddress: Bool { bytes.contains(UInt8(ascii: "@")) }

  /// Four digits that begin with 19 or 20.
  var hasYear: Bool {
    guard bytes.count >= 4 else { return false }
    return (0...(bytes.count - 4)).contains { start in
      let year = bytes[start..<(start + 4)]
      guard year.allSatisfy(Self.isDigit), year.starts(with: [0x31, 0x39]) || year.starts(with: [0x32, 0x30]) else {
        return false
      }
      let isLonger =
        (start > 0 && Self.isDigit(bytes[start - 1])) || (start + 4 < bytes.count && Self.isDigit(bytes[start + 4]))
      return !isLonger
    }
  }

  /// A colon with a digit before it and two after.
  var hasTimeOfDay: Bool {
    guard bytes.count >= 4 else { return false }
    return (1..<(bytes.count - 2)).contains { middle in
      bytes[middle] == UInt8(ascii: ":") && Self.isDigit(bytes[middle - 1]) && Self.isDigit(bytes[middle + 1])
        && Self.isDigit(bytes[middle + 2])
    }
  }

  /// Whether the next line may be the rest of this one: long enough to have been wrapped, holding an address or a
  /// whole date, and no sentence that ended.
  var isContinued: Bool {
    guard let last = bytes.last, ![0x2E, 0x21, 0x3F, 0x3A].contains(last) else { return false }
    let isOpen = bytes.count >= 40 || last == UInt8(ascii: ",") || last == UInt8(ascii: "<")
    return isOpen && (hasAddress || bytes.contains(UInt8(ascii: "<")) || hasYear && hasTimeOfDay)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
