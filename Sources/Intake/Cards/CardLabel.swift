/// What a number is called: TYPE of vCard, labels of Apple and Google.
enum CardLabel {
  /// Words of TYPE that say nothing about whose number it is (RFC 6350 §6.4.1, RFC 2426 §3.3.1).
  static let silent: Set<String> = [
    "", "voice", "fax", "pref", "internet", "text", "textphone", "video", "msg", "dom", "intl", "postal", "parcel",
    "x400",
  ]

  /// The most telling word first.
  private static let known = ["cell", "pager", "car", "main", "work", "home"]

  /// - Parameter types: in lower case.
  static func read(_ types: [String]) -> (label: String, isFax: Bool) {
    let isFax = types.contains { saysFax($0) }
    var words: [String] = []
    for type in types where !silent.contains(type) {
      if saysFax(type) {
        words += ["work", "home"].filter { type.contains($0) }
      } else {
        words.append(synonyms[type] ?? withoutMark(type))
      }
    }
    words.removeAll { silent.contains($0) }
    return (known.first { words.contains($0) } ?? words.first ?? "", isFax)
  }

  private static let synonyms = ["mobile": "cell", "cellular": "cell", "business": "work", "company": "work"]

  private static func withoutMark(_ type: String) -> String {
    type.utf8.starts(with: "x-".utf8) ? String(Substring(type.utf8.dropFirst(2))) : type
  }

  /// A label that a user chose, without Apple's brackets: `_$!<HomePage>!$_`.
  static func chosen(_ text: String) -> String {
    var bytes = text.oneLine.utf8[...]
    while bytes.starts(with: "_$!<".utf8), bytes.count >= 8, bytes.suffix(4).elementsEqual(">!$_".utf8) {
      bytes = bytes.dropFirst(4).dropLast(4)
      while let first = bytes.first, first.isWhite { bytes.removeFirst() }
      while let last = bytes.last, last.isWhite { bytes.removeLast() }
    }
    return String(Substring(bytes))
  }

  static func saysFax(_ label: String) -> Bool {
    let lower = label.asciiLowercased
    return lower.holds("fax") || lower.holds("faks")
  }

  /// Whether the word may be written as TYPE, and is read as the same again.
  static func isType(_ label: String) -> Bool {
    label == label.asciiLowercased && label.utf8.allSatisfy(\.isNameByte) && label.utf8.count < 64
      && read([label]) == (label, false)
  }
}
