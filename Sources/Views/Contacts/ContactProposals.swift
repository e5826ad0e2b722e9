public import ArchiveEvents
import LMDB
import SwiftProtobuf

/// Two contacts that may be one. Nothing comes of it until a person says so.
public struct MergeProposal: Sendable, Equatable {
  public let first: ContactSummary
  public let second: ContactSummary
  /// The name that both bear, folded.
  public let name: String
}

/// An organisation that the addresses of contacts hint at.
public struct OrganisationSuggestion: Sendable, Equatable {
  /// The registrable domain, in ASCII.
  public let domain: String
  /// The organisation that has an address in the domain, or the domain itself, already.
  public let organisation: ContactID?
  /// Contacts with addresses in the domain that belong to no organisation.
  public let contacts: [ContactID]
}

extension View where Projected == TimelineProjection {
  /// Contacts that bear the same name of at least two words, titles before it left aside, and of which nobody has said
  /// that they are different.
  public func mergeProposals(limit: Int) throws -> [MergeProposal] {
    let tables = projection.tables
    return try environment.withReadTransaction { transaction in
      var proposals: [MergeProposal] = []
      var pairs: Set<[UInt64]> = []
      try SameNames(tables).forEach(transaction) { name, contacts in
        for (index, first) in contacts.enumerated() {
          for second in contacts[(index + 1)...] where pairs.insert([first, second]).inserted {
            guard try !isApart(first, second, transaction), let one = try summary(number: first, transaction),
              let other = try summary(number: second, transaction),
              // A person and an organisation are affiliated, never one.
              Set([one.kind, other.kind]) != [.person, .organisation]
            else { continue }
            proposals.append(MergeProposal(first: one, second: other, name: name))
          }
        }
        return proposals.count < limit
      }
      return Array(proposals.prefix(limit))
    }
  }

  private func isApart(
    _ first: UInt64, _ second: UInt64, _ transaction: borrowing ReadTransaction
  ) throws -> Bool {
    let reader = ContactReader(tables: projection.tables.contacts)
    let family = try reader.family(of: second, transaction).map(\.record.contactID)
    return try reader.family(of: first, transaction).contains { member in
      member.record.apart.contains { family.contains($0) }
    }
  }

  /// Organisations by the domains of contacts that belong to none, the domain with most of them first. Free mail, our
  /// own domains, and a single address in a domain that no organisation has, hint at nothing.
  public func organisationSuggestions(limit: Int) throws -> [OrganisationSuggestion] {
    let ours = try ourDomains()
    var suggestions: [OrganisationSuggestion] = []
    var numbers: [UInt64] = []
    var domain: [UInt8] = []
    func finish() throws {
      let name = String(decoding: domain, as: UTF8.self)
      guard !numbers.isEmpty, !ours.contains(name), !FreeMailDomains.contains(name) else { return }
      if let found = try suggestion(name, numbers) { suggestions.append(found) }
    }
    for key in try keys(in: projection.tables.contacts.domains, beginningWith: []) where key.count > 9 {
      let next = Array(key[..<(key.count - 9)])
      if next != domain {
        try finish()
        (domain, numbers) = (next, [])
      }
      numbers.append(key.withUnsafeBytes { TimelineKeys.read($0, at: key.count - 8) } ?? 0)
    }
    try finish()
    return Array(suggestions.sorted { ($1.contacts.count, $0.domain) < ($0.contacts.count, $1.domain) }.prefix(limit))
  }

  /// The registrable domains of our own mailboxes.
  private func ourDomains() throws -> Set<String> {
    Set(
      try accounts().flatMap { [$0.name] + $0.aliases }.compactMap { text in
        text.contains("@") ? CorrespondentAddress(text)?.domain.flatMap { RegistrableDomain.of($0) } : nil
      })
  }

