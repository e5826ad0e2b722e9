/// A civil date of the proleptic Gregorian calendar as the number of days since 1970-01-01.
///
/// The conversion is the one of H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013).
public struct CivilDay: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let days: Int32

  public init(days: Int32) { self.days = days }

  /// Reads `YYYY-MM-DD`; nil for anything else, or for a day that no month has.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year > 0,
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(days: Int32(era * 146_097 + dayOfEra - 719_468))
    // 31 April would be 1 May.
    guard description == text else { return nil }
  }

  /// The day of a moment, in a zone so many minutes east of UTC.
  init(microseconds: Int64, zoneMinutes: Int) {
    let seconds = microseconds / 1_000_000 - (microseconds % 1_000_000 < 0 ? 1 : 0)
    let local = seconds + Int64(zoneMinutes) * 60
    let day = local / 86_400 - (local % 86_400 < 0 ? 1 : 0)
    days = Int32(clamping: day)
  }

  public static func < (a: CivilDay, b: CivilDay) -> Bool { a.days < b.days }

  public var description: String {
    let shifted = Int(days) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return
      "\(padded(year, 4))-\(padded(month < 10 ? month + 3 : month - 9, 2))-\(padded(dayOfYear - (153 * month + 2) / 5 + 1, 2))"
  }
}
