import LMDB
import SwiftProtobuf

/// The addresses, numbers and domains that are ours: those of accounts and their aliases.
struct OurIdentities {
  enum Pattern: Hashable {
    case identity(IdentityKey)
    /// All addresses of a domain.
    case domain(String)
  }

  private var identities: Set<IdentityKey> = []
  private var domains: Set<String> = []

  static func read(_ tables: AccountTables, _ transaction: borrowing WriteTransaction) throws -> OurIdentities {
    var ours = OurIdentities()
    try transaction.withCursor(tables.accounts) { cursor in
      var record = try cursor.first()
      while let current = record {
        ours.add(String(decoding: current.key, as: UTF8.self), try AccountRecord(serializedBytes: current.value))
        record = try cursor.next()
      }
    }
    return ours
  }

  mutating func add(_ account: String, _ record: AccountRecord) {
    for pattern in Self.patterns(of: account, record) {
      switch pattern {
      case .identity(let key): identities.insert(key)
      case .domain(let domain): domains.insert(domain)
      }
    }
  }

  func contains(_ key: IdentityKey) -> Bool {
    if identities.contains(key) { return true }
    guard !domains.isEmpty, key.kind == .mailAddress, let at = key.value.lastIndex(of: "@") else { return false }
    return domains.contains(String(key.value[key.value.index(after: at)...]))
  }

  static func patterns(of account: String, _ record: AccountRecord) -> [Pattern] {
    ([account] + record.aliases).compactMap { text in
      if text.hasPrefix("@") { return IdentityKey(domain: text.dropFirst()).map { .domain($0.value) } }
      if text.hasPrefix("+") { return .identity(IdentityKey(kind: .number, value: text)) }
      if text.contains("@") { return CorrespondentAddress(text).map { .identity(IdentityKey($0)) } }
      return IdentityKey(name: text).map { .identity($0) }
    }
  }
}
