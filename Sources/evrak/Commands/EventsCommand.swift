import Archive
import ArchiveEvents
import ArgumentParser
import EventLog

struct EventsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "List the events of the log in order.",
    discussion: """
      EXAMPLES
        evrak events --limit 20
        evrak events --from 5000 --json
      """)

  @Option(name: .long, help: "Position to begin at.")
  var from: UInt64 = 1
  @Option(name: .long, help: "Events to print at most; by default all.")
  var limit: Int?
  @Flag(name: .long, help: "One JSON object a line.")
  var json = false
  @OptionGroup var options: ArchiveOptions

  func validate() throws {
    guard from > 0 else { throw ValidationError("--from counts from 1.") }
    guard limit.map({ $0 > 0 }) ?? true else { throw ValidationError("--limit must be at least 1.") }
  }

  func run() throws {
    let archive = try Archive(directory: options.directory(), role: .reader)
    defer { archive.close() }
    var next = Position(from)
    var left = limit ?? .max
    while left > 0, let position = next {
      let events = try archive.log.read(from: position, limit: min(left, 1_000))
      for event in events { print(json ? Self.json(event).text : Self.line(event)) }
      left -= events.count
      next = events.last?.position.next
    }
  }

  static func json(_ event: RecordedEvent) -> JSONLine {
    .object([
      ("position", .unsigned(event.position.rawValue)), ("type", .string(event.envelope.type)),
      ("recorded_at", .string(event.recordedAt.description)), ("item", .optional(event.itemID?.description)),
      ("event", .string(event.id.description)), ("key", .unsigned(event.envelope.keyID)),
      ("content", event.content.map { .unsigned($0.number.rawValue) } ?? .null),
      ("size", event.content.map { .unsigned($0.size) } ?? .null),
      ("account", .optional(event.payload?.event?.sighting?.account)),
      ("source", .optional(source(event))), ("erased", .bool(event.payload == nil)),
    ])
  }

  private static func source(_ event: RecordedEvent) -> String? {
    guard case .file(let file) = event.payload?.event?.sighting?.source else { return nil }
    return file.place
  }

  private static func line(_ event: RecordedEvent) -> String {
    let item = event.itemID.map { " item \($0)" } ?? ""
    let erased = event.payload == nil ? " (erased)" : ""
    return "\(event.position)  \(event.recordedAt.wholeSeconds)  \(event.envelope.type)\(item)\(erased)"
  }
}
