import ArchiveEvents
import Foundation
import Views

/// The time of an item as its sender wrote it.
enum EntryTime {
  /// RFC 3339 in the sender's zone; UTC where that is unknown.
  static func rfc3339(_ entry: TimelineEntry) -> String {
    guard let minutes = entry.zoneMinutes else { return entry.time.wholeSeconds }
    let sign = minutes < 0 ? "-" : "+"
    let size = abs(minutes)
    let text = local(entry, minutes)
    return "\(text)\(sign)\(two(size / 60)):\(two(size % 60))"
  }

  /// Day and time of the day, without the zone.
  static func short(_ entry: TimelineEntry) -> String {
    String(local(entry, entry.zoneMinutes ?? 0).prefix(16)).replacingOccurrences(of: "T", with: " ")
  }

  private static func local(_ entry: TimelineEntry, _ minutes: Int) -> String {
    let shifted = entry.time.date.addingTimeInterval(TimeInterval(minutes * 60))
    return String(shifted.formatted(.iso8601).dropLast())
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
