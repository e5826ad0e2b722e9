/// An instant as a message states it, with the offset of the clock it was read from.
public struct MailDate: Sendable, Hashable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public var secondsSinceEpoch: Int64

  /// Minutes east of UTC; nil when the message does not tell (`-0000` or an unknown zone, RFC 5322 §3.3 and §4.3): the
  /// time was then taken for UTC.
  public var zoneOffsetMinutes: Int?

  public init(secondsSinceEpoch: Int64, zoneOffsetMinutes: Int?) {
    self.secondsSinceEpoch = secondsSinceEpoch
    self.zoneOffsetMinutes = zoneOffsetMinutes
  }

  /// RFC 3339 in the original offset: `2024-03-05T10:11:12+03:00`, with `Z` for an unknown zone.
  public func rfc3339() -> String {
    let offset = zoneOffsetMinutes ?? 0
    let local = secondsSinceEpoch.addingReportingOverflow(Int64(clamping: offset) &* 60)
    let seconds = local.overflow ? secondsSinceEpoch : local.partialValue
    let day = seconds >= 0 ? seconds / 86_400 : -((-(seconds + 1)) / 86_400) - 1
    let second = Int(seconds &- day &* 86_400)
    let date = CivilDate(daysSinceEpoch: day)
    var text = Self.padded(date.year, 4) + "-" + Self.padded(Int64(date.month), 2) + "-"
    text += Self.padded(Int64(date.day), 2) + "T" + Self.padded(Int64(second / 3_600), 2) + ":"
    text += Self.padded(Int64(second / 60 % 60), 2) + ":" + Self.padded(Int64(second % 60), 2)
    guard let zone = zoneOffsetMinutes, !local.overflow else { return text + "Z" }
    let magnitude = zone.magnitude
    text += zone < 0 ? "-" : "+"
    return text + Self.padded(Int64(clamping: magnitude / 60), 2) + ":" + Self.padded(Int64(magnitude % 60), 2)
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
    return (number < 0 ? "-" : "") + zeros + digits
  }
}

/// A day of the proleptic Gregorian calendar. The arithmetic counts years from March, so that the leap day comes last
/// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013).
struct CivilDate: Hashable {
  var year: Int64
  var month: Int
  var day: Int

  init(year: Int64, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  init(daysSinceEpoch: Int64) {
    let shifted = daysSinceEpoch &+ 719_468
    let era = (shifted >= 0 ? shifted : shifted &- 146_096) / 146_097
    let dayOfEra = shifted &- era &* 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
    year = yearOfEra &+ era &* 400 &+ (month <= 2 ? 1 : 0)
  }

  var daysSinceEpoch: Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let shiftedMonth = Int64(month > 2 ? month - 3 : month + 9)
    let dayOfYear = (153 * shiftedMonth + 2) / 5 + Int64(day) - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Whether the month has such a day.
  var exists: Bool {
    guard (1...12).contains(month), day >= 1 else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return day <= lengths[month - 1]
  }
}
