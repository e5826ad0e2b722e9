import Archive
import ArchiveEvents
import ArgumentParser
import Views

struct ContactsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contacts", abstract: "List people and organisations.",
    discussion: """
      QUERY is the beginning of a word of the name, of an address or of a number, or a domain; case, accents and the four
      letters İ I ı i make no difference.

      EXAMPLES
        evrak contacts
        evrak contacts aksoy
        evrak contacts @kuzey-insaat.example
        evrak contacts "0232 555"
        evrak contacts --category supplier --json
        evrak contacts --proposals
      """)

  @Argument(help: "What to look for; by default all are listed.")
  var query: String = ""
  @Option(name: .long, help: "person or organisation.")
  var kind: ContactKind?
  @Option(name: .long, help: "Only those of this category.")
  var category: String?
  @Flag(name: .long, help: "Contacts that may be one, and organisations that addresses hint at; a person decides.")
  var proposals = false
  @Option(name: .long, help: "Contacts to print at most.")
  var limit = 200
  @OptionGroup var country: RegionOptions
  @Flag(name: .long, help: "One JSON object a line.")
  var json = false
  @OptionGroup var options: ArchiveOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit must be at least 1.") }
  }

  func run() throws {
    let readable = try options.openForReading()
    defer { readable.close() }
    let view = readable.timelines
    if proposals { return try printProposals(view) }
    let found = try view.contacts(
      ContactQuery(
        query, region: country.region(in: view), kind: kind?.viewed, category: category, limit: limit))
    if found.isEmpty, !query.isEmpty { throw try ContactArgument.unknown(query, in: view) }
    for contact in found { print(json ? ContactSheet.json(contact).text : ContactSheet.line(contact)) }
    if !json, found.count == limit { Failure.say("The first \(limit) contacts are shown; --limit shows more.") }
  }

  private func printProposals(_ view: View<TimelineProjection>) throws {
    let merges = try view.mergeProposals(limit: limit)
    let organisations = try view.organisationSuggestions(limit: limit)
    if json {
      for merge in merges {
        print(
          JSONLine.object([
            ("proposal", .string("merge")), ("reason", .string("the same name, \(merge.name)")),
            ("first", ContactSheet.json(merge.first)), ("second", ContactSheet.json(merge.second)),
          ]).text)
      }
      for suggestion in organisations {
        print(
          JSONLine.object([
            ("proposal", .string("organisation")), ("domain", .string(suggestion.domain)),
            ("organisation", .optional(suggestion.organisation?.description)),
            ("contacts", .strings(suggestion.contacts.map(\.description))),
          ]).text)
      }
      return
    }
    for merge in merges {
      print("The same name, \(printable(merge.name)):")
      for contact in [merge.first, merge.second] { print("    \(ContactSheet.line(contact))") }
      let pair = "\(ContactSheet.handle(merge.first)) \(ContactSheet.handle(merge.second))"
      print("  evrak contact merge \(pair)")
      print("  evrak contact unmerge \(pair)        if they are two")
    }
    for suggestion in organisations {
      let domain = IdentityKey(domain: suggestion.domain)?.description ?? suggestion.domain
      let people = suggestion.contacts.count == 1 ? "1 contact belongs" : "\(suggestion.contacts.count) contacts belong"
      print("\(printable(domain)): \(people) to no organisation")
      // A registrable domain in ASCII has no sign that a shell would act on.
      if let organisation = suggestion.organisation {
        print("  evrak contact affiliate @\(suggestion.domain) \(organisation.description.prefix(16))")
      } else {
        print("  evrak contact add NAME --organisation --domain \(suggestion.domain)")
      }
    }
    if merges.isEmpty, organisations.isEmpty { print("Nothing is proposed.") }
  }
}

enum ContactKind: String, ExpressibleByArgument, CaseIterable {
  case person, organisation

  var viewed: Contact.Kind { self == .person ? .person : .organisation }
  var recorded: ContactChanged.Kind { self == .person ? .person : .organisation }
}
