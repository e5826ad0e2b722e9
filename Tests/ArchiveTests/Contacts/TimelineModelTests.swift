import Archive
import ArchiveEvents
import EventLog
import Foundation
import Testing
import Views

/// Contacts, accounts and timelines beside a model that computes each answer from all that ever happened.
@Suite("Contacts and timelines beside a naive model")
struct TimelineModelTests {
  @Test("whatever happens, in any order and in any batches", arguments: [1, 2, 3, 4] as [UInt64])
  func random(seed: UInt64) throws {
    let office = try Office()
    var history = RandomHistory(office, seed: seed)
    for phase in 1...4 {
      for _ in 0..<12 {
        let happening = (0..<1 + history.below(9)).compactMap { _ in history.next() }
        guard !happening.isEmpty else { continue }
        let outcomes = try office.archive.log.appendAndWait(happening.map(\.0))
        for ((draft, telling), outcome) in zip(happening, outcomes) { history.tell(draft, telling, outcome) }
        if history.below(3) == 0 {
          try office.view.catchUp(with: office.archive.log, batch: 1 + history.below(20))
          try learnIDs(&history.model, office)
        }
      }
      try office.view.catchUp(with: office.archive.log, batch: 1 + history.below(40))
      try learnIDs(&history.model, office)
      try compare(history.model, office, "seed \(seed), phase \(phase)")
      // Every other phase goes on with the view that was computed anew.
      let before = try WholeView(office.view)
      try office.rebuild()
      #expect(try WholeView(office.view) == before, "seed \(seed), phase \(phase)")
    }
    #expect(history.model.items.count > 50 && history.model.people.contains { $0.into != nil })
  }

  /// Ids that only the view can tell: of contacts that an address began after it was taken from another one.
  private func learnIDs(_ model: inout TimelineModel, _ office: Office) throws {
    for (key, home) in model.homes.sorted(by: { $0.key.value < $1.key.value }) where model.people[home].id == nil {
      let id = try #require(try office.view.ownContact(of: key))
      #expect(model.person(id) == nil && id != office.archive.log.contactID(first: key))
      model.people[home].id = id
    }
  }

  // MARK: Comparing

  private func compare(_ model: TimelineModel, _ office: Office, _ place: Comment) throws {
    let view = office.view
    #expect(try view.totals().items == UInt64(model.items.count), place)
    for (key, home) in model.homes {
      #expect(try view.contact(key)?.id == model.people[model.root(home)].id, place)
    }
    for person in model.people.indices {
      guard let id = model.people[person].id else { continue }
      let root = model.root(person)
      let contact = try #require(try view.contact(id), place)
      #expect(contact.id == model.people[root].id, place)
      guard root == person else { continue }
      try compare(contact, root, model, place)
      let items = model.items.filter { model.concerns($0, root) }
      try compare(.contact(id), items, model, view, place)
      #expect(contact.items == UInt64(items.count), place)
      #expect(contact.first == items.map(\.time).min() && contact.last == items.map(\.time).max(), place)
    }
    for account in model.accounts.keys {
      try compare(.account(account), model.items.filter { $0.accounts.contains(account) }, model, view, place)
    }
    for owner in model.owners {
      try compare(.owner(owner), model.items.filter { $0.owners.contains(owner) }, model, view, place)
    }
  }

  private struct Belonging: Hashable {
    let contact: ContactID?
    let role: String
    let from: String
    let until: String
  }

