/// Words of digits that stand so close together that they may be one number.
struct DigitGroups {
  /// Digits of the longest telephone number (ITU-T E.164) with the prefix 00, and of the longest card number.
  private static let mostDigits = 19
  private static let mostGroups = 8
  /// Bytes that may stand between two groups.
  static let longestGap = 3

  private(set) var groups: [[UInt8]] = []
  /// The single character between a group and the next one, parentheses left aside; 0 where there is nothing else.
  private(set) var separators: [UInt8] = []
  /// Words that the groups are, or the row of figures that is no number.
  private var wordCount = 0
  private let hasPlus: Bool
  private let hasParenthesis: Bool

  init(_ scanned: ScannedWords, from start: Int) {
    let before = scanned.byte(before: start)
    let gap = scanned.gap(before: start)
    hasPlus = before == UInt8(ascii: "+") || gap.count >= 2 && gap.suffix(2).elementsEqual("+(".utf8)
    hasParenthesis = before == UInt8(ascii: "(")
    var digits = 0
    var index = start
    var isRow = false
    while index < scanned.words.count {
      let word = scanned.bytes(index)
      guard word.allSatisfy({ $0 &- 0x30 <= 9 }) else { break }
      if index > start {
        guard let separator = Self.separator(scanned.gap(before: index)), !ends(at: digits, before: word) else { break }
        separators.append(separator)
      }
      isRow = isRow || digits + word.count > Self.mostDigits || groups.count == Self.mostGroups
      if !isRow {
        groups.append([UInt8](word))
        digits += word.count
      }
      index += 1
    }
    wordCount = index - start
    // What is longer than any number is a row of figures; what goes on with a comma or such is an amount, an address.
    if isRow || index < scanned.words.count && Self.goesOn(scanned, at: index) { groups = [] }
  }

  /// The forms of the number, and of how many words it is; none where it is no number of a kind that is searched.
  func forms() -> (forms: [[UInt8]], count: Int) {
    let count = wordCount
    guard !groups.isEmpty else { return ([], count) }
    if let date = dateLength() { return ([], date) }
    let digits = groups.flatMap { $0 }
    if let forms = TelephoneForms.forms(digits, first: groups[0], isMarked: hasPlus, hasParenthesis: hasParenthesis),
      separators.dropFirst().allSatisfy({ $0 != UInt8(ascii: "/") }), !isDecimal
    {
      return (count == 1 ? forms.filter { $0 != digits } : forms, count)
    }
    return isWrittenAsNumber ? ([digits], count) : ([], count)
  }

  /// Whether another telephone number begins, or this one is complete, where so many digits have been read.
  private func ends(at digits: Int, before next: UnsafeRawBufferPointer) -> Bool {
    if digits >= 10, next[0] == UInt8(ascii: "0"), next.count >= 3 { return true }
    guard let first = groups.first, first[0] == UInt8(ascii: "0") || hasPlus else { return false }
    let start = groups.flatMap { $0 }.prefix(4)
    let complete = start.starts(with: "0090".utf8) ? 14 : hasPlus && start.starts(with: "90".utf8) ? 12 : 0
    if complete > 0 { return digits >= complete }
    return TelephoneForms.isTurkishTrunk(start) && digits >= 11
  }

  private var isDecimal: Bool {
    groups[0].count == 1 && !hasPlus && separators.first == UInt8(ascii: ".")
  }

  /// Day, month and year in any order at the start; nil where there is none.
  private func dateLength() -> Int? {
    guard groups.count >= 3, !hasPlus, !hasParenthesis, separators[0] == separators[1] else { return nil }
    let values = groups.prefix(3).map { group in group.reduce(0) { $0 * 10 + Int($1 &- 0x30) } }
    let lengths = groups.prefix(3).map(\.count)
    guard lengths.allSatisfy({ $0 <= 4 }) else { return nil }
    let yearLast = lengths[0] <= 2 && lengths[1] <= 2 && (lengths[2] == 4 || lengths[2] == 2 && separators[0] != 0x20)
    let yearFirst = lengths[0] == 4 && lengths[1] <= 2 && lengths[2] <= 2
    if yearLast, (1...31).contains(values[0]), (1...31).contains(values[1]) { return 3 }
    if yearFirst, (1...12).contains(values[1]), (1...31).contains(values[2]), (1000...2999).contains(values[0]) {
      return 3
    }
    return nil
  }

  /// Shapes in which cards, tax and subscriber numbers are written; any other row of figures is none.
  private var isWrittenAsNumber: Bool {
    guard let separator = separators.first, separators.allSatisfy({ $0 == separator }) else { return false }
    let isSpaceOrHyphen = separator == UInt8(ascii: " ") || separator == UInt8(ascii: "-")
    switch groups.map(\.count) {
    case [3, 3, 2, 2], [4, 4, 4, 4], [4, 6, 5], [3, 3, 3, 2]: return isSpaceOrHyphen
    case [3, 7]: return isSpaceOrHyphen && groups[0][0] >= UInt8(ascii: "2")
    case [3, 3, 4]:
      return separator == UInt8(ascii: "-") || separator == UInt8(ascii: ".") && groups[0][0] >= UInt8(ascii: "2")
    default: return false
    }
  }

  /// The character between two groups, or nil where they are too far apart: one space, dot, hyphen or slash, and
  /// parentheses around an area code.
  private static func separator(_ gap: UnsafeRawBufferPointer) -> UInt8? {
    guard gap.count <= longestGap else { return nil }
    var separator: UInt8 = 0
    var bytes = gap[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: ")"): continue
      case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"):
        guard separator == 0 else { return nil }
        separator = byte
      case 0xC2 where bytes.first == 0xA0:  // a space that does not break
        guard separator == 0 else { return nil }
        bytes = bytes.dropFirst()
        separator = UInt8(ascii: " ")
      default: return nil
      }
    }
    return separator
  }

  /// Whether the word behind the groups belongs to what they are part of: `1.2.3x`, `3,14`.
  private static func goesOn(_ scanned: ScannedWords, at index: Int) -> Bool {
    let gap = scanned.gap(before: index)
    guard gap.count == 1 else { return false }
    switch gap[0] {
    case UInt8(ascii: ","), UInt8(ascii: "."): return scanned.startsWithDigit(index)
    case UInt8(ascii: "_"), UInt8(ascii: "@"): return true
    default: return false
    }
  }
}

extension Slice<UnsafeRawBufferPointer> {
  fileprivate mutating func popFirst() -> UInt8? {
    guard let first else { return nil }
    self = dropFirst()
    return first
  }
}
