import ArchiveEvents
import EventLog
import Views

/// What happened to an item after its capture and belongs to what is searched of it.
struct ItemHistory: Sendable {
  struct Amendment: Sendable {
    var event: RecordedEvent
    var amended: NoteAmended
  }

  /// In the order of the log.
  var amendments: [Amendment] = []
  var sightings: [Sighting] = []

  /// Sightings that are looked at; an item that was seen more often has been seen everywhere.
  private static let sightingCount = 1_000

  static func read(
    ofItemAt position: Position, _ channel: Channel, _ timelines: View<TimelineProjection>, _ log: any ArchiveLog
  ) throws -> ItemHistory {
    var history = ItemHistory()
    for place in try timelines.sightings(ofItemAt: position).prefix(sightingCount) {
      if case .itemSighted(let sighted) = try log.event(at: place)?.payload?.event {
        history.sightings.append(sighted.sighting)
      }
    }
    guard channel == .note else { return history }
    for place in try timelines.amendments(ofItemAt: position) {
      if let event = try log.event(at: place), case .noteAmended(let amended) = event.payload?.event {
        history.amendments.append(Amendment(event: event, amended: amended))
      }
    }
    return history
  }
}
