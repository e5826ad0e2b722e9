/// Recognises what follows the weekday in a From_ line:
/// `Jan  3 01:05:34 1996`, `Jan 3 01:05 CET DST 1996`, `Jan 3 01:05:34 +0000 1996`, `Jan 3 01:05:34 1996 +0100`,
/// `3 Jan 1996 01:05:34 +0100`. It only says yes or no: the date of a mail is taken from the mail.
struct FromLineDate {
  /// - Parameter after: the words that follow the weekday.
  init?(_ line: UnsafeRawBufferPointer, after words: Tokens) {
    var words = words
    guard let first = words.next(), let second = words.next(), let third = words.next(), let fourth = words.next()
    else { return nil }
    if Self.isMonth(line, first), Self.isDay(line, second), Self.isTime(line, third) {
      // At most two zone words ("CET DST") stand between the time and the year.
      var candidate = fourth
      for _ in 0..<3 {
        if Self.isYear(line, candidate) { return }
        guard Self.isZone(line, candidate), let next = words.next() else { return nil }
        candidate = next
      }
      return nil
    }
    guard
      Self.isDay(line, first), Self.isMonth(line, second), Self.isYear(line, third), Self.isTime(line, fourth)
    else { return nil }
  }

  static func isWeekday(_ line: UnsafeRawBufferPointer, _ token: Range<Int>) -> Bool {
    var token = token
    if token.count == 4, line[token.upperBound - 1] == UInt8(ascii: ",") {
      token = token.lowerBound..<(token.upperBound - 1)
    }
    return matches(line, token, oneOf: "montuewedthufrisatsun")
  }

  private static func isMonth(_ line: UnsafeRawBufferPointer, _ token: Range<Int>) -> Bool {
    matches(line, token, oneOf: "janfebmaraprmayjunjulaugsepoctnovdec")
  }

  private static func isDay(_ line: UnsafeRawBufferPointer, _ token: Range<Int>) -> Bool {
    guard let day = number(line, token, digits: 1...2) else { return false }
    return (1...31).contains(day)
  }

  private static func isYear(_ line: UnsafeRawBufferPointer, _ token: Range<Int>) -> Bool {
    // Two digits: neomutt's mbox(5) asks readers to take them.
    number(line, token, digits: 4...4) != nil || number(line, token, digits: 2...2) != nil
  }

  private static func isTime(_ line: UnsafeRawBufferPointer, _ token: Range<Int>) -> Bool {
    var parts = 0
    var start = token.lowerBound
    while start <= token.upperBound {
      var end = start
      while end < token.upperBound, line[end] != UInt8(ascii: ":") { end += 1 }
      guard
        parts < 3, let value = number(line, start..<end, digits: 1...2),
        // 60: a leap second, which asctime can print.
        value <= (parts == 0 ? 23 : parts == 1 ? 59 : 60)
      else { return false }
      parts += 1
      start = end + 1
    }
    return parts >= 2
  }

  private static func isZone(_ line: UnsafeRawBufferPointer, _ token: Range<Int>) -> Bool {
    guard let first = token.first.map({ line[$0] }) else { return false }
    if first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
      return number(line, (token.lowerBound + 1)..<token.upperBound, digits: 4...4) != nil
    }
    return token.count <= 5 && token.allSatisfy { (0x41...0x5A).contains(line[$0] & 0xDF) }
  }

  private static func number(_ line: UnsafeRawBufferPointer, _ token: Range<Int>, digits: ClosedRange<Int>) -> Int? {
    guard digits.contains(token.count) else { return nil }
    var value = 0
    for index in token {
      let digit = line[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  private static func matches(_ line: UnsafeRawBufferPointer, _ token: Range<Int>, oneOf names: StaticString) -> Bool {
    guard token.count == 3 else { return false }
    for name in stride(from: 0, to: names.utf8CodeUnitCount, by: 3) {
      var same = true
      for index in 0..<3 where line[token.lowerBound + index] | 0x20 != names.utf8Start[name + index] { same = false }
      if same { return true }
    }
    return false
  }
}
