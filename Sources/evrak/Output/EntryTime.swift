import ArchiveEvents
import Foundation
import Views

/// The time of an item as its sender wrote it.
enum EntryTime {
  /// RFC 3339 in the sender's zone; UTC where that is unknown.
  static func rfc3339(_ entry: TimelineEntry) -> String {
    Moment.rfc3339(entry.time, zoneMinutes: entry.zoneMinutes)
  }

  /// Day and time of the day, without the zone; on this machine's clock where the item has none of its own.
  static func short(_ entry: TimelineEntry) -> String {
    let zone = entry.zoneMinutes ?? TimeZone.current.secondsFromGMT(for: entry.time.date) / 60
    return String(Moment.rfc3339(entry.time, zoneMinutes: zone).prefix(16)).replacingOccurrences(of: "T", with: " ")
  }
}
