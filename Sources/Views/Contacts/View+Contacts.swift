public import ArchiveEvents
import LMDB
import SwiftProtobuf

extension View where Projected == TimelineProjection {
  private var reader: ContactReader { ContactReader(tables: projection.tables.contacts) }

  /// The contact with this id, or the one that it was merged into.
  public func contact(_ id: ContactID) throws -> Contact? {
    try environment.withReadTransaction { transaction in
      guard let number = try reader.number(id, transaction) else { return nil }
      return try contact(number: reader.effective(number, transaction), transaction)
    }
  }

  /// The contact that an address or number leads to.
  public func contact(_ key: IdentityKey) throws -> Contact? {
    try environment.withReadTransaction { transaction in
      guard let number = try SubjectNumber.of(.identity(key), projection.tables, transaction) else { return nil }
      return try contact(number: number, transaction)
    }
  }

  /// The contact that an address or number leads to before merges: the one that an un-merge sets free.
  public func ownContact(of key: IdentityKey) throws -> ContactID? {
    try environment.withReadTransaction { transaction in
      guard let number = try reader.identityNumber(key, transaction),
        let identity = try reader.identity(number, transaction)
      else { return nil }
      return try reader.contact(identity.contact, transaction).flatMap { ContactID($0.contactID) }
    }
  }

  /// The name of a contact apart from that into which it was merged: the one that it had before.
  public func ownName(of id: ContactID) throws -> String? {
    try environment.withReadTransaction { transaction in
      try reader.number(id, transaction).map { try reader.name(of: $0, transaction) }
    }
  }

  /// Ids that begin with these bytes, at most `limit`.
  public func contacts(beginningWith prefix: [UInt8], limit: Int) throws -> [ContactID] {
    try keys(in: projection.tables.contacts.contactIDs, beginningWith: prefix, limit: limit)
      .compactMap { ContactID($0) }
  }

  /// Positions of the events that changed a contact, those merged into it included, in order.
  public func history(of id: ContactID) throws -> [Position] {
    let family = try environment.withReadTransaction { transaction in
      try reader.number(id, transaction).map {
        try reader.family(of: reader.effective($0, transaction), transaction).map(\.number)
      } ?? []
    }
    return try Set(family.flatMap { try positions(in: projection.tables.contacts.changes, of: $0) }).sorted()
  }

  func contact(number: UInt64, _ transaction: borrowing ReadTransaction) throws -> Contact? {
    let family = try reader.family(of: number, transaction)
    guard let root = family.first?.record, let id = ContactID(root.contactID) else { return nil }
    var fields: [String: String] = [:]
    for member in family { fields.merge(member.record.fields) { kept, _ in kept } }
    var identities: [Contact.Identity] = []
    var affiliations: [Contact.Affiliation] = []
    var holders: Set<UInt64> = []
    for member in family {
      identities += try member.record.identities.compactMap { try identity($0, transaction) }
      affiliations += try member.record.affiliations.compactMap {
        try affiliation($0, with: $0.organisation, transaction)
      }
      holders.formUnion(member.record.members)
    }
    // Each affiliation stands with its holder once, though several of the family may lead there.
    let members = try holders.sorted().flatMap { holder in
      try (reader.contact(holder, transaction)?.affiliations ?? []).compactMap { held in
        try reader.effective(held.organisation, transaction) == number
          ? affiliation(held, with: holder, transaction) : nil
      }
    }
    return Contact(
      id: id, kind: ContactReader.facts(family).kind, name: try reader.name(of: number, transaction),
      isAutomatic: ContactReader.facts(family).isAutomatic,
      identities: identities, fields: fields, categories: ContactReader.facts(family).categories.sorted(),
      documents: family.flatMap(\.record.documents).compactMap(Self.document), affiliations: affiliations,
      members: members, merged: family.dropFirst().compactMap { ContactID($0.record.contactID) },
      apart: family.flatMap(\.record.apart).compactMap { ContactID($0) },
      items: try SubjectNumber.items(number, projection.tables, transaction),
      first: try time(of: number, last: false, transaction), last: try time(of: number, last: true, transaction))
  }

  func summary(number: UInt64, _ transaction: borrowing ReadTransaction) throws -> ContactSummary? {
    let family = try reader.family(of: number, transaction)
    guard let root = family.first?.record, let id = ContactID(root.contactID) else { return nil }
    // Two that were merged are one.
    let houses = try Set(
      family.flatMap(\.record.affiliations).map { try reader.effective($0.organisation, transaction) })
    let organisations = try houses.map { try reader.name(of: $0, transaction) }
    return ContactSummary(
      id: id, kind: ContactReader.facts(family).kind, name: try reader.name(of: number, transaction),
      isAutomatic: ContactReader.facts(family).isAutomatic,
      identities: try family.flatMap(\.record.identities).compactMap { identity in
        try reader.identity(identity, transaction).flatMap { IdentityKey(Array($0.key.utf8)) }
      },
      categories: ContactReader.facts(family).categories.sorted(), organisations: organisations.sorted(),
      items: try SubjectNumber.items(number, projection.tables, transaction),
      last: try time(of: number, last: true, transaction))
  }

  static func kind(_ record: ContactRecord) -> Contact.Kind {
    switch record.kind {
    case 1: .person
    case 2: .organisation
    default: .unknown
    }
  }

  private static func document(_ document: Evrak_Views_V1_ContactDocument) -> Contact.Document? {
    Position(document.position).map {
      Contact.Document(name: document.name, mediaType: document.mediaType, position: $0, index: Int(document.index))
    }
  }

  private func identity(_ number: UInt64, _ transaction: borrowing ReadTransaction) throws -> Contact.Identity? {
    guard let record = try reader.identity(number, transaction), let key = IdentityKey(Array(record.key.utf8)) else {
      return nil
    }
    return Contact.Identity(
      key: key, isFax: record.fax, names: record.names.sorted { $0.count > $1.count }.map(\.text))
  }

  private func affiliation(
    _ affiliation: Evrak_Views_V1_ContactAffiliation, with other: UInt64, _ transaction: borrowing ReadTransaction
  ) throws -> Contact.Affiliation? {
    let number = try reader.effective(other, transaction)
    guard let id = try reader.contact(number, transaction).flatMap({ ContactID($0.contactID) }) else { return nil }
    return Contact.Affiliation(
      contact: id, name: try reader.name(of: number, transaction), role: affiliation.role, from: affiliation.from,
      until: affiliation.until)
  }

  /// The time of the first or last item of a subject.
  private func time(
    of subject: UInt64, last: Bool, _ transaction: borrowing ReadTransaction
  ) throws -> Timestamp? {
    try transaction.withCursor(projection.tables.entries) { cursor in
      var found: UInt64?
      for facet in 0..<TimelineFacet.count {
        let prefix = TimelineKeys.number(subject) + [facet]
        var record: Record?
        if last {
          record =
            try cursor.seek(TimelineKeys.number(subject) + [facet + 1]) == nil ? cursor.last() : cursor.previous()
        } else {
          record = try cursor.seek(prefix)
        }
        guard let key = record?.key, key.starts(with: prefix), let time = TimelineKeys.read(key, at: 9) else {
          continue
        }
        found = found.map { last ? max($0, time) : min($0, time) } ?? time
      }
      return found.map(TimelineKeys.time)
    }
  }
}
