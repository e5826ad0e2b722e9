import LMDB

typealias AccountRecord = Evrak_Views_V1_AccountRecord

/// The tables of accounts in `views/timelines`.
struct AccountTables: Sendable {
  /// Account, as captures name it → AccountRecord.
  let accounts: Table
  /// Owner → subject number (8).
  let owners: Table

  static let names = ["accounts", "owners"]

  init(_ open: (String, Bool) throws -> Table) throws {
    accounts = try open("accounts", false)
    owners = try open("owners", false)
  }

  /// LMDB's longest key is 511 bytes; names beyond that are told apart by their beginning.
  static func key(_ name: String) -> [UInt8] { Array(name.utf8.prefix(500)) }
}
