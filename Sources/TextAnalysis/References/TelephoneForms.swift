/// The forms under which a telephone number is found.
enum TelephoneForms {
  static let fewestDigits = 7
  private static let mostDigits = 15

  /// - Parameters:
  ///   - digits: All its digits.
  ///   - first: The first group of them.
  ///   - isMarked: Whether a + stands before them.
  ///   - hasParenthesis: Whether the first group is in parentheses.
  /// - Returns: Nil where nothing says that it is a telephone number.
  static func forms(_ digits: [UInt8], first: [UInt8], isMarked: Bool, hasParenthesis: Bool) -> [[UInt8]]? {
    if isMarked { return international(digits) }
    if digits.starts(with: "00".utf8) {
      let isPrefix = first.count == 2 || first.count > 3
      return digits.count < 10 || !isPrefix ? nil : international(Array(digits.dropFirst(2)))
    }
    if digits.count == 11, isTurkishTrunk(digits[...]) { return turkish(Array(digits.dropFirst())) }
    // A country's number without the plus is one only where nothing else is so long and begins so.
    if digits.count == 12, digits.starts(with: "90".utf8), isTurkishArea(digits[2]),
      first.count == 2 || first.count == 12
    {
      return turkish(Array(digits.dropFirst(2)))
    }
    if hasParenthesis, digits.count == 10, first.count == 3, isTurkishArea(digits[0]) { return turkish(digits) }
    let startsAsOne = digits.first == UInt8(ascii: "0") && first.count > 2 || hasParenthesis
    return startsAsOne && (fewestDigits...mostDigits).contains(digits.count) && first.count < 7 ? [digits] : nil
  }

  /// Whether a number begins with the 0 of long distance and a Turkish area or mobile code.
  static func isTurkishTrunk(_ digits: ArraySlice<UInt8>) -> Bool {
    guard digits.count >= 2, digits[digits.startIndex] == UInt8(ascii: "0") else { return false }
    return isTurkishArea(digits[digits.startIndex + 1])
  }

  /// Areas begin with 2 to 4, mobile networks with 5, services that are reached from all over the country with 8.
  private static func isTurkishArea(_ digit: UInt8) -> Bool {
    (UInt8(ascii: "2")...UInt8(ascii: "5")).contains(digit) || digit == UInt8(ascii: "8")
  }

  private static func international(_ digits: [UInt8]) -> [[UInt8]]? {
    guard (fewestDigits...mostDigits).contains(digits.count) else { return nil }
    if digits.count == 12, digits.starts(with: "90".utf8) { return turkish(Array(digits.dropFirst(2))) }
    // The 0 of long distance in parentheses, +90 (0312), which is not dialled.
    if digits.count == 13, digits.starts(with: "900".utf8) { return turkish(Array(digits.dropFirst(3))) }
    return [digits]
  }

  private static func turkish(_ national: [UInt8]) -> [[UInt8]] {
    [[UInt8]("90".utf8) + national, national]
  }
}
