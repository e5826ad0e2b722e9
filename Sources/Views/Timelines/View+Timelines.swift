public import ArchiveEvents
import LMDB
import SwiftProtobuf

extension View where Projected == TimelineProjection {
  /// One page of a timeline; empty for a subject that never occurred.
  public func page(_ query: TimelineQuery) throws -> [TimelineEntry] {
    let tables = projection.tables
    return try environment.withReadTransaction { transaction in
      guard let subject = try SubjectNumber.of(query.subject, tables, transaction), query.limit > 0 else { return [] }
      let places = try Self.places(query, subject, tables, transaction)
      var names = ContactNames(reader: ContactReader(tables: tables.contacts))
      return try places.compactMap { try Self.entry(at: $0.position, tables, transaction, &names) }
    }
  }

  private struct Place {
    let time: UInt64
    let position: UInt64

    func comes(before other: Place) -> Bool { (time, position) < (other.time, other.position) }
  }

  /// A page's items in order: as many of each channel and direction as the page could hold, then the first of all.
  private static func places(
    _ query: TimelineQuery, _ subject: UInt64, _ tables: TimelineTables, _ transaction: borrowing ReadTransaction
  ) throws -> [Place] {
    let range = KeyRange(query)
    var places: [Place] = []
    let facets = query.facets
    try transaction.withCursor(tables.entries) { cursor in
      for facet in facets {
        let low = TimelineKeys.entry(subject: subject, facet: facet, time: range.low.time, position: range.low.position)
        let high = range.high.map {
          TimelineKeys.entry(subject: subject, facet: facet, time: $0.time, position: $0.position)
        }
        let end = TimelineKeys.number(subject) + [facet.byte + 1]
        var record: Record?
        if query.oldestFirst {
          record = try cursor.seek(low)
        } else {
          record = try cursor.seek(high ?? end) == nil ? cursor.last() : cursor.previous()
        }
        var count = 0
        while count < query.limit, let current = record, current.key.count == TimelineKeys.entryByteCount,
          !current.key.lexicographicallyPrecedes(low), current.key.lexicographicallyPrecedes(high ?? end),
          let time = TimelineKeys.read(current.key, at: 9), let position = TimelineKeys.read(current.key, at: 17)
        {
          places.append(Place(time: time, position: position))
          count += 1
          record = query.oldestFirst ? try cursor.next() : try cursor.previous()
        }
      }
    }
    places.sort { query.oldestFirst ? $0.comes(before: $1) : $1.comes(before: $0) }
    return Array(places.prefix(query.limit))
  }

  /// Which times and positions a query asks for: from `low` on, below `high`.
  private struct KeyRange {
    var low: (time: UInt64, position: UInt64) = (0, 0)
    var high: (time: UInt64, position: UInt64)?

    init(_ query: TimelineQuery) {
      if let since = query.since { low = (TimelineKeys.sortable(since), 0) }
      if let until = query.until { high = (TimelineKeys.sortable(until), 0) }
      guard let cursor = query.cursor else { return }
      let place = (TimelineKeys.sortable(cursor.time), cursor.position.rawValue)
      if query.oldestFirst {
        let next = (place.0, place.1 == .max ? place.1 : place.1 + 1)
        if next > low { low = next }
      } else if high.map({ place < $0 }) ?? true {
        high = place
      }
    }
  }

  private static func entry(
    at position: UInt64, _ tables: TimelineTables, _ transaction: borrowing ReadTransaction,
    _ names: inout ContactNames
  ) throws -> TimelineEntry? {
    guard let place = Position(position), let stored = try transaction.get(tables.placements, position),
      let placement = ItemPlacement(stored), let card = try transaction.get(tables.cards, position)
    else { return nil }
    let thread = try tables.threads.root(of: placement.thread, transaction)
    var entry = TimelineEntry(try TimelineCard(serializedBytes: card), placement, thread: thread, at: place)
    // Lines show the first of them.
    if let first = entry?.from.first { entry?.from[0].contactName = try names.name(of: first, transaction) }
    if let first = entry?.to.first { entry?.to[0].contactName = try names.name(of: first, transaction) }
    return entry
  }

  /// The entry of one item, by the position of its capture.
  public func entry(at position: Position) throws -> TimelineEntry? {
    let tables = projection.tables
    return try environment.withReadTransaction { transaction in
      var names = ContactNames(reader: ContactReader(tables: tables.contacts))
      return try Self.entry(at: position.rawValue, tables, transaction, &names)
    }
  }

  /// How many items stand in a timeline.
  public func count(_ subject: TimelineQuery.Subject) throws -> UInt64 {
    let tables = projection.tables
    return try environment.withReadTransaction { transaction in
      guard let number = try SubjectNumber.of(subject, tables, transaction) else { return 0 }
      return try SubjectNumber.items(number, tables, transaction)
    }
  }

  // MARK: Items

