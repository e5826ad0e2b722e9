import ArchiveEvents
import LMDB
import SwiftProtobuf

/// Accounts and owners within one transaction, and which addresses and numbers are ours.
final class AccountBook {
  final class Account {
    var record: AccountRecord
    var isChanged = false

    init(_ record: AccountRecord) { self.record = record }
  }

  private let tables: AccountTables
  private let counters: Table
  private var accounts: [String: Account] = [:]
  private var owners: [String: UInt64] = [:]
  private var ours: OurIdentities?

  init(_ tables: AccountTables, counters: Table) {
    self.tables = tables
    self.counters = counters
  }

  func known(_ name: String, _ transaction: borrowing WriteTransaction) throws -> Account? {
    if let account = accounts[name] { return account }
    guard let stored = try transaction.get(tables.accounts, AccountTables.key(name)) else { return nil }
    let account = Account(try AccountRecord(serializedBytes: stored))
    accounts[name] = account
    return account
  }

  /// The account of that name, made where it is new; `isNew` tells.
  func account(
    _ name: String, _ transaction: borrowing WriteTransaction
  ) throws -> (account: Account, isNew: Bool) {
    if let account = try known(name, transaction) { return (account, false) }
    var record = AccountRecord()
    record.subject = try TimelineCounter.next("subjects", counters, transaction)
    let account = Account(record)
    accounts[name] = account
    try write(name, account, transaction)
    ours?.add(name, record)
    return (account, true)
  }

  func owner(_ name: String, _ transaction: borrowing WriteTransaction) throws -> UInt64 {
    if let number = owners[name] { return number }
    let key = AccountTables.key(name)
    let known = try transaction.get(tables.owners, key).flatMap { TimelineKeys.read($0) }
    let number = try known ?? TimelineCounter.next("subjects", counters, transaction)
    if known == nil { _ = try transaction.put(tables.owners, key, TimelineKeys.number(number)) }
    owners[name] = number
    return number
  }

  /// Counts an item or a further sighting for an account and whoever answers for it.
  func count(
    _ account: Account, owner: String, items: UInt64 = 0, sightings: UInt64 = 0
  ) {
    account.record.items += items
    account.record.sightings += sightings
    if let known = account.record.owners.firstIndex(where: { $0.name == owner }) {
      account.record.owners[known].items += items
      account.record.owners[known].sightings += sightings
    } else {
      var new = Evrak_Views_V1_AccountOwner()
      new.name = owner
      new.items = items
      new.sightings = sightings
      account.record.owners.append(new)
    }
    account.isChanged = true
  }

  /// What an `account.changed` asks of the timelines.
  struct Change {
    /// Identities whose items may have another direction now.
    var redirected: [OurIdentities.Pattern] = []
    /// Somebody answers for the account who did not before: all that it holds is in that one's hands.
    var handover: (account: UInt64, owner: UInt64)?
  }

  /// `account.changed`.
  func apply(_ event: AccountChanged, _ transaction: borrowing WriteTransaction) throws -> Change {
    guard !event.account.isEmpty else { return Change() }
    let (account, isNew) = try account(event.account, transaction)
    let ownerBefore = account.record.owner
    let before = isNew ? [] : OurIdentities.patterns(of: event.account, account.record)
    account.record.kind = UInt32(clamping: event.kind.rawValue)
    account.record.owner = event.owner
    account.record.aliases = event.aliases
    account.record.settings = event.settings
    account.record.retired = event.retired
    account.record.declared = true
    // Now, since what is ours is read from the table.
    try write(event.account, account, transaction)
    ours = nil
    let after = OurIdentities.patterns(of: event.account, account.record)
    var change = Change(redirected: Array(Set(before).symmetricDifference(after)))
    if !event.owner.isEmpty, event.owner != ownerBefore {
      change.handover = (account.record.subject, try owner(event.owner, transaction))
    }
    return change
  }

  func isOurs(_ key: IdentityKey, _ transaction: borrowing WriteTransaction) throws -> Bool {
    let known = try ours ?? OurIdentities.read(tables, transaction)
    ours = known
    return known.contains(key)
  }

  func write(_ transaction: borrowing WriteTransaction) throws {
    for (name, account) in accounts.sorted(by: { $0.key < $1.key }) where account.isChanged {
      try write(name, account, transaction)
    }
  }

  private func write(_ name: String, _ account: Account, _ transaction: borrowing WriteTransaction) throws {
    let bytes: [UInt8] = try account.record.serializedBytes()
    _ = try transaction.put(tables.accounts, AccountTables.key(name), bytes)
    account.isChanged = false
  }
}