  private func compare(_ contact: Contact, _ root: Int, _ model: TimelineModel, _ place: Comment) throws {
    let person = model.people[root]
    let family = model.family(root)
    #expect(Set(contact.identities.map(\.key)) == model.keys(root), place)
    // Its own kind counts before that of any merged into it.
    let kinds = Set(family.map { model.people[$0].kind }).subtracting([.unknown])
    let isKind =
      person.kind == .unknown
      ? kinds.contains(contact.kind) || (kinds.isEmpty && contact.kind == .unknown) : contact.kind == person.kind
    #expect(isKind && contact.isAutomatic == family.allSatisfy { model.people[$0].isAutomatic }, place)
    #expect(contact.categories == Set(family.flatMap { model.people[$0].categories }).sorted(), place)
    #expect(Set(contact.merged) == Set(family.filter { $0 != root }.compactMap { model.people[$0].id }), place)
    if !person.name.isEmpty { #expect(contact.name == person.name, place) }
    let bonds = family.flatMap { model.people[$0].bonds }
    #expect(
      counted(
        contact.affiliations.map { Belonging(contact: $0.contact, role: $0.role, from: $0.from, until: $0.until) })
        == counted(
          bonds.map {
            Belonging(contact: model.people[model.root($0.house)].id, role: $0.role, from: $0.from, until: $0.until)
          }), place)
    let members = model.people.indices.flatMap { member in
      model.people[member].bonds.filter { model.root($0.house) == root }.map {
        Belonging(contact: model.people[model.root(member)].id, role: $0.role, from: $0.from, until: $0.until)
      }
    }
    #expect(
      counted(contact.members.map { Belonging(contact: $0.contact, role: $0.role, from: $0.from, until: $0.until) })
        == counted(members), place)
  }

  private func counted<Element: Hashable>(_ elements: [Element]) -> [Element: Int] {
    Dictionary(elements.map { ($0, 1) }, uniquingKeysWith: +)
  }

  /// A timeline in both orders, by each channel and direction, in pages and in periods.
  private func compare(
    _ subject: TimelineQuery.Subject, _ items: [TimelineModel.Item], _ model: TimelineModel,
    _ view: View<TimelineProjection>, _ place: Comment
  ) throws {
    let sorted = items.sorted { ($0.seconds, $0.position) < ($1.seconds, $1.position) }
    #expect(try view.count(subject) == UInt64(items.count), place)
    for oldestFirst in [true, false] {
      var query = TimelineQuery(subject, limit: .max, oldestFirst: oldestFirst)
      let all = try view.page(query)
      let wanted = oldestFirst ? sorted : sorted.reversed()
      #expect(all.map(\.position.rawValue) == wanted.map(\.position), place)
      #expect(all.map(\.direction) == wanted.map { model.direction($0) }, place)
      #expect(all.map(\.channel) == wanted.map(\.channel), place)
      #expect(try pages(query, view) == wanted.map(\.position), place)
      for channel in Channel.allCases {
        for directions in [[], [.inbound], [.outbound, .internal]] as [Set<Direction>] {
          (query.channels, query.directions) = ([channel], directions)
          let fitting = wanted.filter {
            $0.channel == channel && (directions.isEmpty || directions.contains(model.direction($0)))
          }
          #expect(try view.page(query).map(\.position.rawValue) == fitting.map(\.position), place)
        }
      }
      (query.channels, query.directions) = ([], [])
      guard let middle = sorted.isEmpty ? nil : sorted[sorted.count / 2] else { continue }
      (query.since, query.until) = (middle.time, Timestamp(secondsSinceEpoch: Int64(middle.seconds + 90 * 86_400)))
      let fitting = wanted.filter { $0.time >= middle.time && $0.seconds < middle.seconds + 90 * 86_400 }
      #expect(try pages(query, view) == fitting.map(\.position), place)
    }
  }

  /// Seven at a time, each page from where the one before ended.
  private func pages(_ query: TimelineQuery, _ view: View<TimelineProjection>) throws -> [UInt64] {
    var query = query
    query.limit = 7
    var found: [UInt64] = []
    while case let page = try view.page(query), let last = page.last {
      found += page.map(\.position.rawValue)
      query.cursor = TimelineCursor(last)
    }
    return found
  }
}

extension TimelineModel.Item {
  var time: Timestamp { Timestamp(secondsSinceEpoch: Int64(seconds)) }
}
