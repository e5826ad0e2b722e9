import Archive
import ArchiveEvents
import ArgumentParser
import EventLog
import Foundation
import SwiftProtobuf
import Views

struct ContactAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a person or organisation.",
    discussion: """
      An address that occurred in items is a contact already: `evrak contact edit` names it.

      EXAMPLES
        evrak contact add "Derya Aksoy" --mail derya@example.org --phone "+90 532 555 01 40"
        evrak contact add "Kuzey İnşaat" --organisation --domain kuzey-insaat.example --category customer
      """)

  @Argument(help: "The name.")
  var name: String
  @Flag(name: .long, help: "It is an organisation; by default it is a person.")
  var organisation = false
  @OptionGroup var details: ContactDetails
  @OptionGroup var common: ContactOptions

  func run() throws {
    try ChangingArchive.open(common.options) { changing in
      let region = try common.country.region(in: changing.view)
      let identities = try details.known.keys(region: region)
      for (key, _) in identities {
        if let known = try changing.view.contact(key) {
          throw Failure(
            status: Failure.cannotCreate,
            message:
              "\(key) belongs to \(printable(known.name)) already; `evrak contact edit \(key.value)` changes that contact."
          )
        }
      }
      var event = ContactChanged()
      event.contactID = Data(changing.archive.newContactID(first: identities.first?.key).bytes)
      event.kind = organisation ? .organisation : .person
      event.name = name
      try details.fill(&event, identities)
      event.changedBy = common.author.name
      try record(event, documents: details.document, changing, json: common.author.json)
    }
  }
}

struct ContactEdit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change name, kind, fields, categories or documents of a contact.",
    discussion: """
      EXAMPLES
        evrak contact edit derya@example.org --name "Derya Aksoy" --person --field title="Satın Alma"
        evrak contact edit "Kuzey İnşaat" --category customer --remove-category prospect
        evrak contact edit "Kuzey İnşaat" --document contract.pdf
        evrak contact edit derya@example.org --field title=          removes the title
      """)

  @Argument(help: "Address, number, name or id.")
  var contact: String
  @Option(name: .long, help: "The name.")
  var name: String?
  @Flag(name: .long, help: "It is a person.")
  var person = false
  @Flag(name: .long, help: "It is an organisation.")
  var organisation = false
  @Option(name: .long, help: "A category that it no longer has. May be repeated.")
  var removeCategory: [String] = []
  @OptionGroup var details: ContactDetails
  @OptionGroup var common: ContactOptions

  func validate() throws {
    guard !(person && organisation) else { throw ValidationError("--person and --organisation exclude each other.") }
    guard name != nil || person || organisation || !removeCategory.isEmpty || !details.isEmpty else {
      throw ValidationError("Nothing is to be changed: give --name, --field, --category or --document.")
    }
    guard details.known.isEmpty else {
      throw ValidationError("Addresses and numbers are linked with `evrak contact link`.")
    }
  }

  func run() throws {
    try ChangingArchive.open(common.options) { changing in
      let region = try common.country.region(in: changing.view)
      let known = try ContactArgument.find(contact, in: changing.view, region: region)
      var event = ContactChanged()
      event.contactID = Data(known.id.bytes)
      if let name { event.name = name }
      if person || organisation { event.kind = organisation ? .organisation : .person }
      event.categoriesRemoved = removeCategory
      try details.fill(&event, [])
      event.changedBy = common.author.name
      try record(event, documents: details.document, changing, json: common.author.json)
    }
  }
}

/// What can be said of a contact besides its name.
struct ContactDetails: ParsableArguments {
  @OptionGroup var known: IdentityOptions
  @Option(name: .long, help: "A category. May be repeated.")
  var category: [String] = []
  @Option(name: .long, help: "Something known of it, as NAME=VALUE: title, address, url, note … May be repeated.")
  var field: [String] = []
  @Option(name: .long, help: "A file that belongs to it. May be repeated.", completion: .file())
  var document: [String] = []

  var isEmpty: Bool { known.isEmpty && category.isEmpty && field.isEmpty && document.isEmpty }

  func fill(_ event: inout ContactChanged, _ identities: [(key: IdentityKey, recorded: Identity)]) throws {
    event.identitiesLinked = identities.map(\.recorded)
    event.categoriesAdded = category
    for field in field {
      guard let sign = field.firstIndex(of: "="), sign != field.startIndex else {
        throw Failure(status: Failure.usage, message: "--field \(printable(field)) has not the form NAME=VALUE.")
      }
      event.fieldsSet[String(field[..<sign])] = String(field[field.index(after: sign)...])
    }
  }
}

/// Appends a change with its documents and prints the contact as it is then.
private func record(
  _ event: ContactChanged, documents: [String], _ changing: ChangingArchive, json: Bool
) throws {
  var event = event
  let files = try documents.map { try AttachedFile($0) }
  event.documentNames = files.map(\.name)
  event.documentTypes = files.map(\.mediaType)
  try changing.append([EventDraft(.contactChanged(event), attachments: files.map(\.content))])
  try changing.view.catchUp(with: changing.archive.log)
  guard let id = ContactID(event.contactID), let contact = try changing.view.contact(id) else { return }
  try ContactShow.show(contact, changing.view, json: json)
}
