import Archive
import ArchiveEvents
import ArgumentParser
import EventLog
import Foundation
import SwiftProtobuf
import Views

struct ContactMerge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Say that contacts are one; `unmerge` takes it back.",
    discussion: """
      EXAMPLES
        evrak contact merge derya@example.org d.aksoy@example.net --reason "same phone number"
      """)

  @Argument(help: "The contact that is kept.")
  var kept: String
  @Argument(help: "Those that are merged into it.")
  var merged: [String]
  @Option(name: .long, help: "Why, for the record.")
  var reason: String = ""
  @OptionGroup var common: ContactOptions

  func run() throws {
    try ChangingArchive.open(common.options) { changing in
      let region = try common.country.region(in: changing.view)
      let root = try ContactArgument.find(kept, in: changing.view, region: region)
      var drafts: [EventDraft] = []
      for text in merged {
        let other = try ContactArgument.find(text, in: changing.view, region: region)
        guard other.id != root.id else {
          throw Failure(status: Failure.usage, message: "\(printable(text)) is \(printable(root.name)) already.")
        }
        if [root.kind, other.kind].contains(.organisation), [root.kind, other.kind].contains(.person) {
          throw Failure(
            status: Failure.usage,
            message:
              "\(printable(root.name)) and \(printable(other.name)) are a person and an organisation; affiliate them instead."
          )
        }
        let event = ContactsMerged.with {
          $0.keptID = Data(root.id.bytes)
          $0.mergedID = Data(other.id.bytes)
          $0.decidedBy = common.author.name
          $0.reason = reason
        }
        drafts.append(EventDraft(.contactsMerged(event)))
      }
      try changing.append(drafts)
      try showAgain(root.id, changing, common)
    }
  }
}

struct ContactUnmerge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unmerge", abstract: "Say that contacts are two: undo a merge, or refuse a proposed one.",
    discussion: """
      The merged contact is named by its id or name, as `evrak contact show` prints them, or by an address or number that
      was its own before the merge. What was said of the contact since the merge stays with the kept one.

      EXAMPLES
        evrak contact unmerge derya@example.org d.aksoy@example.net
        evrak contact unmerge "Derya Aksoy" 7f3a90c1d2e4
      """)

  @Argument(help: "The contact that was kept.")
  var kept: String
  @Argument(help: "The one that was merged into it.")
  var merged: String
  @Option(name: .long, help: "Why, for the record.")
  var reason: String = ""
  @OptionGroup var common: ContactOptions

  func run() throws {
    try ChangingArchive.open(common.options) { changing in
      let view = changing.view
      let region = try common.country.region(in: view)
      let root = try ContactArgument.find(kept, in: view, region: region)
      let other = try own(view, region, root)
      guard other != root.id else {
        throw Failure(
          status: Failure.usage,
          message:
            "\(printable(merged)) was always \(printable(root.name)); `evrak contact unlink` takes an address away.")
      }
      let event = ContactsUnmerged.with {
        $0.keptID = Data(root.id.bytes)
        $0.mergedID = Data(other.bytes)
        $0.decidedBy = common.author.name
        $0.reason = reason
      }
      try changing.append([EventDraft(.contactsUnmerged(event))])
      try showAgain(other, changing, common)
    }
  }

  /// The contact itself, not the one that it was merged into.
  private func own(_ view: View<TimelineProjection>, _ region: String?, _ root: Contact) throws -> ContactID {
    if let key = IdentityKey(typed: merged, region: region), let id = try view.ownContact(of: key) { return id }
    if let id = try ContactArgument.id(merged, in: view), try view.contact(id) != nil { return id }
    // The name that it had before, if no other of them had it.
    if let wanted = IdentityKey(name: merged) {
      let bearers = try root.merged.filter { try view.ownName(of: $0).flatMap { IdentityKey(name: $0) } == wanted }
      if bearers.count == 1 { return bearers[0] }
    }
    return try ContactArgument.find(merged, in: view, region: region).id
  }
}
