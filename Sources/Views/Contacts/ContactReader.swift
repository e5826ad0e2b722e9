import ArchiveEvents
import LMDB
import SwiftProtobuf

/// Reads records of contacts in any transaction.
struct ContactReader {
  let tables: ContactTables

  func identityNumber(
    _ key: IdentityKey, _ transaction: borrowing some ReadableTransaction & ~Copyable
  ) throws -> UInt64? {
    try transaction.get(tables.identities, key.bytes).flatMap { TimelineKeys.read($0) }
  }

  func identity(
    _ number: UInt64, _ transaction: borrowing some ReadableTransaction & ~Copyable
  ) throws -> IdentityRecord? {
    try transaction.get(tables.identityRecords, number).map { try IdentityRecord(serializedBytes: $0) }
  }

  func contact(
    _ number: UInt64, _ transaction: borrowing some ReadableTransaction & ~Copyable
  ) throws -> ContactRecord? {
    try transaction.get(tables.contacts, number).map { try ContactRecord(serializedBytes: $0) }
  }

  func number(
    _ id: ContactID, _ transaction: borrowing some ReadableTransaction & ~Copyable
  ) throws -> UInt64? {
    try transaction.get(tables.contactIDs, id.bytes).flatMap { TimelineKeys.read($0) }
  }

  /// Where merges lead from a contact; itself where there are none.
  func effective(
    _ number: UInt64, _ transaction: borrowing some ReadableTransaction & ~Copyable
  ) throws -> UInt64 {
    var number = number
    while let contact = try contact(number, transaction), contact.mergedInto != 0 { number = contact.mergedInto }
    return number
  }

  /// The contact and all that were merged into it, with their numbers.
  func family(
    of number: UInt64, _ transaction: borrowing some ReadableTransaction & ~Copyable
  ) throws -> [(number: UInt64, record: ContactRecord)] {
    var family: [(number: UInt64, record: ContactRecord)] = []
    var waiting = [number]
    while let next = waiting.popLast() {
      guard let record = try contact(next, transaction) else { continue }
      family.append((next, record))
      waiting += record.merged.reversed()
    }
    return family
  }

  /// An address or number as people read it; the name of a sender as it was written, not as it is compared.
  private static func shown(_ record: IdentityRecord) -> String? {
    guard let key = IdentityKey(Array(record.key.utf8)) else { return nil }
    return key.kind == .name && !record.written.isEmpty ? record.written : key.description
  }

  /// What is known of a contact with all that were merged into it.
  struct Facts {
    var kind = Contact.Kind.unknown
    /// Nobody has spoken of any of them.
    var isAutomatic = true
    var categories: Set<String> = []
  }

  static func facts(_ family: [(number: UInt64, record: ContactRecord)]) -> Facts {
    var facts = Facts()
    for (_, record) in family {
      if facts.kind == .unknown { facts.kind = View<TimelineProjection>.kind(record) }
      facts.isAutomatic = facts.isAutomatic && record.automatic
      facts.categories.formUnion(record.categories)
    }
    return facts
  }

  /// The name that is shown: the given one, else the best that was seen, else the first address or number.
  func name(
    of number: UInt64, _ transaction: borrowing some ReadableTransaction & ~Copyable
  ) throws -> String {
    let family = try family(of: number, transaction)
    if let name = try properName(of: family, transaction) { return name }
    for identity in family.flatMap(\.record.identities) {
      if let record = try self.identity(identity, transaction) {
        let key = IdentityKey(Array(record.key.utf8))
        // A sender's name is shown as it was written, not as it is compared.
        if key?.kind == .name, !record.written.isEmpty { return record.written }
        return key?.description ?? record.key
      }
    }
    return ""
  }

  /// The given name, else the best that was seen; nil where only addresses and numbers are known.
  func properName(
    of family: [(number: UInt64, record: ContactRecord)], _ transaction: borrowing some ReadableTransaction & ~Copyable
  ) throws -> String? {
    if let given = family.first(where: { !$0.record.name.isEmpty })?.record.name { return given }
    var seen = IdentityRecord()
    for identity in family.flatMap(\.record.identities) {
      if let names = try self.identity(identity, transaction)?.names { seen.names += names }
    }
    let best = DisplayNames.best(seen)
    return best.isEmpty ? nil : best
  }
}
