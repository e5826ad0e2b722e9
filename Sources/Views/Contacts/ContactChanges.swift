import ArchiveEvents
import Foundation
import LMDB

/// What the events about contacts do to the records. Each answers with the subjects whose items must be placed anew.
struct ContactChanges {
  let book: ContactBook
  let position: UInt64

  /// `contact.changed`, with the number of documents that came with it.
  func apply(_ event: ContactChanged, _ transaction: borrowing WriteTransaction) throws -> Set<UInt64> {
    guard let id = ContactID(event.contactID) else { return [] }
    let named = try book.knownContact(id, transaction) ?? book.addContact(id, automatic: false, transaction)
    guard let contact = try book.contact(book.effective(named.number, transaction), transaction) else { return [] }
    contact.record.automatic = false
    contact.isChanged = true
    if event.hasKind { contact.record.kind = UInt32(clamping: event.kind.rawValue) }
    if event.hasName { contact.record.name = event.name }
    for (key, value) in event.fieldsSet { contact.record.fields[key] = value.isEmpty ? nil : value }
    contact.record.categories = Set(contact.record.categories).union(event.categoriesAdded).sorted()
    // What is taken away is gone from those that were merged into it, too, or it would still be shown.
    let removed = event.fieldsSet.filter(\.value.isEmpty).map(\.key)
    if !removed.isEmpty || !event.categoriesRemoved.isEmpty {
      for number in try book.family(of: contact.number, transaction) {
        guard let member = try book.contact(number, transaction) else { continue }
        for key in removed { member.record.fields[key] = nil }
        member.record.categories.removeAll { event.categoriesRemoved.contains($0) }
        member.isChanged = true
      }
    }
    for (index, name) in event.documentNames.enumerated() {
      var document = Evrak_Views_V1_ContactDocument()
      document.name = name
      document.mediaType = index < event.documentTypes.count ? event.documentTypes[index] : ""
      document.position = position
      document.index = UInt32(clamping: index)
      contact.record.documents.append(document)
    }
    var affected: Set<UInt64> = []
    for identity in event.identitiesLinked { affected.formUnion(try link(identity, to: contact, transaction)) }
    for identity in event.identitiesUnlinked { affected.formUnion(try unlink(identity, from: contact, transaction)) }
    try note(contact, transaction)
    return affected
  }

  private func link(
    _ identity: Identity, to contact: ContactBook.Contact, _ transaction: borrowing WriteTransaction
  ) throws -> Set<UInt64> {
    guard let key = IdentityKey(identity) else { return [] }
    // Whoever links a number says what it is used for.
    let isFax = key.kind == .number && identity.kind == .faxNumber
    guard let number = try book.knownNumber(of: key, transaction), let known = try book.identity(number, transaction)
    else {
      let new = try book.addIdentity(key, written: identity.value, at: position, of: contact.number, transaction)
      try book.identity(new, transaction)?.record.fax = isFax
      return []
    }
    if known.record.fax != isFax { (known.record.fax, known.isChanged) = (isFax, true) }
    let home = known.record.contact
    guard home != contact.number else { return [] }
    let before = try book.effective(home, transaction)
    try book.lead(known, to: contact.number, transaction)
    return try Set([before]).union(absorb(home, into: contact, transaction))
  }

  /// A contact that was nothing but an address is the one that the address leads to now, for the notes and whatever else
  /// that name it by its id.
  private func absorb(
    _ number: UInt64, into contact: ContactBook.Contact, _ transaction: borrowing WriteTransaction
  ) throws -> Set<UInt64> {
    guard let shell = try book.contact(number, transaction), shell.record.automatic, shell.record.identities.isEmpty,
      shell.record.mergedInto == 0, shell.record.merged.isEmpty
    else { return [] }
    shell.record.mergedInto = contact.number
    contact.record.merged.append(shell.number)
    (shell.isChanged, contact.isChanged) = (true, true)
    book.forgetMemberships()
    return [shell.number]
  }

  private func unlink(
    _ identity: Identity, from contact: ContactBook.Contact, _ transaction: borrowing WriteTransaction
  ) throws -> Set<UInt64> {
    guard let key = IdentityKey(identity), let number = try book.knownNumber(of: key, transaction),
      let known = try book.identity(number, transaction),
      try book.effective(known.record.contact, transaction) == contact.number
    else { return [] }
    try book.lead(known, to: book.addAutomatic(for: key, at: position, transaction), transaction)
    return [contact.number]
  }

