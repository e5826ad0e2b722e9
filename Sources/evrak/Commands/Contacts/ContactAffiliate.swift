import Archive
import ArchiveEvents
import ArgumentParser
import EventLog
import Foundation
import SwiftProtobuf
import Views

struct ContactAffiliate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "affiliate", abstract: "Say who belongs to which organisation, in what role, from when until when.",
    discussion: """
      The timeline of an organisation has the items of its people for the time that they belonged to it. An organisation
      may belong to another one. @DOMAIN stands for all contacts with an address in the domain that belong to none.

      EXAMPLES
        evrak contact affiliate "Derya Aksoy" "Kuzey İnşaat" --role "Satın Alma" --from 2024-01-01
        evrak contact affiliate "Derya Aksoy" "Kuzey İnşaat" --role "Satın Alma" --until 2025-06-30
        evrak contact affiliate @kuzey-insaat.example "Kuzey İnşaat"
        evrak contact affiliate "Derya Aksoy" "Kuzey İnşaat" --remove      it never was so
      """)

  @Argument(help: "Address, number, name or id of the member, or @DOMAIN.")
  var member: String
  @Argument(help: "Address, name or id of the organisation.")
  var organisation: String
  @Option(name: .long, help: "What the member does there.")
  var role: String?
  @Option(name: .long, help: "The first day, YYYY-MM-DD.")
  var from: String?
  @Option(name: .long, help: "The last day, YYYY-MM-DD.")
  var until: String?
  @Flag(name: .long, help: "Take the affiliation back: it was a mistake.")
  var remove = false
  @OptionGroup var common: ContactOptions

  func validate() throws {
    for (name, value) in [("--from", from), ("--until", until)] {
      if let value, CivilDay(value) == nil {
        throw ValidationError("\(name) \(value) is no day; write YYYY-MM-DD, such as 2024-01-31.")
      }
    }
    if let from = from.flatMap({ CivilDay($0) }), let until = until.flatMap({ CivilDay($0) }), until < from {
      throw ValidationError("--until lies before --from.")
    }
  }

  func run() throws {
    try ChangingArchive.open(common.options) { changing in
      let view = changing.view
      let region = try common.country.region(in: view)
      let house = try ContactArgument.find(organisation, in: view, region: region)
      guard house.kind == .organisation else {
        throw Failure(
          status: Failure.usage,
          message: "\(printable(house.name)) is no organisation; `evrak contact edit … --organisation` makes it one.")
      }
      let members = try members(view, region, house)
      let drafts = try members.flatMap { try events($0, house) }.map { EventDraft(.affiliationChanged($0)) }
      try changing.append(drafts)
      try showAgain(house.id, changing, common)
    }
  }

  private func members(
    _ view: View<TimelineProjection>, _ region: String?, _ house: Contact
  ) throws -> [Contact] {
    guard member.hasPrefix("@"), let domain = IdentityKey(domain: member.dropFirst()) else {
      let found = try ContactArgument.find(member, in: view, region: region)
      guard found.id != house.id else {
        throw Failure(status: Failure.usage, message: "\(printable(house.name)) can't belong to itself.")
      }
      return [found]
    }
    let members = try view.contacts(ContactQuery("@" + domain.value, limit: 10_000)).compactMap {
      try view.contact($0.id)
    }.filter { $0.kind != .organisation && $0.affiliations.isEmpty }
    guard !members.isEmpty else {
      throw Failure(status: Failure.noInput, message: "No contact of \(domain) is without an organisation.")
    }
    return members
  }

  private func events(_ member: Contact, _ house: Contact) throws -> [AffiliationChanged] {
    let held = member.affiliations.filter { $0.contact == house.id }
    // The one that is meant: of this role, if a role is named, and an open one before one that has ended.
    let existing = held.filter { affiliation in
      (role == nil || affiliation.role == role)
        && (from == nil || affiliation.from == from || (affiliation.from.isEmpty && !remove))
    }.min { ($0.until.isEmpty ? 0 : 1, $1.from) < ($1.until.isEmpty ? 0 : 1, $0.from) }
    if existing == nil, remove || (until != nil && from == nil && !held.isEmpty) {
      let roles = held.map { $0.role.isEmpty ? "without a role" : "as \($0.role)" }
      let hint = roles.isEmpty ? "" : "; it belongs to it \(roles.joined(separator: " and "))"
      throw Failure(
        status: Failure.noInput,
        message: printable("\(member.name) has no such affiliation with \(house.name)\(hint)."))
    }
    let event = AffiliationChanged.with {
      $0.memberID = Data(member.id.bytes)
      $0.organisationID = Data(house.id.bytes)
      $0.role = role ?? existing?.role ?? ""
      $0.from = from ?? existing?.from ?? ""
      $0.until = until ?? existing?.until ?? ""
      $0.ended = remove
      $0.changedBy = common.author.name
    }
    if let first = CivilDay(event.from), let last = CivilDay(event.until), last < first {
      throw Failure(
        status: Failure.usage,
        message: printable("\(member.name) would belong to \(house.name) from \(first) until \(last), before that."))
    }
    // An affiliation is named by its first day: one whose first day becomes known gives way.
    guard let existing, existing.from != event.from else { return [event] }
    var before = event
    before.from = existing.from
    before.until = existing.until
    before.ended = true
    return [before, event]
  }
}
