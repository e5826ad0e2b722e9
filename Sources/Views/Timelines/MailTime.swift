import ArchiveEvents
import MailFormat

/// When a mail was written: its Date field (RFC 5322 §3.6.1); where that is
/// missing or unreadable the topmost Received field, else when we recorded it.
enum MailTime {
  static func choose(
    _ summary: MessageSummary, recordedAt: Timestamp
  ) -> (time: Timestamp, source: TimelineCard.TimeSource) {
    if let date = summary.date {
      return (Timestamp(secondsSinceEpoch: date.secondsSinceEpoch), .dateField)
    }
    if let date = summary.receivedDate {
      return (Timestamp(secondsSinceEpoch: date.secondsSinceEpoch), .receivedField)
    }
    return (recordedAt, .recorded)
  }
}
