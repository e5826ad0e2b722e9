public import ArchiveEvents
public import EventLog
import Foundation
import LMDB
import SwiftProtobuf

/// Identities and contacts within one transaction: records are read once, changed in memory and written at the end, since
/// the same few people come again and again.
final class ContactBook {
  /// A record with what follows from it.
  final class Identity {
    var record: IdentityRecord
    let number: UInt64
    var isChanged = false
    let key: IdentityKey?

    init(_ number: UInt64, _ record: IdentityRecord) {
      self.number = number
      self.record = record
      key = IdentityKey(Array(record.key.utf8))
    }

    /// The best display name; of a sender that is nothing but a name, that name.
    var shownName: String {
      let best = DisplayNames.best(record)
      guard best.isEmpty, let key, key.kind == .name else { return best }
      return record.written.isEmpty ? key.value : record.written
    }
  }

  final class Contact {
    var record: ContactRecord
    let number: UInt64
    var isChanged = false
    /// Organisations that it belongs to, those of contacts merged into it included; computed when it is asked for.
    var memberships: [Membership]?

    init(_ number: UInt64, _ record: ContactRecord) {
      self.number = number
      self.record = record
    }
  }

  struct Membership {
    let organisation: UInt64
    let from: CivilDay?
    let until: CivilDay?

    func covers(_ day: CivilDay) -> Bool { from.map { $0 <= day } ?? true && until.map { day <= $0 } ?? true }
  }

  let tables: ContactTables
  private let counters: Table
  private let log: any ArchiveLog
  private var numbers: [IdentityKey: UInt64] = [:]
  private var identities: [UInt64: Identity] = [:]
  private var contacts: [UInt64: Contact] = [:]

  init(_ tables: ContactTables, counters: Table, log: any ArchiveLog) {
    self.tables = tables
    self.counters = counters
    self.log = log
  }

  // MARK: Identities

  /// The number of an identity that occurs in an item; a new one begins a contact of its own.
  func number(
    of key: IdentityKey, written: String, name: String?, at position: UInt64,
    _ transaction: borrowing WriteTransaction
  ) throws -> UInt64 {
    let known = try knownNumber(of: key, transaction)
    let number = try known ?? addIdentity(key, written: written, at: position, transaction)
    if let name, let identity = try identity(number, transaction) {
      DisplayNames.count(name, in: &identity.record)
      identity.isChanged = true
    }
    return number
  }

  func knownNumber(of key: IdentityKey, _ transaction: borrowing WriteTransaction) throws -> UInt64? {
    if let number = numbers[key] { return number }
    guard let number = try transaction.get(tables.identities, key.bytes).flatMap({ TimelineKeys.read($0) }) else {
      return nil
    }
    numbers[key] = number
    return number
  }

  func identity(_ number: UInt64, _ transaction: borrowing WriteTransaction) throws -> Identity? {
    if let identity = identities[number] { return identity }
    guard let stored = try transaction.get(tables.identityRecords, number) else { return nil }
    let identity = Identity(number, try IdentityRecord(serializedBytes: stored))
    identities[number] = identity
    return identity
  }

  /// Makes an identity that leads to `contact`, by default to one of its own.
  func addIdentity(
    _ key: IdentityKey, written: String, at position: UInt64, of contact: UInt64? = nil,
    _ transaction: borrowing WriteTransaction
  ) throws -> UInt64 {
    let number = try TimelineCounter.next("identities", counters, transaction)
    numbers[key] = number
    _ = try transaction.put(tables.identities, key.bytes, TimelineKeys.number(number))
    if key.kind == .mailAddress || key.kind == .domain, let domain = Self.domain(of: key) {
      _ = try transaction.put(tables.domains, Array(domain.utf8) + [0] + TimelineKeys.number(number), [])
    }
    var record = IdentityRecord()
    record.key = String(decoding: key.bytes, as: UTF8.self)
    record.written = written == key.value ? "" : String(decoding: written.utf8.prefix(500), as: UTF8.self)
    let identity = Identity(number, record)
    identity.isChanged = true
    identities[number] = identity
    let home = try contact ?? addAutomatic(for: key, at: position, transaction)
    try lead(identity, to: home, transaction)
    return number
  }

  /// The registrable domain of an address or domain.
  static func domain(of key: IdentityKey) -> String? {
    switch key.kind {
    case .mailAddress:
      key.value.lastIndex(of: "@").flatMap { RegistrableDomain.of(key.value[key.value.index(after: $0)...]) }
    case .domain: RegistrableDomain.of(key.value)
    case .number, .name: nil
    }
  }

  /// Makes the contact the home of an identity; it leaves the one before.
  func lead(_ identity: Identity, to home: UInt64, _ transaction: borrowing WriteTransaction) throws {
    if identity.record.contact != 0, let before = try contact(identity.record.contact, transaction) {
      before.record.identities.removeAll { $0 == identity.number }
      before.isChanged = true
    }
    identity.record.contact = home
    identity.isChanged = true
    guard let contact = try contact(home, transaction) else { return }
    contact.record.identities.append(identity.number)
    contact.isChanged = true
  }

