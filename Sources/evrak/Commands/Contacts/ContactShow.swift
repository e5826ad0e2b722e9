import Archive
import ArchiveEvents
import ArgumentParser
import EventLog
import Views

struct ContactShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print all that is known of a contact.",
    discussion: """
      EXAMPLES
        evrak contact show buyer@example.org
        evrak contact show "Kuzey İnşaat" --history
      """)

  @Argument(help: "Address, number, name or id.")
  var contact: String
  @Flag(name: .long, help: "The changes made to it, too.")
  var history = false
  @OptionGroup var country: RegionOptions
  @Flag(name: .long, help: "One JSON object; with --history, one more a change.")
  var json = false
  @OptionGroup var options: ArchiveOptions

  func run() throws {
    let readable = try options.openForReading()
    defer { readable.close() }
    let view = readable.timelines
    let found = try ContactArgument.find(contact, in: view, region: country.region(in: view))
    try Self.show(found, view, json: json)
    guard history else { return }
    for position in try view.history(of: found.id) {
      guard let event = try readable.archive.log.event(at: position) else { continue }
      let change = ContactHistory.describe(event, view)
      if json {
        print(
          JSONLine.object([
            ("position", .unsigned(position.rawValue)), ("type", .string(event.envelope.type)),
            ("recorded_at", .string(event.recordedAt.description)), ("by", .string(change.author)),
            ("change", .strings(change.lines)),
          ]).text)
      } else {
        let who = change.author.isEmpty ? "" : " by \(change.author)"
        print(
          printable("\(event.recordedAt.wholeSeconds)\(who): \(change.lines.joined(separator: "; "))  [\(position)]"))
      }
    }
  }

  static func show(_ contact: Contact, _ view: View<TimelineProjection>, json: Bool) throws {
    let suggestion = try view.organisationSuggestion(for: contact)
    if json {
      print(ContactSheet.json(contact, suggestion).text)
    } else {
      let merged = try contact.merged.map { try ContactSheet.named($0, in: view) }
      for line in ContactSheet.lines(contact, suggestion, merged: merged) { print(line) }
    }
  }
}

/// What an event did to a contact, in words.
enum ContactHistory {
  static func describe(_ event: RecordedEvent, _ view: View<TimelineProjection>) -> (author: String, lines: [String]) {
    func name(_ id: some Sequence<UInt8>) -> String {
      guard let id = ContactID(id) else { return "an unknown contact" }
      let known = try? view.contact(id)
      return known.map { "\($0.name) (\(id.description.prefix(12)))" } ?? id.description
    }
    func ownName(_ id: some Sequence<UInt8>) -> String {
      guard let id = ContactID(id) else { return "an unknown contact" }
      return (try? ContactSheet.named(id, in: view)) ?? id.description
    }
    switch event.payload?.event {
    case .contactChanged(let change):
      var lines: [String] = []
      if change.hasName { lines.append("name \(change.name)") }
      if change.hasKind { lines.append("kind \(change.kind == .organisation ? "organisation" : "person")") }
      lines += change.identitiesLinked.map { "linked \($0.value)\($0.kind == .faxNumber ? " (fax)" : "")" }
      lines += change.identitiesUnlinked.map { "unlinked \($0.value)" }
      lines += change.fieldsSet.sorted { $0.key < $1.key }.map {
        $0.value.isEmpty ? "no \($0.key)" : "\($0.key) \($0.value)"
      }
      lines += change.categoriesAdded.map { "category \($0)" } + change.categoriesRemoved.map { "no category \($0)" }
      lines += change.documentNames.map { "document \($0)" }
      if !change.origin.isEmpty { lines.append("from \(change.origin)") }
      return (change.changedBy, lines)
    case .contactsMerged(let merge):
      let reason = merge.reason.isEmpty ? "" : ": \(merge.reason)"
      return (
        merge.decidedBy,
        ["merged \(ownName(merge.mergedID)) into \(name(merge.keptID))\(reason)"]
      )
    case .contactsUnmerged(let parted):
      let reason = parted.reason.isEmpty ? "" : ": \(parted.reason)"
      return (parted.decidedBy, ["\(name(parted.mergedID)) is another than \(name(parted.keptID))\(reason)"])
    case .affiliationChanged(let change):
      var text = change.ended ? "no affiliation with" : "affiliated with"
      text += " \(name(change.organisationID)), member \(name(change.memberID))"
      if !change.role.isEmpty { text += ", \(change.role)" }
      if !change.from.isEmpty { text += ", from \(change.from)" }
      if !change.until.isEmpty { text += ", until \(change.until)" }
      return (change.changedBy, [text])
    default: return ("", [event.envelope.type])
    }
  }
}
