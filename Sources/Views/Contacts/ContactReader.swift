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

  /// The name that is shown: the given one, else the best that was seen, else the first address or number.
  func name(
    of number: UInt64, _ transaction: borrowing some ReadableTransaction & ~Copyable
  ) throws -> String {
    let family = try family(of: number, transaction)
    if let given = family.first(where: { !$0.record.name.isEmpty })?.record.name { return given }
    var best = IdentityRecord()
    var first: String?
    for member in family {
      for identity in member.record.identities {
        guard let record = try self.identity(identity, transaction) else { continue }
        first = first ?? IdentityKey(Array(record.key.utf8))?.description
        best.names += record.names
      }
    }
    let seen = DisplayNames.best(best)
    return seen.isEmpty ? first ?? "" : seen
  }
}
