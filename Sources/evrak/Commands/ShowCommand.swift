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
  @Option(name: .long, help: "One part, decoded; parts are numbered from 1 as shown.")
  var part: Int?
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
    guard let content = event.content else {
      throw Failure(status: Failure.noInput, message: "Item \(item) has no original to show.")
    }
    if raw {
      try log.readContent(content) { try StandardOutput.write($0) }
      return
    }
    let message = MailMessage(try log.content(content))
    if let part {
      guard let found = message.part(number: part) else {
        throw Failure(
          status: Failure.noInput, message: "Item \(item) has no part \(part); it has \(message.parts.count).")
      }
      try found.decoded().withUnsafeBytes { try StandardOutput.write($0) }
      return
    }
    let sightings = try Sightings.of(event, in: readable)
    if json {
      var members = ParsedMessage.members(message)
      members.insert(("item", .string(event.id.description)), at: 0)
      members.insert(("position", .unsigned(event.position.rawValue)), at: 1)
      members.insert(("recorded_at", .string(event.recordedAt.description)), at: 2)
      members.append(("sightings", .array(sightings.map(\.json))))
      print(JSONLine.object(members).text)
    } else {
      printForPeople(event, message, sightings)
    }
  }

  /// Who got the message as the journal's envelope has it, blind copies and members of lists included.
  private func recipients(_ journal: JournalReport) -> String {
    journal.recipients.map { recipient in
      let through = recipient.expandedFrom.isEmpty ? "" : " (through \(recipient.expandedFrom.joined(separator: ", ")))"
      return recipient.address + (recipient.field == .bcc ? " (blind copy)" : "") + through
    }.joined(separator: ", ")
  }

  private func printForPeople(_ event: RecordedEvent, _ message: MailMessage, _ sightings: [Sightings.Place]) {
    let journal = message.journal
    let summary = journal?.message?.summary ?? message.summary
    func line(_ name: String, _ value: String) {
      if !value.isEmpty { print("\(name): \(printable(value))") }
    }
    func people(_ mailboxes: [Mailbox]) -> String {
      mailboxes.map { mailbox in mailbox.name.map { "\($0) <\(mailbox.address)>" } ?? mailbox.address }
        .joined(separator: ", ")
    }
    line("Subject", summary.subject ?? "(no subject)")
    line("From", people(summary.from))
    line("To", people(summary.to))
    line("Cc", people(summary.cc))
    line("Date", summary.date?.rfc3339() ?? "not stated")
    line("Message-ID", summary.messageID ?? "")
    if let journal {
      line("Journaled", "sent by \(journal.sender ?? "nobody named"), to " + recipients(journal))
    }
    line("Item", "\(event.id), position \(event.position), recorded \(event.recordedAt.wholeSeconds)")
    for place in sightings { line("Seen", place.text) }
    for part in message.attachments {
      line(
        "Attachment",
        "part \(part.number.map(String.init) ?? "–"): \(part.name ?? "unnamed"), \(part.type), \(part.size) bytes")
    }
    print("")
    print(printable(message.readableText, keepingLines: true))
  }
}
