import Archive
import ArchiveEvents
import ArgumentParser
import EventLog
import Foundation
import Intake
import Views

struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Put one meeting note, text message or fax on file by hand.",
    discussion: """
      Many at once come in with `evrak import`.

      EXAMPLES
        evrak record note --with "Derya Aksoy" --purpose "Teklif" --text "Fiyatı konuştuk." --follow-up 2026-03-15
        evrak record sms --account "+90 232 555 01 10" --to "0532 555 01 40" --text "Yola çıktık."
        evrak record fax order.tif --account "+90 232 555 01 11" --from "0312 555 02 12"
      """,
    subcommands: [RecordNote.self, RecordSMS.self, RecordFax.self])
}

/// What all three have in common.
struct RecordOptions: ParsableArguments {
  @Option(name: .long, help: "When: 2026-03-01T09:30, with a zone if it is not this machine's; by default now.")
  var time: String?
  @OptionGroup var country: RegionOptions
  @OptionGroup var author: AuthorOptions
  @OptionGroup var options: ArchiveOptions

  func moment() throws -> Moment.Stated? { try time.map { try Moment.stated($0, option: "--time") } }
}

/// The line of ours on which a message or fax went or came.
struct LineOptions: ParsableArguments {
  @Option(name: .long, help: "The line of ours.")
  var account: String
  @Flag(name: .long, help: "The line is not known yet: it is one of ours from now on.")
  var newAccount = false
}

enum Recording {
  /// Appends the event and says what it became.
  static func append(_ draft: EventDraft, _ changing: ChangingArchive, json: Bool) throws {
    guard let outcome = try changing.append([draft]).first else { return }
    let item: ItemID?
    var note = ""
    switch outcome {
    // An amendment is about the note, whose id it is that `show` takes.
    case .appended(_, let id): item = draft.payload.itemID ?? id
    case .sighted(_, let known):
      item = known.id
      note = "; the same bytes are on file already, so this is a further sighting of position \(known.position)"
    case .duplicate(let position):
      item = try changing.archive.log.event(at: position)?.itemID
      note = "; nothing was added, since it is on file from the same place"
    }
    let defects = draft.payload.sighting?.defects ?? []
    for defect in defects { Failure.say(printable(defect)) }
    if json {
      print(
        JSONLine.object([
          ("item", .optional(item?.description)), ("position", .unsigned(outcome.position.rawValue)),
          ("defects", .strings(defects)),
        ]).text)
    } else {
      print("Recorded \(item?.description ?? "the event") at position \(outcome.position)\(note).")
    }
  }

  /// The account of ours that a message or fax went or came on.
  ///
  /// - Parameter what: what an account must be that is none, in the words of a refusal.
  static func account(
    _ line: LineOptions, _ region: String?, _ changing: ChangingArchive, what: String
  ) throws -> (name: String, owner: String) {
    let name = try accountName(line.account, region: region)
    guard !name.contains("@") else {
      throw Failure(status: Failure.usage, message: "--account \(name) is a mailbox, not a \(what) line.")
    }
    return (name, try AccountArgument.owner(of: name, in: changing.view, mayBeNew: line.newAccount))
  }

  /// - Parameters:
  ///   - mayBeName: whether it may be the name or short code of a sender, which text messages come from.
  ///   - byFax: whether it is a fax that somebody sent or got, so that the fax number of a contact is meant, if it has one.
  static func participant(
    _ text: String, _ region: String?, _ view: View<TimelineProjection>, mayBeName: Bool = false, byFax: Bool = false
  ) throws -> FoundRecord.Participant {
    // A number is taken as typed; a name or address leads to a number of that contact.
    if let key = IdentityKey(typed: text, region: region), key.kind == .number {
      return FoundRecord.Participant(identity: key.value, name: "")
    }
    let isShort = text.utf8.count <= 11 && text.contains { $0.isLetter || $0.isNumber }
    if let contact = try known(text, region, view, mayBeName: mayBeName && isShort) {
      let all = contact.identities.filter { $0.key.kind == .number }
      let fitting = all.filter { $0.isFax == byFax }
      let numbers = fitting.isEmpty ? all : fitting
      if numbers.isEmpty, mayBeName, isShort { return FoundRecord.Participant(identity: text) }
      guard numbers.count == 1, let number = numbers.first else {
        let which =
          numbers.isEmpty
          ? "no number" : "several numbers (\(numbers.prefix(5).map(\.key.description).joined(separator: ", ")))"
        throw Failure(
          status: Failure.noInput, message: "\(printable(contact.name)) has \(which); give the number.")
      }
      return FoundRecord.Participant(identity: number.key.value, name: contact.name)
    }
    // An alphanumeric sender has at most eleven characters (3GPP TS 23.040 §9.1.2.5).
    if mayBeName, isShort, !text.contains("@") { return FoundRecord.Participant(identity: text) }
    if text.contains(where: \.isLetter) || text.isEmpty { throw try ContactArgument.unknown(text, in: view) }
    return FoundRecord.Participant(identity: try accountName(text, region: region))
  }

  /// The line itself is no sender or receiver on it.
  static func refuseOwn(_ other: FoundRecord.Participant, _ line: String) throws {
    guard other.identity == line else { return }
    throw Failure(
      status: Failure.usage,
      message: "\(line) is the line itself; --from and --to name the other end.")
  }

  /// A sender's name is nobody's whole name, which is no mistake there.
  private static func known(
    _ text: String, _ region: String?, _ view: View<TimelineProjection>, mayBeName: Bool
  ) throws -> Contact? {
    do {
      return try ContactArgument.known(text, in: view, region: region)
    } catch let failure as Failure {
      guard mayBeName, failure.status == Failure.noInput else { throw failure }
      return nil
    }
  }
}
