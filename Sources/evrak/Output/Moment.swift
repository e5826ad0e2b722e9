import ArchiveEvents
import Foundation
import Intake

/// Reads the times that users type: RFC 3339, a day, a month or a year, in the
/// time zone of this machine where none is given.
enum Moment {
  /// A moment and the zone of the clock that showed it, minutes east of UTC.
  struct Stated {
    let time: Timestamp
    let zoneMinutes: Int
  }

  static func now() -> Stated {
    let now = Timestamp.now()
    return Stated(time: now, zoneMinutes: TimeZone.current.secondsFromGMT(for: now.date) / 60)
  }

  /// Also `2026-03-01T09:30` and `2026-03-01 09:30:15`, on this machine's clock.
  static func stated(_ text: String, option: String) throws -> Stated {
    if let time = zoned(text) {
      return Stated(time: Timestamp(microseconds: time.microseconds), zoneMinutes: time.zoneMinutes ?? 0)
    }
    let halves = text.split(whereSeparator: { $0 == "T" || $0 == " " })
    let clock = halves.count == 2 ? halves[1].split(separator: ":", omittingEmptySubsequences: false) : []
    let numbers = clock.compactMap { $0.count == 2 ? Int($0) : nil }
    if (2...3).contains(clock.count), numbers.count == clock.count, numbers[0] < 24, numbers[1] < 60,
      numbers.count < 3 || numbers[2] < 60, let day = try? parse(String(halves[0]), option: option),
      let date = Calendar(identifier: .gregorian).date(
        bySettingHour: numbers[0], minute: numbers[1], second: numbers.count > 2 ? numbers[2] : 0, of: day.date)
    {
      return Stated(time: Timestamp(date), zoneMinutes: TimeZone.current.secondsFromGMT(for: date) / 60)
    }
    let day = try parse(text, option: option)
    return Stated(time: day, zoneMinutes: TimeZone.current.secondsFromGMT(for: day.date) / 60)
  }

  /// RFC 3339, strictly, so that no impossible time becomes another one; the seconds may be left out.
  private static func zoned(_ text: String) -> RecordTime? {
    if let time = RecordTime(text) { return time }
    guard text.utf8.count > 16, text.dropFirst(13).first == ":", text.dropFirst(16).first != ":" else { return nil }
    return RecordTime("\(text.prefix(16)):00\(text.dropFirst(16))")
  }

  /// RFC 3339 with whole seconds in a zone; UTC where none is known.
  static func rfc3339(_ time: Timestamp, zoneMinutes: Int?) -> String {
    guard let minutes = zoneMinutes else { return time.wholeSeconds }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let shifted = time.date.addingTimeInterval(TimeInterval(minutes * 60))
    let size = abs(minutes)
    return "\(shifted.formatted(.iso8601).dropLast())\(minutes < 0 ? "-" : "+")\(two(size / 60)):\(two(size % 60))"
  }

  static func parse(_ text: String, option: String) throws -> Timestamp {
    if let time = zoned(text) { return Timestamp(microseconds: time.microseconds) }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    var components = DateComponents()
    let isWellFormed = numbers.count == parts.count && (1...3).contains(parts.count) && parts[0].count == 4
    if isWellFormed {
      components.year = numbers[0]
      components.month = numbers.count > 1 ? numbers[1] : 1
      components.day = numbers.count > 2 ? numbers[2] : 1
      let calendar = Calendar(identifier: .gregorian)
      if let date = calendar.date(from: components),
        calendar.dateComponents([.year, .month, .day], from: date) == components
      {
        return Timestamp(date)
      }
    }
    throw Failure(
      status: Failure.usage,
      message: "\(option) \(text) is no time: write 2026-03-01, 2026-03, 2026 or 2026-03-01T09:30:00+03:00.")
  }
}
