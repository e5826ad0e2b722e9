import Archive
import ArchiveEvents
import ArgumentParser
import Foundation
import Views

struct TimelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline", abstract: "Print what passed between us and an address, newest first.",
    discussion: """
      EXAMPLES
        evrak timeline customer@example.org
        evrak timeline customer@example.org --since 2026-01 --until 2026-04 --limit 200
        evrak timeline customer@example.org --oldest --json
      """)

  @Argument(help: "Mail address of the correspondent.")
  var address: String
  @Option(name: .long, help: "First moment wanted: 2026-03-01, 2026-03, 2026 or RFC 3339.")
  var since: String?
  @Option(name: .long, help: "First moment no longer wanted.")
  var until: String?
  @Option(name: .long, help: "Items to print at most.")
  var limit = 50
  @Flag(name: .long, help: "Oldest first.")
  var oldest = false
  @Flag(name: .long, help: "One JSON object a line.")
  var json = false
  @OptionGroup var options: ArchiveOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit must be at least 1.") }
  }

  func run() throws {
    guard let wanted = CorrespondentAddress(address) else {
      throw Failure(status: Failure.usage, message: "\(address) is no mail address.")
    }
    let query = TimelineQuery(
      address: wanted, since: try since.map { try Moment.parse($0, option: "--since") },
      until: try until.map { try Moment.parse($0, option: "--until") }, limit: limit, oldestFirst: oldest)
    let readable = try options.openForReading()
    defer { readable.close() }
    let entries = try readable.timelines.page(query)
    if entries.isEmpty, since == nil, until == nil { throw try nothingFound(wanted, readable) }
    for entry in entries { print(json ? Self.json(entry).text : Self.line(entry)) }
    if !json, entries.count == limit {
      Failure.say("The first \(limit) items are shown; --limit shows more, --since and --until another period.")
    }
  }

  private func nothingFound(_ address: CorrespondentAddress, _ readable: ReadableArchive) throws -> Failure {
    let similar = try Similar.addresses(to: address.normalised, in: readable.timelines)
    let hint = similar.isEmpty ? "check the spelling" : "did you mean \(similar.joined(separator: " or "))?"
    return Failure(
      status: Failure.noInput,
      message: "No item from or to \(printable(address.normalised)) is in the archive; \(printable(hint))")
  }

  static func json(_ entry: TimelineEntry) -> JSONLine {
    .object([
      ("item", .string(entry.item.description)), ("position", .unsigned(entry.position.rawValue)),
      ("date", .string(EntryTime.rfc3339(entry))), ("date_source", .string(entry.timeSource.rawValue)),
      ("channel", .string("email")), ("direction", .string(entry.direction.word)),
      ("subject", .string(entry.subject)), ("from", .array(entry.from.map(participant))),
      ("to", .array(entry.to.map(participant))), ("recipients", .count(entry.recipientCount)),
      ("message_id", .string(entry.messageID)), ("account", .string(entry.account)),
      ("folder", .string(entry.folder)), ("size", .unsigned(entry.size)),
    ])
  }

  private static func participant(_ participant: TimelineEntry.Participant) -> JSONLine {
    .object([
      ("name", participant.name.isEmpty ? .null : .string(participant.name)), ("address", .string(participant.address)),
    ])
  }

  private static func line(_ entry: TimelineEntry) -> String {
    let arrow =
      switch entry.direction {
      case .outbound: "→"
      case .internal: "↔"
      default: "←"
      }
    let others = entry.direction == .outbound ? entry.to : entry.from
    let who = others.first.map { $0.name.isEmpty ? $0.address : $0.name } ?? "(unknown)"
    let more = entry.direction == .outbound && entry.recipientCount > 1 ? " +\(entry.recipientCount - 1)" : ""
    let subject = entry.subject.isEmpty ? "(no subject)" : entry.subject
    return
      "\(EntryTime.short(entry))  \(arrow) \(column(printable(who + more), 28))  \(printable(subject))  [\(entry.position)]"
  }

  private static func column(_ text: String, _ width: Int) -> String {
    let count = text.count
    return count <= width ? text + String(repeating: " ", count: width - count) : text.prefix(width - 1) + "…"
  }
}

extension Direction {
  var word: String {
    switch self {
    case .inbound: "inbound"
    case .outbound: "outbound"
    case .internal: "internal"
    default: "unknown"
    }
  }
}
