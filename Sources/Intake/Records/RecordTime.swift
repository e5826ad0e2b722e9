/// An instant of RFC 3339 section 5.6, years 0001 to 9999.
public struct RecordTime: Equatable, Sendable {
  /// Since 1970-01-01T00:00:00Z.
  public let microseconds: Int64
  /// East of UTC; `nil` for `-00:00`, which says that the local clock is not known (RFC 3339 section 4.3).
  public let zoneMinutes: Int?

  /// The first and the last microsecond that RFC 3339 can write in UTC.
  static let range = Int64(-62_135_596_800_000_000)...Int64(253_402_300_799_999_999)

  /// - Returns: `nil` for what is no such time: no zone, a day that does not exist, anything behind it.
  public init?(_ text: String) {
    var reader = DigitReader(text)
    guard let date = reader.date(), reader.take("T") || reader.take("t") || reader.take(" "),
      let hour = reader.number(2), hour < 24, reader.take(":"),
      let minute = reader.number(2), minute < 60, reader.take(":"),
      // 60 is a leap second.
      let second = reader.number(2), second <= 60
    else { return nil }
    var fraction: Int64 = 0
    if reader.take(".") {
      guard let digits = reader.fraction() else { return nil }
      fraction = digits
    }
    var offset: Int64 = 0
    if reader.take("Z") || reader.take("z") {
      zoneMinutes = 0
    } else {
      let isWest = reader.take("-")
      guard isWest || reader.take("+"), let hours = reader.number(2), hours < 24, reader.take(":"),
        let minutes = reader.number(2), minutes < 60
      else { return nil }
      offset = (hours * 60 + minutes) * (isWest ? -1 : 1)
      zoneMinutes = isWest && offset == 0 ? nil : Int(offset)
    }
    guard reader.isAtEnd else { return nil }
    let seconds = date * 86_400 + hour * 3_600 + (minute - offset) * 60 + second
    microseconds = seconds * 1_000_000 + fraction
    guard Self.range.contains(microseconds) else { return nil }
  }

  /// Whether the text is a civil date of RFC 3339, `YYYY-MM-DD`.
  static func isDate(_ text: String) -> Bool {
    var reader = DigitReader(text)
    return reader.date() != nil && reader.isAtEnd
  }
}

private struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ text: String) {
    rest = Substring(text).utf8
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard let byte = rest.first, UInt32(byte) == sign.value else { return false }
    rest.removeFirst()
    return true
  }

  /// Exactly so many digits, at most four.
  mutating func number(_ count: Int) -> Int64? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    rest = rest.dropFirst(count)
    return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
  }

  /// Any number of digits as millionths; what is smaller is left out.
  mutating func fraction() -> Int64? {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard !digits.isEmpty else { return nil }
    rest = rest[digits.endIndex...]
    var value: Int64 = 0
    var place: Int64 = 100_000
    for digit in digits {
      value += Int64(digit - 0x30) * place
      place /= 10
      if place == 0 { break }
    }
    return value
  }

  /// - Returns: days since 1970.
  mutating func date() -> Int64? {
    guard let year = number(4), year >= 1, take("-"), let month = number(2), (1...12).contains(month), take("-"),
      let day = number(2), day >= 1
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= lengths[Int(month) - 1] else { return nil }
    // Years from March, so that the leap day comes last (Howard Hinnant, "chrono-Compatible Low-Level Date
    // Algorithms", 2013).
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
