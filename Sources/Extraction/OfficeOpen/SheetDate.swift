/// Days of a workbook as dates.
enum SheetDate {
  /// - Parameters:
  ///   - serial: days since 30 December 1899, or since 1 January 1904.
  ///   - form: what the cell shows of it.
  /// - Returns: `2024-05-01 13:45`; `nil` for what is no date there.
  static func text(_ serial: Double, _ form: SheetStyles.Form, since1904: Bool) -> String? {
    // 9999-12-31 is the last day that a workbook knows.
    guard serial >= 0, serial < 2_958_466 else { return nil }
    var day = Int(serial)
    var minutes = Int(((serial - Double(day)) * 1_440).rounded())
    if minutes == 1_440 { (day, minutes) = (day + 1, 0) }
    let clock = two(minutes / 60) + ":" + two(minutes % 60)
    if form == .time { return clock }
    let date = civil(day + (since1904 ? 1_462 : 0))
    return form == .date || minutes == 0 ? date : date + " " + clock
  }

  /// The proleptic Gregorian date of a serial, counted in eras of 400 years from 1 March of year 0.
  private static func civil(_ serial: Int) -> String {
    // Serial 60 is a 29 February 1900 that never was, and the days before it are one off.
    let days = (serial < 60 ? serial + 1 : serial) + 693_899
    let (era, dayOfEra) = (days / 146_097, days % 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(String(repeating: "0", count: max(0, 4 - String(year).count)))\(year)-" + two(month) + "-"
      + two(dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
