/// A date and time of the proleptic Gregorian calendar, without a zone. The arithmetic counts years from March, so that
/// the leap day comes last (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013).
struct CivilTime: Hashable {
  var year: Int
  var month = 1
  var day = 1
  var hour = 0
  var minute = 0
  var second = 0
  var microsecond = 0

  /// Microseconds since 1970-01-01T00:00 of its own clock, for years 0 to 10000.
  var microseconds: Int64 {
    let seconds = Int64(days) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
    return seconds * 1_000_000 + Int64(microsecond)
  }

  private var days: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  static func days(inMonth month: Int, of year: Int) -> Int {
    [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  /// Whether there is such a day and time, in a year from 1 to 9999.
  var exists: Bool {
    (1...9_999).contains(year) && (1...12).contains(month) && day >= 1
      && day <= Self.days(inMonth: month, of: year) && (0..<24).contains(hour) && (0..<60).contains(minute)
      && (0..<60).contains(second)
  }

  /// `2024-05-17T10:30:00.000000Z`.
  var text: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    let date = [padded(year, 4), padded(month, 2), padded(day, 2)].joined(separator: "-")
    let time = [padded(hour, 2), padded(minute, 2), padded(second, 2)].joined(separator: ":")
    return date + "T" + time + "." + padded(microsecond, 6) + "Z"
  }
}

extension CivilTime {
  init(microseconds: Int64) {
    let day = microseconds.flooredQuotient(by: 86_400_000_000)
    let rest = Int(microseconds - day * 86_400_000_000)
    let shifted = Int(day) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    self.day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    hour = rest / 3_600_000_000
    minute = rest / 60_000_000 % 60
    second = rest / 1_000_000 % 60
    microsecond = rest % 1_000_000
  }

  /// The first moment of the day that is so many days later.
  func dayLater(_ count: Int) -> CivilTime {
    let midnight = CivilTime(year: year, month: month, day: day)
    return CivilTime(microseconds: midnight.microseconds + Int64(count) * 86_400_000_000)
  }

  /// The first moment of the same day so many months later, or of the month's last day where it has no such day.
  func monthLater(_ count: Int) -> CivilTime {
    let months = Int64(year * 12 + month - 1 + count)
    let year = Int(months.flooredQuotient(by: 12))
    let month = Int(months) - year * 12 + 1
    return CivilTime(year: year, month: month, day: min(day, Self.days(inMonth: month, of: year)))
  }
}

extension Int64 {
  func flooredQuotient(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