  /// `contacts.merged`.
  func apply(_ event: ContactsMerged, _ transaction: borrowing WriteTransaction) throws -> Set<UInt64> {
    guard let (kept, merged) = try pair(event.keptID, event.mergedID, transaction),
      let root = try book.contact(book.effective(kept.number, transaction), transaction),
      let child = try book.contact(book.effective(merged.number, transaction), transaction),
      root.number != child.number
    else { return [] }
    child.record.mergedInto = root.number
    root.record.merged.append(child.number)
    root.record.apart.removeAll { $0 == child.record.contactID }
    child.record.apart.removeAll { $0 == root.record.contactID }
    (root.isChanged, child.isChanged) = (true, true)
    book.forgetMemberships()
    for contact in [root, child] { try note(contact, transaction) }
    // Also the kept one: what the other belonged to is its own now.
    return try Set([root.number, child.number]).union(members(of: child, transaction))
  }

  /// `contacts.unmerged`: of contacts that are not merged, that they are different ones.
  func apply(_ event: ContactsUnmerged, _ transaction: borrowing WriteTransaction) throws -> Set<UInt64> {
    guard let (kept, merged) = try pair(event.keptID, event.mergedID, transaction) else { return [] }
    for contact in [kept, merged] { try note(contact, transaction) }
    guard kept.number != merged.number else { return [] }
    let root = try book.effective(kept.number, transaction)
    // Of two that are one, whichever was merged is set free, however the two are named.
    let parted = merged.record.mergedInto != 0 ? merged : kept
    guard try book.effective(merged.number, transaction) == root,
      let parent = try book.contact(parted.record.mergedInto, transaction)
    else {
      holdApart(kept, merged)
      return []
    }
    holdApart(parted, parent)
    parted.record.mergedInto = 0
    parent.record.merged.removeAll { $0 == parted.number }
    (parted.isChanged, parent.isChanged) = (true, true)
    book.forgetMemberships()
    return try Set([root]).union(members(of: parted, transaction))
  }

  /// The two are not proposed for a merge again.
  private func holdApart(_ first: ContactBook.Contact, _ second: ContactBook.Contact) {
    for (one, other) in [(first, second), (second, first)] where !one.record.apart.contains(other.record.contactID) {
      one.record.apart.append(other.record.contactID)
      one.isChanged = true
    }
  }

  /// `affiliation.changed`.
  func apply(_ event: AffiliationChanged, _ transaction: borrowing WriteTransaction) throws -> Set<UInt64> {
    guard let (member, organisation) = try pair(event.memberID, event.organisationID, transaction),
      let person = try book.contact(book.effective(member.number, transaction), transaction),
      let house = try book.contact(book.effective(organisation.number, transaction), transaction),
      person.number != house.number
    else { return [] }
    // The affiliation may stand with a contact that was merged into this one, or name one merged into the organisation.
    let houses = Set(try book.family(of: house.number, transaction))
    for number in try book.family(of: person.number, transaction) {
      guard let holder = try book.contact(number, transaction) else { continue }
      let count = holder.record.affiliations.count
      holder.record.affiliations.removeAll {
        houses.contains($0.organisation) && $0.role == event.role && $0.from == event.from
      }
      if holder.record.affiliations.count != count { holder.isChanged = true }
    }
    if !event.ended {
      var affiliation = Evrak_Views_V1_ContactAffiliation()
      affiliation.organisation = house.number
      affiliation.role = event.role
      affiliation.from = event.from
      affiliation.until = event.until
      person.record.affiliations.append(affiliation)
      if !house.record.members.contains(person.number) { house.record.members.append(person.number) }
    } else if !person.record.affiliations.contains(where: { houses.contains($0.organisation) }) {
      house.record.members.removeAll { $0 == person.number }
    }
    // Somebody has spoken of both.
    (person.record.automatic, house.record.automatic) = (false, false)
    (person.isChanged, house.isChanged) = (true, true)
    book.forgetMemberships()
    for contact in [person, house] { try note(contact, transaction) }
    return [person.number]
  }

  private func pair(
    _ first: Data, _ second: Data, _ transaction: borrowing WriteTransaction
  ) throws -> (ContactBook.Contact, ContactBook.Contact)? {
    guard let firstID = ContactID(first), let secondID = ContactID(second),
      let one = try book.knownContact(firstID, transaction), let other = try book.knownContact(secondID, transaction)
    else { return nil }
    return (one, other)
  }

  /// Those whose items stand in the timeline of an organisation, if the contact is one.
  private func members(
    of contact: ContactBook.Contact, _ transaction: borrowing WriteTransaction
  ) throws -> Set<UInt64> {
    var members: Set<UInt64> = []
    for number in try book.family(of: contact.number, transaction) {
      for member in try book.contact(number, transaction)?.record.members ?? [] {
        members.insert(try book.effective(member, transaction))
      }
    }
    return members
  }

  /// The contact's history leads to this event.
  private func note(_ contact: ContactBook.Contact, _ transaction: borrowing WriteTransaction) throws {
    _ = try transaction.put(book.tables.changes, TimelineKeys.pair(contact.number, position), [])
  }
}
