import Archive
import ArchiveEvents
public import ArgumentParser
import EventLog
import Foundation
import Intake
import SwiftProtobuf
public import Views

struct RecordNote: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: "Record a meeting note, or amend one.",
    discussion: """
      A note is never overwritten: an amendment is a further event, and what the note said before stays readable with
      `evrak show`. --with takes a contact's address, number, name or id; an address or number that nobody knows yet
      becomes a contact.

      EXAMPLES
        evrak record note --with "Derya Aksoy" --with onur@example.org --medium visit --place "Yalı Evleri şantiyesi" \\
          --purpose "Teslimat" --text-file note.txt --file plan.pdf --follow-up 2026-03-15 --responsible "Ayşe Yılmaz"
        evrak record note --amends 1204 --text "Teslim tarihi 20 Mart oldu." --follow-up 2026-03-20
      """)

  @Option(name: .customLong("with"), help: "With whom. May be repeated.")
  var participants: [String] = []
  @Option(name: .long, help: "visit, phone, video or other.")
  var medium: NoteMedium?
  @Option(name: .long, help: "Where.")
  var place: String?
  @Option(name: .long, help: "What for.")
  var purpose: String = ""
  @OptionGroup var text: TextOptions
  @Option(name: .long, help: "A file that belongs to it. May be repeated.", completion: .file())
  var file: [String] = []
  @Option(name: .long, help: "The day on which it is to be followed up, YYYY-MM-DD.")
  var followUp: String?
  @Option(name: .long, help: "Who follows it up; by default the author. May be repeated.")
  var responsible: [String] = []
  @Option(name: .long, help: "What is to be done then.")
  var followUpText: String = ""
  @Flag(name: .long, help: "With --amends: it is no longer to be followed up.")
  var noFollowUp = false
  @Option(name: .long, help: "The note that this amends: id, beginning of one, or position.")
  var amends: String?
  @OptionGroup var common: RecordOptions

  func validate() throws {
    if let followUp, CivilDay(followUp) == nil {
      throw ValidationError("--follow-up \(followUp) is no day; write YYYY-MM-DD, such as 2026-03-15.")
    }
    if followUp == nil, !responsible.isEmpty || !followUpText.isEmpty {
      throw ValidationError("--responsible and --follow-up-text go with --follow-up DAY.")
    }
    if noFollowUp, amends == nil || followUp != nil {
      throw ValidationError("--no-follow-up goes with --amends and not with --follow-up.")
    }
    if amends != nil, medium != nil || place != nil || common.time != nil {
      throw ValidationError("What, when and where a meeting was can't be amended; record another note.")
    }
    guard amends != nil || !participants.isEmpty else { throw ValidationError("Say with whom it was: --with CONTACT.") }
  }

  func run() throws {
    let words = try text.read()
    let files = try file.map { try AttachedFile($0) }
    let stated = try common.moment()
    try ChangingArchive.open(common.options) { changing in
      let region = try common.country.region(in: changing.view)
      let people = try participants.map { try participant($0, changing.view, region) }
      let draft =
        try amends.map { try amendment($0, words, files, people, changing) }
        ?? note(words, files, people, stated ?? Moment.now())
      try Recording.append(draft, changing, json: common.author.json)
    }
  }

  private func note(
    _ words: String, _ files: [AttachedFile], _ people: [NoteParticipant], _ moment: Moment.Stated
  ) throws -> EventDraft {
    guard !words.isEmpty || !purpose.isEmpty || !files.isEmpty else {
      throw Failure(
        status: Failure.usage, message: "There is nothing to record: give --text, --text-file or --purpose.")
    }
    var event = NoteRecorded()
    event.sighting.owner = common.author.name
    event.sighting.form.user = common.author.name
    event.author = common.author.name
    event.participants = people
    event.heldAtUs = moment.time.microseconds
    event.zoneMinutes = Int32(clamping: moment.zoneMinutes)
    event.medium = (medium ?? .other).recorded
    event.place = place ?? ""
    event.purpose = purpose
    event.text = words
    if let day = followUp { event.followUp = following(day) }
    event.attachmentNames = files.map(\.name)
    event.attachmentTypes = files.map(\.mediaType)
    return EventDraft(.noteRecorded(event), attachments: files.map(\.content))
  }

  private func amendment(
    _ text: String, _ words: String, _ files: [AttachedFile], _ people: [NoteParticipant], _ changing: ChangingArchive
  ) throws -> EventDraft {
    let readable = ReadableArchive(archive: changing.archive, timelines: changing.view, lag: 0)
    let note = try ItemArgument.find(text, in: readable)
    guard note.envelope.type == EventTypeName.noteRecorded, let item = note.itemReference else {
      throw Failure(
        status: Failure.usage,
        message: "Item \(text) is no meeting note (\(note.envelope.type)); only notes can be amended.")
    }
    guard !words.isEmpty || !purpose.isEmpty || !files.isEmpty || !people.isEmpty || followUp != nil || noFollowUp
    else {
      throw Failure(
        status: Failure.usage,
        message: "Nothing is to be amended: give --text, --purpose, --file, --with, --follow-up or --no-follow-up.")
    }
    var event = NoteAmended()
    event.itemID = Data(item.id.bytes)
    event.author = common.author.name
    event.purpose = purpose
    event.text = words
    if let day = followUp { event.followUp = following(day) }
    event.followUpWithdrawn = noFollowUp
    event.participantsAdded = people
    event.attachmentNames = files.map(\.name)
    event.attachmentTypes = files.map(\.mediaType)
    return EventDraft(.noteAmended(event), attachments: files.map(\.content), item: item)
  }

  private func following(_ day: String) -> FollowUp {
    FollowUp.with {
      $0.due = day
      $0.responsible = responsible.isEmpty ? [common.author.name] : responsible
      $0.text = followUpText
    }
  }

  private func participant(
    _ text: String, _ view: View<TimelineProjection>, _ region: String?
  ) throws -> NoteParticipant {
    if let contact = try ContactArgument.known(text, in: view, region: region) {
      return NoteParticipant.with {
        $0.contact = contact.id.description
        $0.name = contact.name
        $0.identity = contact.identities.first { $0.key.kind != .domain }?.key.value ?? ""
      }
    }
    guard let key = IdentityKey(typed: text, region: region), key.kind == .mailAddress || key.kind == .number else {
      throw try ContactArgument.unknown(text, in: view)
    }
    return NoteParticipant.with { $0.identity = key.value }
  }
}

extension NoteMedium: ExpressibleByArgument {}
