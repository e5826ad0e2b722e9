import Archive
import ArchiveEvents
import ArgumentParser
import EventLog
import Foundation
import SwiftProtobuf
import Views

struct ContactLink: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link", abstract: "Say that an address or number leads to a contact.",
    discussion: """
      What an address has brought so far moves with it. Where somebody has said that it is another contact's, --move is
      needed; where both are one, `evrak contact merge` is what you want.

      EXAMPLES
        evrak contact link "Derya Aksoy" --mail d.aksoy@example.net --phone "0532 555 01 40"
        evrak contact link "Kuzey İnşaat" --domain kuzey-insaat.example
      """)

  @Argument(help: "Address, number, name or id of the contact.")
  var contact: String
  @OptionGroup var identities: IdentityArguments
  @Flag(name: .long, help: "Take it from the contact that it leads to now.")
  var move = false
  @OptionGroup var common: ContactOptions

  func run() throws {
    try ChangingArchive.open(common.options) { changing in
      let region = try common.country.region(in: changing.view)
      let known = try ContactArgument.find(contact, in: changing.view, region: region)
      let keys = try identities.keys(region: region)
      for (key, _) in keys {
        guard let other = try changing.view.contact(key), other.id != known.id else { continue }
        // An address that nobody has spoken of is free to be taken, if it is all that the other contact is.
        guard move || (other.isAutomatic && other.identities.count == 1) else {
          throw Failure(
            status: Failure.cannotCreate,
            message: "\(key) leads to \(printable(other.name)); give --move to take it from there, or merge the two.")
        }
      }
      let event = ContactChanged.with {
        $0.contactID = Data(known.id.bytes)
        $0.identitiesLinked = keys.map(\.recorded)
        $0.changedBy = common.author.name
      }
      try changing.append([EventDraft(.contactChanged(event))])
      try showAgain(known.id, changing, common)
    }
  }
}

struct ContactUnlink: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unlink", abstract: "Say that an address or number is not this contact's; it becomes one of its own.",
    discussion: """
      EXAMPLES
        evrak contact unlink "Derya Aksoy" --mail satinalma@example.org
      """)

  @Argument(help: "Address, number, name or id of the contact.")
  var contact: String
  @OptionGroup var identities: IdentityArguments
  @OptionGroup var common: ContactOptions

  func run() throws {
    try ChangingArchive.open(common.options) { changing in
      let region = try common.country.region(in: changing.view)
      let known = try ContactArgument.find(contact, in: changing.view, region: region)
      let keys = try identities.keys(region: region)
      for (key, _) in keys where !known.identities.contains(where: { $0.key == key }) {
        throw Failure(status: Failure.noInput, message: "\(key) does not lead to \(printable(known.name)).")
      }
      let event = ContactChanged.with {
        $0.contactID = Data(known.id.bytes)
        $0.identitiesUnlinked = keys.map(\.recorded)
        $0.changedBy = common.author.name
      }
      try changing.append([EventDraft(.contactChanged(event))])
      try showAgain(known.id, changing, common)
    }
  }
}

/// At least one address or number.
struct IdentityArguments: ParsableArguments {
  @OptionGroup var known: IdentityOptions
  @Option(
    name: .customLong("known-as"), help: "A sender's name or short code, or the bare name in a note. May be repeated.")
  var knownAs: [String] = []

  func validate() throws {
    guard !known.isEmpty || !knownAs.isEmpty else {
      throw ValidationError("Nothing is named: give --mail, --phone, --fax, --domain or --known-as.")
    }
  }

  func keys(region: String?) throws -> [(key: IdentityKey, recorded: Identity)] {
    try known.keys(region: region)
      + knownAs.compactMap { IdentityKey(name: $0) }.map { ($0, $0.recorded()) }
  }
}

/// Prints a contact after a change.
func showAgain(_ id: ContactID, _ changing: ChangingArchive, _ common: ContactOptions) throws {
  try changing.view.catchUp(with: changing.archive.log)
  guard let contact = try changing.view.contact(id) else { return }
  try ContactShow.show(contact, changing.view, json: common.author.json)
}
