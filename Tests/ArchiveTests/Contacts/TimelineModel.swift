import ArchiveEvents
import EventLog
import Foundation
import Views

/// What contacts, accounts and timelines must be, worked out in the plainest way: what happened is kept as it was told,
/// and each question is answered from all of it as it stands at the end.
struct TimelineModel {
  struct Item {
    var position: UInt64 = 0
    var channel: Channel
    /// Of the capture, where it says.
    var stated: Direction?
    var seconds: Int
    var day: String
    var senders: [IdentityKey] = []
    var receivers: [IdentityKey] = []
    /// Contacts that a note names by id.
    var named: [Int] = []
    var accounts: Set<String> = []
    var owners: Set<String> = []
  }

  /// A contact as it is without regard to merges.
  struct Person {
    var id: ContactID?
    var name = ""
    var kind = Contact.Kind.unknown
    var categories: Set<String> = []
    var into: Int?
    var bonds: [Bond] = []
    var isAutomatic = false
  }

  struct Bond: Hashable {
    var house: Int
    var role: String
    var from: String
    var until: String

    func covers(_ day: String) -> Bool { (from.isEmpty || from <= day) && (until.isEmpty || day <= until) }
  }

  private(set) var items: [Item] = []
  var people: [Person] = []
  /// Whose an address or number is.
  private(set) var homes: [IdentityKey: Int] = [:]
  /// Accounts with their aliases.
  private(set) var accounts: [String: [String]] = [:]
  private(set) var owners: Set<String> = []
  /// Who answers for an account now, where somebody said so.
  private var answering: [String: String] = [:]

  // MARK: What happens

  mutating func captured(_ item: Item, account: String, owner: String, log: any ArchiveLog) {
    var item = item
    seen(&item, account, owner)
    for key in item.senders + item.receivers where homes[key] == nil { homes[key] = addPerson(for: key, log) }
    items.append(item)
  }

  mutating func sighted(_ position: UInt64, account: String, owner: String) {
    guard let index = items.firstIndex(where: { $0.position == position }) else { return }
    var item = items[index]
    seen(&item, account, owner)
    items[index] = item
  }

  private mutating func seen(_ item: inout Item, _ account: String, _ owner: String) {
    if !account.isEmpty {
      accounts[account] = accounts[account] ?? []
      item.accounts.insert(account)
    }
    for owner in [owner, answering[account] ?? ""] where !owner.isEmpty {
      owners.insert(owner)
      item.owners.insert(owner)
    }
  }

  /// Its id is told by its first address; where another contact has that one already, only the view can tell.
  private mutating func addPerson(for key: IdentityKey, _ log: any ArchiveLog) -> Int {
    let id = log.contactID(first: key)
    people.append(Person(id: person(id) == nil ? id : nil, isAutomatic: true))
    return people.count - 1
  }

  mutating func changed(_ event: ContactChanged, log: any ArchiveLog) {
    guard let id = ContactID(event.contactID) else { return }
    let known = person(id)
    if known == nil { people.append(Person(id: id)) }
    let root = root(known ?? people.count - 1)
    people[root].isAutomatic = false
    if event.hasName { people[root].name = event.name }
    if event.hasKind { people[root].kind = event.kind == .organisation ? .organisation : .person }
    people[root].categories.formUnion(event.categoriesAdded)
    for index in family(root) { people[index].categories.subtract(event.categoriesRemoved) }
    for key in event.identitiesLinked.compactMap({ IdentityKey($0) }) where homes[key] != root {
      let shell = homes.updateValue(root, forKey: key)
      if let shell, people[shell].isAutomatic, people[shell].into == nil, !homes.values.contains(shell),
        !people.contains(where: { $0.into == shell })
      {
        // It was nothing but this address.
        people[shell].into = root
      }
    }
    for key in event.identitiesUnlinked.compactMap({ IdentityKey($0) }) where homes[key].map({ self.root($0) }) == root
    {
      homes[key] = addPerson(for: key, log)
    }
  }

  mutating func merged(_ event: ContactsMerged) {
    guard let (kept, merged) = pair(event.keptID, event.mergedID), root(kept) != root(merged) else { return }
    people[root(merged)].into = root(kept)
  }

  mutating func unmerged(_ event: ContactsUnmerged) {
    guard let (kept, merged) = pair(event.keptID, event.mergedID), kept != merged, root(kept) == root(merged) else {
      return
    }
    people[people[merged].into == nil ? kept : merged].into = nil
  }

  mutating func affiliated(_ event: AffiliationChanged) {
    guard let (member, house) = pair(event.memberID, event.organisationID), root(member) != root(house) else { return }
    let houses = family(root(house))
    for index in family(root(member)) {
      people[index].bonds.removeAll { houses.contains($0.house) && $0.role == event.role && $0.from == event.from }
    }
    // Whoever says where somebody belongs has spoken of both.
    let ends = [root(member), root(house)]
    for index in ends { people[index].isAutomatic = false }
    guard !event.ended else { return }
    people[ends[0]].bonds.append(
      Bond(house: root(house), role: event.role, from: event.from, until: event.until))
  }

  mutating func declared(_ event: AccountChanged) {
    accounts[event.account] = event.aliases
    answering[event.account] = event.owner
    guard !event.owner.isEmpty else { return }
    owners.insert(event.owner)
    for index in items.indices where items[index].accounts.contains(event.account) {
      items[index].owners.insert(event.owner)
    }
  }

  private func pair(_ first: Data, _ second: Data) -> (Int, Int)? {
    guard let first = ContactID(first).flatMap({ person($0) }), let second = ContactID(second).flatMap({ person($0) })
    else { return nil }
    return (first, second)
  }

  // MARK: What follows

  func person(_ id: ContactID) -> Int? { people.firstIndex { $0.id == id } }

  func root(_ person: Int) -> Int {
    var person = person
    while let next = people[person].into { person = next }
    return person
  }

  func family(_ root: Int) -> [Int] { people.indices.filter { self.root($0) == root } }

  func keys(_ root: Int) -> Set<IdentityKey> { Set(homes.filter { self.root($0.value) == root }.keys) }

  private func isOurs(_ key: IdentityKey) -> Bool {
    accounts.contains { name, aliases in
      ([name] + aliases).contains { text in
        text.hasPrefix("@") ? key.kind == .mailAddress && key.value.hasSuffix(text) : key.value == text
      }
    }
  }

  func direction(_ item: Item) -> Direction {
    if let stated = item.stated { return stated }
    guard item.senders.contains(where: isOurs) else { return .inbound }
    return !item.receivers.isEmpty && item.receivers.allSatisfy(isOurs) ? .internal : .outbound
  }

  func concerns(_ item: Item, _ contact: Int) -> Bool {
    let those = Set((item.senders + item.receivers).compactMap { homes[$0] } + item.named).map(root)
    return those.contains { person in
      person == contact
        || family(person).contains { people[$0].bonds.contains { root($0.house) == contact && $0.covers(item.day) } }
    }
  }
}
