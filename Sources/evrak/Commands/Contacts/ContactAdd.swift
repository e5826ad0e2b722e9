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
  @OptionGroup var known: IdentityOptions
  @OptionGroup var details: ContactDetails
  @OptionGroup var common: ContactOptions

  func validate() throws { try ContactName.validate(name) }

  func run() throws {
    try ChangingArchive.open(common.options) { changing in
      let region = try common.country.region(in: changing.view)
      let identities = try known.keys(region: region)
      for (key, _) in identities {
        if let known = try changing.view.contact(key) {
          throw Failure(
            status: Failure.cannotCreate,
            message:
              "\(key) belongs to \(printable(known.name)) already; `evrak contact edit \(key.kind == .domain ? "@" : "")\(key.value)` changes that contact."
          )
        }
      }
      var event = ContactChanged()
      event.contactID = Data(changing.archive.newContactID(first: identities.first?.key).bytes)
      event.kind = organisation ? .organisation : .person
      event.name = name
      event.identitiesLinked = identities.map(\.recorded)
      try details.fill(&event)
      event.changedBy = common.author.name
      try ContactName.sayNamesakes(of: name, organisation ? .organisation : .person, in: changing.view)
      try record(event, documents: details.document, changing, json: common.author.json)
    }
  }
}

struct ContactEdit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change name, kind, fields, categories or documents of a contact.",
    discussion: """
      Addresses and numbers are linked with `evrak contact link`, and taken away with `unlink`.

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
    if let name { try ContactName.validate(name) }
    guard !(person && organisation) else { throw ValidationError("--person and --organisation exclude each other.") }
    guard name != nil || person || organisation || !removeCategory.isEmpty || !details.isEmpty else {
      throw ValidationError("Nothing is to be changed: give --name, --field, --category or --document.")
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
      try details.fill(&event)
      event.changedBy = common.author.name
      try record(event, documents: details.document, changing, json: common.author.json)
    }
  }
}

/// The name that a person gives to a contact.
enum ContactName {
  /// Namesakes that are named.
  private static let shown = 3

  static func validate(_ name: String) throws {
    guard IdentityKey(name: name) != nil else {
      throw ValidationError("The name is empty; a contact that is only an address or number is known without one.")
    }
  }

  /// Two people may bear one name, but neither is found by it from then on.
  static func sayNamesakes(of name: String, _ kind: Contact.Kind, in view: View<TimelineProjection>) throws {
    let wanted = IdentityKey(name: name)
    let found = try view.contacts(ContactQuery(name, limit: 200)).filter {
      IdentityKey(name: $0.name) == wanted && ($0.kind == kind || $0.kind == .unknown)
    }
    guard !found.isEmpty else { return }
    let others = found.prefix(shown).map(ContactSheet.handle).joined(separator: ", ")
    Failure.say(
      printable(
        "There is one of the name \(name) already (\(others)); `evrak contact merge` makes them one if they are."))
  }
}

/// What can be said of a contact besides its name.
struct ContactDetails: ParsableArguments {
  @Option(name: .long, help: "A category. May be repeated.")
  var category: [String] = []
  @Option(name: .long, help: "Something known of it, as NAME=VALUE: title, address, url, note … May be repeated.")
  var field: [String] = []
  @Option(name: .long, help: "A file that belongs to it. May be repeated.", completion: .file())
  var document: [String] = []

  var isEmpty: Bool { category.isEmpty && field.isEmpty && document.isEmpty }

  func fill(_ event: inout ContactChanged) throws {
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
