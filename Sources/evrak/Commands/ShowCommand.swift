import Archive
import ArchiveEvents
import ArgumentParser
import Crypto
import EventLog
import Foundation
import MailFormat
import Views

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print one item, its original bytes, or one part of it.",
    discussion: """
      ITEM is the id that other commands print, the beginning of one, or the position in
      brackets that `evrak timeline` shows.

      EXAMPLES
        evrak show 1204
        evrak show 1204 --raw > message.eml
        evrak show 1204 --part 2 > invoice.pdf
      """)

  @Argument(help: "The item.")
  var item: String
  @Flag(name: .long, help: "The original, byte for byte.")
  var raw = false
  @Option(name: .long, help: "One part, decoded, or a file inside it; by its number as shown, such as 2 or 2.1.")
  var part: PartNumber?
  @Flag(name: .long, help: "One JSON object.")
  var json = false
  @OptionGroup var options: ArchiveOptions

  func validate() throws {
    guard !(raw && (part != nil || json)) else { throw ValidationError("--raw goes with neither --part nor --json.") }
  }

  func run() throws {
    let readable = try options.openForReading()
    defer { readable.close() }
    let log = readable.archive.log
    let event = try ItemArgument.find(item, in: readable)
    guard event.envelope.type == EventTypeName.emailCaptured else {
      return try RecordSheet(event, readable).show(raw: raw, part: part, json: json)
    }
    guard let content = event.content else {
      throw Failure(status: Failure.noInput, message: "Item \(item) has no original to show.")
    }
    if raw {
      return try StandardOutput.write(content, of: log)
    }
    let message = MailMessage(try log.content(content))
    if let part {
      guard let found = part.bytes(in: message) else {
        throw Failure(
          status: Failure.noInput, message: "Item \(item) has no part \(part); `evrak show \(item)` lists what it has.")
      }
      try found.withUnsafeBytes { try StandardOutput.write($0) }
      return
    }
    let sightings = try Sightings.of(event, in: readable)
    if json {
      var members = ParsedMessage.members(message)
      members.insert(("item", .string(event.id.description)), at: 0)
      members.insert(("position", .unsigned(event.position.rawValue)), at: 1)
      members.insert(("recorded_at", .string(event.recordedAt.description)), at: 2)
      let unindexed = try readable.timelines.entry(at: event.position)?.unindexedCount ?? 0
      members.append(("not_indexed", .count(unindexed)))
      members.append(("sightings", .array(sightings.map(\.json))))
      print(JSONLine.object(members).text)
    } else {
      printForPeople(event, message, sightings, try readable.timelines.entry(at: event.position))
    }
  }

  private func printForPeople(
    _ event: RecordedEvent, _ message: MailMessage, _ sightings: [Sightings.Place], _ entry: TimelineEntry?
  ) {
    var lines = MessageSheet.lines(message)
    if let entry, entry.thread != event.position { lines.append(("Thread", "begun by position \(entry.thread)")) }
    if let entry, entry.unindexedCount > 0 { lines.append(("Not indexed", EntrySheet.unindexed(entry))) }
    if let other = entry?.sameMessageID {
      lines.append(("Same Message-ID", "borne by position \(other), with other bytes: another copy, or another mail"))
    }
    lines.append(("Item", "\(event.id), position \(event.position), recorded \(event.recordedAt.wholeSeconds)"))
    lines += sightings.map { ("Seen", $0.text) }
    lines += (message.defects + message.contentDefects).map { ("Defect", $0.description) }
    for line in lines { print("\(line.name): \(printable(line.value))") }
    print("")
    print(printable(message.readableText, keepingLines: true))
  }
}
