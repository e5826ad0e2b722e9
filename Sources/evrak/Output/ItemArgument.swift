import Archive
import ArchiveEvents
import EventLog
import Views

/// Finds the item that a user names: its id of 32 hexadecimal digits, the
/// beginning of one, or its position in the log.
enum ItemArgument {
  /// Items looked at to say how many begin alike; ids made in the same minute do.
  private static let shownMatches = 64

  static func find(_ text: String, in readable: ReadableArchive) throws -> RecordedEvent {
    let event = try event(text, in: readable)
    guard EventTypeName.bearingItems.contains(event.envelope.type) else {
      if let item = event.payload?.event?.itemID, let position = try readable.timelines.position(of: item),
        let capture = try readable.archive.log.event(at: position)
      {
        return capture
      }
      throw Failure(
        status: Failure.noInput, message: "Position \(text) is the event \(event.envelope.type), which is no item.")
    }
    return event
  }

  private static func event(_ text: String, in readable: ReadableArchive) throws -> RecordedEvent {
    let log = readable.archive.log
    if text.utf8.count < 20, let number = UInt64(text), let position = Position(number) {
      if let event = try log.read(from: position, limit: 1).first, event.position == position { return event }
      throw Failure(
        status: Failure.noInput, message: "There is no position \(text); the log ends at \(try log.count()).")
    }
    let known: Position?
    if let id = ItemID(hexadecimal: text) {
      known = try readable.timelines.position(of: id)
    } else {
      known = try unique(text, in: readable).flatMap { try readable.timelines.position(of: $0) }
    }
    let position = try known ?? newest(text, in: readable)
    guard let position, let event = try log.event(at: position) else {
      throw Failure(
        status: Failure.noInput,
        message: "There is no item \(text); `evrak timeline ADDRESS` prints the items of a correspondent.")
    }
    return event
  }

  private static func unique(_ text: String, in readable: ReadableArchive) throws -> ItemID? {
    let even = text.utf8.count % 2 == 0 ? text[...] : text.dropLast()
    guard text.utf8.count >= 4, let prefix = Hexadecimal.decode(even),
      Hexadecimal.decode(text.utf8.count % 2 == 0 ? text : text + "0") != nil
    else {
      throw Failure(
        status: Failure.usage,
        message: "\(text) names no item: give its id, at least the first four digits of it, or its position.")
    }
    let matches = try readable.timelines.items(beginningWith: prefix, limit: shownMatches).filter {
      $0.description.hasPrefix(text.lowercased())
    }
    guard matches.count <= 1 else {
      throw Failure(
        status: Failure.noInput,
        message: """
          \(text) is the beginning of \(matches.count < Self.shownMatches ? "\(matches.count)" : "very many") items; \
          give more digits, such as \(matches[0]), or the position in brackets.
          """)
    }
    return matches.first
  }

  /// Looks among the events that the view has not come to yet.
  private static func newest(_ text: String, in readable: ReadableArchive) throws -> Position? {
    guard readable.lag > 0 else { return nil }
    let wanted = text.lowercased()
    var next = Position(leafIndex: try readable.timelines.position())
    while true {
      let events = try readable.archive.log.read(from: next, limit: 1_000, open: false)
      guard let last = events.last else { return nil }
      if let found = events.first(where: { $0.id.description.hasPrefix(wanted) }) { return found.position }
      next = last.position.next
    }
  }
}
