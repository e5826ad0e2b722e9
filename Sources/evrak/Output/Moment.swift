import ArchiveEvents
import Foundation

/// Reads the times that users type: RFC 3339, a day, a month or a year, in the
/// time zone of this machine where none is given.
enum Moment {
  static func parse(_ text: String, option: String) throws -> Timestamp {
    if let date = try? Date(text, strategy: .iso8601) { return Timestamp(date) }
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
