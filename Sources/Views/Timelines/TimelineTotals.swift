import LMDB

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
  public var addresses: UInt64 = 0
  public var accounts: [Account] = []

  private static let key = Array("totals".utf8)

  static func count(
    _ item: TimelineProjection.PreparedItem, _ tables: TimelineTables, _ transaction: borrowing WriteTransaction
  ) throws {
    let (items, bytes) = try pair(transaction.get(tables.counters, key))
    _ = try transaction.put(tables.counters, key, TimelineKeys.pair(items + 1, bytes &+ item.size))
    let account = accountKey(item.account, item.owner)
    let (captured, sighted) = try pair(transaction.get(tables.accounts, account))
    _ = try transaction.put(tables.accounts, account, TimelineKeys.pair(captured + 1, sighted))
  }

  static func countSighting(
    account: String, owner: String, _ tables: TimelineTables, _ transaction: borrowing WriteTransaction
  ) throws {
    let key = accountKey(account, owner)
    let (captured, sighted) = try pair(transaction.get(tables.accounts, key))
    _ = try transaction.put(tables.accounts, key, TimelineKeys.pair(captured, sighted + 1))
  }

  static func read(_ tables: TimelineTables, _ transaction: borrowing ReadTransaction) throws -> TimelineTotals {
    var totals = TimelineTotals()
    (totals.items, totals.bytes) = try pair(transaction.get(tables.counters, key))
    totals.addresses = UInt64(try transaction.entryCount(tables.addresses))
    totals.accounts = try transaction.withCursor(tables.accounts) { cursor in
      var accounts: [Account] = []
      var record = try cursor.first()
      while let current = record {
        let names = current.key.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        let (items, sightings) = pair(current.value)
        accounts.append(
          Account(
            account: String(decoding: names[0], as: UTF8.self),
            owner: names.count > 1 ? String(decoding: names[1], as: UTF8.self) : "", items: items,
            sightings: sightings))
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

  /// LMDB's longest key is 511 bytes; names beyond that share a count.
  private static func accountKey(_ account: String, _ owner: String) -> [UInt8] {
    Array(account.utf8.prefix(300)) + [0] + Array(owner.utf8.prefix(200))
  }
}
