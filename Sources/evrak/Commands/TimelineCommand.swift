import Archive
import ArchiveEvents
public import ArgumentParser
import Foundation
public import Views

struct TimelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline", abstract: "Print all that passed between us and somebody on every channel, newest first.",
    discussion: """
      WHO is a contact or organisation (address, number, name, @domain or id), an account of ours (its address or number),
      or the owner of accounts (the name). An organisation's timeline has the items of its people for the time that they
      belonged to it.

      EXAMPLES
        evrak timeline customer@example.org
        evrak timeline "Kuzey İnşaat" --channel fax --channel note --since 2025
        evrak timeline "+90 232 555 01 11" --direction inbound
        evrak timeline customer@example.org --since 2026-01 --until 2026-04 --limit 200
        evrak timeline customer@example.org --oldest --json
      """)

  @Argument(help: "Whose timeline.")
  var who: String
  @Option(name: .long, help: "email, sms, fax or note. May be repeated.")
  var channel: [Channel] = []
  @Option(name: .long, help: "inbound, outbound or internal. May be repeated.")
  var direction: [DirectionArgument] = []
  @Option(
    name: .long,
    help: "First moment wanted: 2026-03-01, 2026-03, 2026 (as days begin on this machine's clock), or RFC 3339.")
  var since: String?
  @Option(name: .long, help: "First moment no longer wanted.")
  var until: String?
  @Option(name: .long, help: "Items to print at most.")
  var limit = 50
  @Option(name: .long, help: "Where the page before ended, as it said.")
  var cursor: String?
  @Flag(name: .long, help: "Oldest first.")
  var oldest = false
  @OptionGroup var country: RegionOptions
  @Flag(name: .long, help: "One JSON object a line.")
  var json = false
  @OptionGroup var options: ArchiveOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit must be at least 1.") }
    if let cursor, TimelineCursor(cursor) == nil {
      throw ValidationError("--cursor \(cursor) is none that a page before could have given.")
    }
  }

  func run() throws {
    let since = try since.map { try Moment.parse($0, option: "--since") }
    let until = try until.map { try Moment.parse($0, option: "--until") }
    let readable = try options.openForReading()
    defer { readable.close() }
    let view = readable.timelines
    let subject = try TimelineArgument.subject(who, in: view, region: country.region(in: view))
    var query = TimelineQuery(
      subject, since: since, until: until, limit: limit, oldestFirst: oldest,
      cursor: cursor.flatMap { TimelineCursor($0) })
    query.channels = Set(channel)
    query.directions = Set(direction.map(\.recorded))
    let entries = try view.page(query)
    for entry in entries { print(json ? EntrySheet.json(entry).text : EntrySheet.line(entry)) }
    guard !json else { return }
    if entries.isEmpty {
      Failure.say("No item of \(printable(who)) fits; there are \(try view.count(subject)) in all.")
    } else if entries.count == limit, let last = entries.last {
      Failure.say(
        "The first \(limit) items are shown; --cursor \(TimelineCursor(last)) goes on, --limit shows more, --since and --until another period."
      )
    }
  }
}

/// Finds whose timeline a user means.
enum TimelineArgument {
  static func subject(
    _ text: String, in view: View<TimelineProjection>, region: String?
  ) throws -> TimelineQuery.Subject {
    if let name = try? accountName(text, region: region) {
      if try view.account(name) != nil { return .account(name) }
      // An alias leads to its account, but mail from it may be all that there is.
      if let owner = try view.accounts().first(where: { $0.aliases.contains(name) }) { return .account(owner.name) }
    }
    if let owner = try view.owners().first(where: { IdentityKey(name: $0) == IdentityKey(name: text) }) {
      // A colleague may be a contact as well, with items that came by other ways.
      if let contact = try? ContactArgument.known(text, in: view, region: region), contact.items > 0 {
        Failure.say(
          "This is what \(printable(owner)) answers or answered for; as a contact: `evrak timeline \(contact.id.description.prefix(16))`."
        )
      }
      return .owner(owner)
    }
    return .contact(try ContactArgument.find(text, in: view, region: region).id)
  }
}

extension Channel: ExpressibleByArgument {}

enum DirectionArgument: String, ExpressibleByArgument, CaseIterable {
  case inbound, outbound, `internal`

  var recorded: Direction {
    switch self {
    case .inbound: .inbound
    case .outbound: .outbound
    case .internal: .internal
    }
  }
}
