import ArchiveEvents
import LMDB
import PhoneNumbers
import SwiftProtobuf
import TextAnalysis

/// Which contacts are wanted.
public struct ContactQuery: Sendable {
  /// The beginning of a word of the name, of an address, of a number or of a sender's name; empty for all.
  public var text: String
  /// The country of numbers without a country code (ISO 3166-1 alpha-2).
  public var region: String?
  public var kind: Contact.Kind?
  public var category: String?
  public var limit: Int

  public init(
    _ text: String = "", region: String? = nil, kind: Contact.Kind? = nil, category: String? = nil, limit: Int = 50
  ) {
    self.text = text
    self.region = region
    self.kind = kind
    self.category = category
    self.limit = limit
  }
}

extension View where Projected == TimelineProjection {
  /// Contacts that a query finds: by name in alphabetical order, by address or number in their order, all in the order in
  /// which they were first met.
  public func contacts(_ query: ContactQuery) throws -> [ContactSummary] {
    let tables = projection.tables
    return try environment.withReadTransaction { transaction in
      var search = ContactSearch(tables, query)
      try search.run(transaction)
      var found: [ContactSummary] = []
      for number in search.numbers {
        guard let summary = try summary(number: number, transaction) else { continue }
        found.append(summary)
      }
      return found
    }
  }
}

/// Gathers the numbers of contacts, each once, until there are enough.
private struct ContactSearch {
  private let tables: TimelineTables
  private let reader: ContactReader
  private let query: ContactQuery
  private(set) var numbers: [UInt64] = []
  private var seen: Set<UInt64> = []

  init(_ tables: TimelineTables, _ query: ContactQuery) {
    self.tables = tables
    self.query = query
    reader = ContactReader(tables: tables.contacts)
  }

  private var isFull: Bool { numbers.count >= query.limit }

  mutating func run(_ transaction: borrowing ReadTransaction) throws {
    guard !query.text.isEmpty else { return try all(transaction) }
    let address = [IdentityKey.Kind.mailAddress.tag] + Array((CorrespondentAddress(query.text)?.normalised ?? "").utf8)
    let form = NameIndex.form(query.text)
    let prefixes: [(Table, [UInt8])] =
      [(tables.contacts.names, Array(form.utf8))].filter { !$0.1.isEmpty }
      + [(tables.contacts.identities, address)].filter { $0.1.count > 1 }
      + [(tables.contacts.identities, IdentityKey(name: query.text)?.bytes ?? [])].filter { !$0.1.isEmpty }
      + numberPrefixes.map { (tables.contacts.identities, [IdentityKey.Kind.number.tag] + Array($0.utf8)) }
    for (table, prefix) in prefixes where !isFull { try walk(table, prefix, transaction) }
    // A domain finds its addresses.
    if !isFull, query.text.contains("."), let domain = IdentityKey(domain: query.text.drop { $0 == "@" }),
      let registrable = ContactBook.domain(of: domain)
    {
      try walk(tables.contacts.domains, Array(registrable.utf8) + [0], transaction) { record in
        let value = record.key.dropFirst()
        return value.hasSuffix("@" + domain.value) || value.hasSuffix("." + domain.value) || value == domain.value
      }
    }
  }

  /// The number as typed, whole or as far as it goes.
  private var numberPrefixes: [String] {
    var prefixes: [String] = []
    if let key = IdentityKey(typed: query.text, region: query.region), key.kind == .number {
      prefixes.append(key.value)
    }
    let digits = query.text.filter { $0.isASCII && $0.isNumber }
    guard digits.count >= 3, query.text.allSatisfy({ $0.isNumber || " +-()./".contains($0) }) else { return prefixes }
    if query.text.hasPrefix("+") {
      prefixes.append("+" + digits)
    } else if let code = query.region.flatMap({ PhoneNumber.countryCode(of: $0) }) {
      // The zero before area codes is not dialled from abroad.
      prefixes.append("+\(code)\(digits.drop { $0 == "0" })")
    }
    return prefixes.filter { $0.count > 3 }
  }

  private mutating func all(_ transaction: borrowing ReadTransaction) throws {
    let table = tables.contacts.contacts
    var next: UInt64 = 0
    while !isFull {
      let number: UInt64? = try transaction.withCursor(table) { try $0.seek(next)?.integerKey }
      guard let number else { return }
      next = number + 1
      try take(number, transaction)
    }
  }

  private mutating func walk(
    _ table: Table, _ prefix: [UInt8], _ transaction: borrowing ReadTransaction,
    where matches: (IdentityRecord) -> Bool = { _ in true }
  ) throws {
    let cursor = try transaction.makeCursor(table)
    var record = try cursor.seek(prefix)
    while !isFull, let current = record, current.key.starts(with: prefix) {
      if table == tables.contacts.names, case .contact(let number)? = NameIndex.bearer(current.key) {
        try take(number, transaction)
      } else {
        let number: UInt64? =
          table == tables.contacts.identities
          ? TimelineKeys.read(current.value) : TimelineKeys.read(current.key, at: current.key.count - 8)
        if let number, let identity = try reader.identity(number, transaction), matches(identity) {
          try take(identity.contact, transaction)
        }
      }
      record = try cursor.next()
    }
  }

  private mutating func take(_ number: UInt64, _ transaction: borrowing ReadTransaction) throws {
    let root = try reader.effective(number, transaction)
    guard !seen.contains(root) else { return }
    seen.insert(root)
    guard let record = try reader.contact(root, transaction) else { return }
    // An address that was linked elsewhere leaves an empty shell.
    if record.automatic, record.identities.isEmpty, record.merged.isEmpty { return }
    if query.kind != nil || query.category != nil {
      let facts = ContactReader.facts(try reader.family(of: root, transaction))
      if let kind = query.kind, facts.kind != kind { return }
      if let category = query.category.map(TextFolding.fold),
        !facts.categories.contains(where: { TextFolding.fold($0) == category })
      {
        return
      }
    }
    numbers.append(root)
  }
}
