import LMDB
import SwiftProtobuf

/// A mailbox, phone line or fax line of ours.
public struct Account: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case unknown, mailbox, phone, fax
  }

  /// The address, or the number in E.164.
  public let name: String
  /// Unknown of one that was only met in captures.
  public let kind: Kind
  /// Who answers for it now; of one that was only met in captures, whom the last of them named.
  public let owner: String
  public let aliases: [String]
  public let settings: [String: String]
  public let isRetired: Bool
  /// Somebody said that it is ours; otherwise captures did.
  public let isDeclared: Bool
  public let items: UInt64
  /// Further places in which items of other accounts, or of this one, were seen.
  public let sightings: UInt64

  init(_ name: String, _ record: AccountRecord) {
    self.name = name
    kind =
      switch record.kind {
      case 1: .mailbox
      case 2: .phone
      case 3: .fax
      default: name.contains("@") ? .mailbox : .unknown
      }
    owner = record.owner.isEmpty ? record.owners.last { !$0.name.isEmpty }?.name ?? "" : record.owner
    aliases = record.aliases
    settings = record.settings
    isRetired = record.retired
    isDeclared = record.declared
    items = record.items
    sightings = record.sightings
  }
}

extension View where Projected == TimelineProjection {
  /// All accounts in the order of their names.
  public func accounts() throws -> [Account] {
    let tables = projection.tables
    return try environment.withReadTransaction { transaction in
      try transaction.withCursor(tables.accounts.accounts) { cursor in
        var accounts: [Account] = []
        var record = try cursor.first()
        while let current = record {
          accounts.append(
            Account(
              String(decoding: current.key, as: UTF8.self), try AccountRecord(serializedBytes: current.value)))
          record = try cursor.next()
        }
        return accounts
      }
    }
  }

  public func account(_ name: String) throws -> Account? {
    let tables = projection.tables
    return try environment.withReadTransaction { transaction in
      try transaction.get(tables.accounts.accounts, AccountTables.key(name)).map {
        Account(name, try AccountRecord(serializedBytes: $0))
      }
    }
  }

  /// Owners whom captures named or somebody declared, in the order of their names.
  public func owners() throws -> [String] {
    try keys(in: projection.tables.accounts.owners, beginningWith: []).map { String(decoding: $0, as: UTF8.self) }
  }
}
