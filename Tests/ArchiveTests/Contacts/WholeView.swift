import Archive
import ArchiveEvents
import Views

/// All that a view answers, for comparison with another one of the same log.
struct WholeView: Equatable {
  var contacts: [Contact] = []
  var histories: [[Position]] = []
  var accounts: [Account]
  var owners: [String]
  var timelines: [[TimelineEntry]] = []
  var proposals: [MergeProposal]
  var suggestions: [OrganisationSuggestion]
  var totals: TimelineTotals

  init(_ view: View<TimelineProjection>) throws {
    accounts = try view.accounts()
    owners = try view.owners()
    proposals = try view.mergeProposals(limit: 1_000)
    suggestions = try view.organisationSuggestions(limit: 1_000)
    totals = try view.totals()
    for summary in try view.contacts(ContactQuery(limit: .max)) {
      if let contact = try view.contact(summary.id) { contacts.append(contact) }
      histories.append(try view.history(of: summary.id))
    }
    let subjects =
      contacts.map { TimelineQuery.Subject.contact($0.id) } + accounts.map { .account($0.name) }
      + owners.map { .owner($0) }
    for subject in subjects { timelines.append(try view.page(TimelineQuery(subject, limit: .max))) }
  }
}