  /// What the domains of one contact's addresses hint at.
  public func organisationSuggestion(for contact: Contact) throws -> OrganisationSuggestion? {
    guard contact.kind != .organisation, contact.affiliations.isEmpty else { return nil }
    let ours = try ourDomains()
    for identity in contact.identities {
      guard let domain = ContactBook.domain(of: identity.key), !ours.contains(domain),
        !FreeMailDomains.contains(domain)
      else { continue }
      let numbers = try keys(in: projection.tables.contacts.domains, beginningWith: Array(domain.utf8) + [0])
        .compactMap { key in key.withUnsafeBytes { TimelineKeys.read($0, at: key.count - 8) } }
      return try suggestion(domain, numbers)
    }
    return nil
  }

  /// Nil where every contact of the domain belongs somewhere.
  private func suggestion(_ domain: String, _ identities: [UInt64]) throws -> OrganisationSuggestion? {
    let reader = ContactReader(tables: projection.tables.contacts)
    return try environment.withReadTransaction { transaction in
      var organisation: ContactID?
      var contacts: [ContactID] = []
      for number in identities {
        guard let identity = try reader.identity(number, transaction) else { continue }
        let root = try reader.effective(identity.contact, transaction)
        guard let record = try reader.contact(root, transaction), let id = ContactID(record.contactID) else { continue }
        if Self.kind(record) == .organisation {
          organisation = organisation ?? id
        } else if !contacts.contains(id),
          try reader.family(of: root, transaction).allSatisfy({ $0.record.affiliations.isEmpty })
        {
          contacts.append(id)
        }
      }
      // One address in a domain that no organisation has hints at nothing.
      guard contacts.count > 1 || (organisation != nil && !contacts.isEmpty) else { return nil }
      return OrganisationSuggestion(domain: domain, organisation: organisation, contacts: contacts)
    }
  }
}

/// Walks the index of names for names that several contacts bear.
private struct SameNames {
  /// A name that more contacts bear tells nothing.
  private static let most = 12

  private let tables: TimelineTables
  private let reader: ContactReader

  init(_ tables: TimelineTables) {
    self.tables = tables
    reader = ContactReader(tables: tables.contacts)
  }

  /// Gives each such name with its contacts, merges followed, in rising order, until `body` answers false.
  func forEach(
    _ transaction: borrowing ReadTransaction, _ body: (String, [UInt64]) throws -> Bool
  ) throws {
    var name = ""
    var bearers: Set<UInt64> = []
    let cursor = try transaction.makeCursor(tables.contacts.names)
    var record = try cursor.first()
    while let current = record {
      let form = NameIndex.form(of: current.key)
      if form != name {
        if (2...Self.most).contains(bearers.count), try !body(name, bearers.sorted()) { return }
        (name, bearers) = (form, [])
      }
      if name.contains(" "), let contact = try contact(current.key, named: name, transaction) {
        bearers.insert(contact)
      }
      record = try cursor.next()
    }
    if (2...Self.most).contains(bearers.count) { _ = try body(name, bearers.sorted()) }
  }

  /// The contact that bears the name, whole but for titles: that two names end alike says nothing.
  private func contact(
    _ key: UnsafeRawBufferPointer, named name: String, _ transaction: borrowing ReadTransaction
  ) throws -> UInt64? {
    switch NameIndex.bearer(key) {
    case .contact(let number):
      guard let record = try reader.contact(number, transaction), Self.isWhole(name, of: record.indexedName) else {
        return nil
      }
      return try reader.effective(number, transaction)
    case .identity(let number):
      guard let record = try reader.identity(number, transaction), Self.isWhole(name, of: record.indexedName) else {
        return nil
      }
      return try reader.effective(record.contact, transaction)
    case nil: return nil
    }
  }

  private static let titles: Set<Substring> = [
    "dr", "prof", "doc", "av", "uzm", "op", "ing", "dipl", "bay", "bayan", "sayin", "sn", "mr", "mrs", "ms", "miss",
    "sir", "herr", "frau", "mme", "mlle",
  ]

  private static func isWhole(_ name: String, of full: String) -> Bool {
    guard full.hasSuffix(name) else { return false }
    return full.dropLast(name.count).split(separator: " ").allSatisfy { titles.contains($0) }
  }
}
