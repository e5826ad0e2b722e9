/// When the server took a message in, as it says: `17-Jul-1996 02:44:25 -0700` (RFC 3501 §9, date-time).
public struct IMAPInternalDate: Sendable, Hashable {
  /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
  public let seconds: Int64
  /// How far the zone in which it was written lies east of UTC, in seconds.
  public let secondsEast: Int

  public init(seconds: Int64, secondsEast: Int) {
    self.seconds = seconds
    self.secondsEast = secondsEast
  }

  private static let months: StaticString = "janfebmaraprmayjunjulaugsepoctnovdec"

  /// - Returns: `nil` where it is no date or there is no such day.
  init?(_ text: UnsafeRawBufferPointer) {
    let dash = UInt8(ascii: "-")
    let colon = UInt8(ascii: ":")
    var place = 0
    func digits(_ counts: ClosedRange<Int>) -> Int? {
      var value = 0
      var count = 0
      while place < text.count, count < counts.upperBound, text[place] &- 0x30 <= 9 {
        value = value * 10 + Int(text[place] - 0x30)
        count += 1
        place += 1
      }
      return counts.contains(count) ? value : nil
    }
    func skip(_ byte: UInt8) -> Bool {
      guard place < text.count, text[place] == byte else { return false }
      place += 1
      return true
    }
    func month() -> Int? {
      guard text.count - place >= 3 else { return nil }
      let start = place
      place += 3
      let month = (0..<12).first { month in
        (0..<3).allSatisfy { text[start + $0] | 0x20 == Self.months.utf8Start[month * 3 + $0] }
      }
      return month.map { $0 + 1 }
    }

    _ = skip(0x20)
    guard
      let day = digits(1...2), skip(dash), let month = month(), skip(dash), let year = digits(4...4), skip(0x20),
      let hour = digits(2...2), skip(colon), let minute = digits(2...2), skip(colon), let second = digits(2...2),
      hour <= 23, minute <= 59, second <= 60, day >= 1, day <= Self.days(of: month, year), skip(0x20)
    else { return nil }
    let isWest = skip(dash)
    guard isWest || skip(UInt8(ascii: "+")), let zoneHours = digits(2...2), let zoneMinutes = digits(2...2),
      zoneMinutes <= 59,
      place == text.count
    else { return nil }
    secondsEast = (zoneHours * 3_600 + zoneMinutes * 60) * (isWest ? -1 : 1)
    seconds =
      Self.daysSince1970(year, month, day) * 86_400 + Int64(hour * 3_600 + minute * 60 + second) - Int64(secondsEast)
  }

  private static func days(of month: Int, _ year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  /// Days of the Gregorian calendar, reckoned in years that begin with March, so that the leap day is the last.
  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    let marchYear = month <= 2 ? year - 1 : year
    let marchMonth = (month + 9) % 12
    // Year 0 of the calendar is a leap year of the 400-year cycle; none before it can be written.
    let leapDays = marchYear >= 0 ? marchYear / 4 - marchYear / 100 + marchYear / 400 : -1
    return Int64(marchYear * 365 + leapDays + (marchMonth * 153 + 2) / 5 + day - 1 - 719_468)
  }
}
