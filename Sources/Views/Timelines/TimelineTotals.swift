import LMDB
import SwiftProtobuf

/// Running totals of an archive, for `evrak stats`.
public struct TimelineTotals: Sendable, Equatable {
  /// One account with the person who answered for it at the capture.
  public struct Account: Sendable, Equatable {
    public let account: String
    public let owner: String
    public let items: UInt64
    public let sightings: UInt64
  }

  public var items: UInt64 = 0
  /// Size of all originals in bytes.
  public var bytes: UInt64 = 0
  /// Addresses, numbers and names that occurred.
  public var addresses: UInt64 = 0
  public var accounts: [Account] = []

  private static let key = Array("totals".utf8)

  static func add(
    items: UInt64, bytes: UInt64, _ tables: TimelineTables, _ transaction: borrowing WriteTransaction
  ) throws {
    guard items > 0 else { return }
    let known = try pair(transaction.get(tables.counters, key))
    _ = try transaction.put(tables.counters, key, TimelineKeys.pair(known.0 + items, known.1 &+ bytes))
  }

  static func read(_ tables: TimelineTables, _ transaction: borrowing ReadTransaction) throws -> TimelineTotals {
    var totals = TimelineTotals()
    (totals.items, totals.bytes) = try pair(transaction.get(tables.counters, key))
    totals.addresses = UInt64(try transaction.entryCount(tables.contacts.identities))
    totals.accounts = try transaction.withCursor(tables.accounts.accounts) { cursor in
      var accounts: [Account] = []
      var record = try cursor.first()
      while let current = record {
        let name = String(decoding: current.key, as: UTF8.self)
        for owner in try AccountRecord(serializedBytes: current.value).owners.sorted(by: { $0.name < $1.name }) {
          accounts.append(Account(account: name, owner: owner.name, items: owner.items, sightings: owner.sightings))
        }
        record = try cursor.next()
      }
      return accounts
    }
    return totals
  }

  private static func pair(_ value: UnsafeRawBufferPointer?) -> (UInt64, UInt64) {
    guard let value, let first = TimelineKeys.read(value), let second = TimelineKeys.read(value, at: 8) else {
      return (0, 0)
    }
    return (first, second)
  }
}