  /// Where an item was captured.
  public func position(of item: ItemID) throws -> Position? {
    let tables = projection.tables
    return try environment.withReadTransaction { transaction in
      try transaction.get(tables.items, item.bytes).flatMap { TimelineKeys.read($0) }.flatMap { Position($0) }
    }
  }

  /// Items whose id begins with these bytes, at most `limit`.
  public func items(beginningWith prefix: [UInt8], limit: Int) throws -> [ItemID] {
    try keys(in: projection.tables.items, beginningWith: prefix, limit: limit).compactMap { ItemID($0) }
  }

  /// Positions of the further sightings of an item.
  public func sightings(ofItemAt position: Position) throws -> [Position] {
    try positions(in: projection.tables.sightings, of: position.rawValue)
  }

  /// Positions of the amendments of a note, in order.
  public func amendments(ofItemAt position: Position) throws -> [Position] {
    try positions(in: projection.tables.amendments, of: position.rawValue)
  }

  /// The second halves of keys that begin with a number.
  func positions(in table: Table, of number: UInt64) throws -> [Position] {
    try keys(in: table, beginningWith: TimelineKeys.number(number)).compactMap { key in
      key.withUnsafeBytes { TimelineKeys.read($0, at: 8) }.flatMap { Position($0) }
    }
  }

  func keys(in table: Table, beginningWith prefix: [UInt8], limit: Int = .max) throws -> [[UInt8]] {
    try environment.withReadTransaction { transaction in
      try transaction.withCursor(table) { cursor in
        var keys: [[UInt8]] = []
        var record = try prefix.isEmpty ? cursor.first() : cursor.seek(prefix)
        while keys.count < limit, let current = record, current.key.starts(with: prefix) {
          keys.append(Array(current.key))
          record = try cursor.next()
        }
        return keys
      }
    }
  }

  public func totals() throws -> TimelineTotals {
    let tables = projection.tables
    return try environment.withReadTransaction { try TimelineTotals.read(tables, $0) }
  }

  /// Every mail address that occurred, in order, with a way to stop.
  public func forEachAddress(_ body: (String) throws -> Bool) throws {
    let tables = projection.tables
    let prefix = [IdentityKey.Kind.mailAddress.tag]
    try environment.withReadTransaction { transaction in
      try transaction.withCursor(tables.contacts.identities) { cursor in
        var record = try cursor.seek(prefix)
        while let current = record, current.key.starts(with: prefix),
          try body(String(decoding: current.key.dropFirst(), as: UTF8.self))
        {
          record = try cursor.next()
        }
      }
    }
  }
}

/// Names of the contacts to whom nameless participants lead; the same few stand on a page again and again.
private struct ContactNames {
  let reader: ContactReader
  private var known: [String: String?] = [:]

  init(reader: ContactReader) { self.reader = reader }

  mutating func name(
    of participant: TimelineEntry.Participant, _ transaction: borrowing ReadTransaction
  ) throws -> String? {
    guard participant.name.isEmpty else { return nil }
    if let name = known[participant.address] { return name }
    let name = try look(participant.address, transaction)
    known[participant.address] = .some(name)
    return name
  }

  private func look(_ address: String, _ transaction: borrowing ReadTransaction) throws -> String? {
    guard let key = IdentityKey(written: address), let number = try reader.identityNumber(key, transaction),
      let identity = try reader.identity(number, transaction)
    else { return nil }
    let contact = try reader.effective(identity.contact, transaction)
    return try reader.properName(of: reader.family(of: contact, transaction), transaction)
  }
}

/// The number under which a subject's timeline is kept.
enum SubjectNumber {
  static func of(
    _ subject: TimelineQuery.Subject, _ tables: TimelineTables,
    _ transaction: borrowing some ReadableTransaction & ~Copyable
  ) throws -> UInt64? {
    switch subject {
    case .identity(let key):
      let reader = ContactReader(tables: tables.contacts)
      guard let number = try reader.identityNumber(key, transaction),
        let identity = try reader.identity(number, transaction)
      else { return nil }
      return try reader.effective(identity.contact, transaction)
    case .contact(let id):
      let reader = ContactReader(tables: tables.contacts)
      return try reader.number(id, transaction).map { try reader.effective($0, transaction) }
    case .account(let name):
      return try transaction.get(tables.accounts.accounts, AccountTables.key(name)).map {
        try AccountRecord(serializedBytes: $0).subject
      }
    case .owner(let name):
      return try transaction.get(tables.accounts.owners, AccountTables.key(name)).flatMap { TimelineKeys.read($0) }
    }
  }

  /// Items in a subject's timeline.
  static func items(
    _ number: UInt64, _ tables: TimelineTables, _ transaction: borrowing some ReadableTransaction & ~Copyable
  ) throws -> UInt64 {
    try transaction.get(tables.counts, number).flatMap { TimelineKeys.read($0) } ?? 0
  }
}