  // MARK: Contacts

  func contact(_ number: UInt64, _ transaction: borrowing WriteTransaction) throws -> Contact? {
    if let contact = contacts[number] { return contact }
    guard let stored = try transaction.get(tables.contacts, number) else { return nil }
    let contact = Contact(number, try ContactRecord(serializedBytes: stored))
    contacts[number] = contact
    return contact
  }

  func knownContact(_ id: ContactID, _ transaction: borrowing WriteTransaction) throws -> Contact? {
    guard let number = try transaction.get(tables.contactIDs, id.bytes).flatMap({ TimelineKeys.read($0) }) else {
      return nil
    }
    return try contact(number, transaction)
  }

  func addContact(_ id: ContactID, automatic: Bool, _ transaction: borrowing WriteTransaction) throws -> Contact {
    let number = try TimelineCounter.next("subjects", counters, transaction)
    _ = try transaction.put(tables.contactIDs, id.bytes, TimelineKeys.number(number))
    var record = ContactRecord()
    record.contactID = Data(id.bytes)
    record.automatic = automatic
    let contact = Contact(number, record)
    contact.isChanged = true
    contacts[number] = contact
    return contact
  }

  /// A contact for an identity that nobody has told anything of.
  func addAutomatic(
    for key: IdentityKey, at position: UInt64, _ transaction: borrowing WriteTransaction
  ) throws -> UInt64 {
    var id = log.contactID(first: key)
    if try knownContact(id, transaction) != nil {
      // The identity was taken from the contact that is named by it.
      id = log.derivedID(of: Array("contact\0".utf8) + key.bytes + [0] + TimelineKeys.number(position))
    }
    return try addContact(id, automatic: true, transaction).number
  }

  /// Where merges lead from a contact; itself where there are none.
  func effective(_ number: UInt64, _ transaction: borrowing WriteTransaction) throws -> UInt64 {
    var number = number
    while let contact = try contact(number, transaction), contact.record.mergedInto != 0 {
      number = contact.record.mergedInto
    }
    return number
  }

  /// The contact of an identity, merges followed.
  func contact(ofIdentity number: UInt64, _ transaction: borrowing WriteTransaction) throws -> UInt64? {
    guard let identity = try identity(number, transaction) else { return nil }
    return try effective(identity.record.contact, transaction)
  }

  /// The contact and all that were merged into it.
  func family(of number: UInt64, _ transaction: borrowing WriteTransaction) throws -> [UInt64] {
    var family = [number]
    var next = 0
    while next < family.count {
      if let contact = try contact(family[next], transaction) { family += contact.record.merged }
      next += 1
    }
    return family
  }

  /// Organisations that a contact, whose merges were followed, belongs to.
  func memberships(of number: UInt64, _ transaction: borrowing WriteTransaction) throws -> [Membership] {
    guard let root = try contact(number, transaction) else { return [] }
    if let known = root.memberships { return known }
    var found: [Membership] = []
    for member in try family(of: number, transaction) {
      for affiliation in try contact(member, transaction)?.record.affiliations ?? [] {
        found.append(
          Membership(
            organisation: try effective(affiliation.organisation, transaction), from: CivilDay(affiliation.from),
            until: CivilDay(affiliation.until)))
      }
    }
    root.memberships = found
    return found
  }

  /// After a merge, an un-merge or a new affiliation.
  func forgetMemberships() {
    for contact in contacts.values { contact.memberships = nil }
  }

  // MARK: Writing

  /// Puts all that changed into the tables.
  func write(_ transaction: borrowing WriteTransaction) throws {
    for identity in identities.values.filter(\.isChanged).sorted(by: { $0.number < $1.number }) {
      let best = NameIndex.form(identity.shownName)
      try NameIndex.replace(
        identity.record.indexedName, by: best, of: .identity(identity.number), tables.names, transaction)
      identity.record.indexedName = best
      let bytes: [UInt8] = try identity.record.serializedBytes()
      _ = try transaction.put(tables.identityRecords, identity.number, bytes)
    }
    for contact in contacts.values.filter(\.isChanged).sorted(by: { $0.number < $1.number }) {
      let form = NameIndex.form(contact.record.name)
      try NameIndex.replace(
        contact.record.indexedName, by: form, of: .contact(contact.number), tables.names, transaction)
      contact.record.indexedName = form
      let bytes: [UInt8] = try contact.record.serializedBytes()
      _ = try transaction.put(tables.contacts, contact.number, bytes)
    }
  }
}

extension ArchiveLog {
  /// The id of the contact that began with this identity.
  public func contactID(first key: IdentityKey) -> ContactID {
    derivedID(of: Array("contact\0".utf8) + key.bytes)
  }
}
