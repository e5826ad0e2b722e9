import ArchiveEvents
import Foundation
import Views

/// The time of an item as its sender wrote it.
enum EntryTime {
  /// RFC 3339 in the sender's zone; UTC where that is unknown.
  static func rfc3339(_ entry: TimelineEntry) -> String {
    Moment.rfc3339(entry.time, zoneMinutes: entry.zoneMinutes)
  }

  /// The zone of the clock by which people are told the time: the sender's, or else this machine's.
  static func shownZone(_ entry: TimelineEntry) -> Int {
    entry.zoneMinutes ?? TimeZone.current.secondsFromGMT(for: entry.time.date) / 60
  }

  /// Day and time of the day, without the zone; on this machine's clock where the item has none of its own.
  static func short(_ entry: TimelineEntry) -> String {
    // A clock east of Greenwich may show the last hours of the year 9999 as the year 10000, which has a digit more.
    let clock = Moment.rfc3339(entry.time, zoneMinutes: shownZone(entry)).split(separator: ":", maxSplits: 2).prefix(2)
    return clock.joined(separator: ":").replacingOccurrences(of: "T", with: " ")
  }
}
