import ArchiveEvents
import LMDB

/// The tables of the timelines themselves in `views/timelines`; those of contacts, accounts and threads stand beside them
/// in the same environment, because one transaction must change them together.
struct TimelineTables: Sendable {
  /// Subject (8) ‖ facet (1) ‖ time (8, order-preserving) ‖ position (8) → nothing. A subject is a contact, an account or
  /// an owner.
  let entries: Table
  /// Subject → items in its timeline (8).
  let counts: Table
  /// Position → ItemPlacement: where the item stands, and why.
  let placements: Table
  /// Position → TimelineCard.
  let cards: Table
  /// Item id (16) → position (8).
  let items: Table
  /// Position of the item (8) ‖ position of the sighting (8) → nothing.
  let sightings: Table
  /// Position of the item (8) ‖ position of the amendment (8) → nothing.
  let amendments: Table
  /// Position of an event (8) ‖ position of an earlier item that has another direction or further participants since
  /// then (8) → nothing. By it the full-text index knows what to take in anew.
  let redirections: Table
  /// "subjects", "identities" → highest number; "totals".
  let counters: Table

  let contacts: ContactTables
  let accounts: AccountTables
  let threads: ThreadTables

  private static let integerNames = ["counts", "placements", "cards"]
  private static let names = ["entries", "items", "sightings", "amendments", "redirections", "counters"]

  init(_ environment: Environment, create: Bool) throws {
    if create {
      try environment.makeTables(
        (Self.integerNames + ContactTables.integerNames + ThreadTables.integerNames).map { .init($0, integerKey: true) }
          + (Self.names + ContactTables.names + AccountTables.names + ThreadTables.names).map { .init($0) })
    }
    func open(_ name: String, integerKey: Bool = false) throws -> Table {
      try environment.openTable(name, integerKey: integerKey, create: create)
    }
    entries = try open("entries")
    counts = try open("counts", integerKey: true)
    placements = try open("placements", integerKey: true)
    cards = try open("cards", integerKey: true)
    items = try open("items")
    sightings = try open("sightings")
    amendments = try open("amendments")
    redirections = try open("redirections")
    counters = try open("counters")
    contacts = try ContactTables(open)
    accounts = try AccountTables(open)
    threads = try ThreadTables(open)
  }
}

/// Keys and small values, big-endian so that bytewise order is numeric order.
enum TimelineKeys {
  static let entryByteCount = 25

  static func number(_ value: UInt64) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }

  static func pair(_ first: UInt64, _ second: UInt64) -> [UInt8] {
    number(first) + number(second)
  }

  static func entry(subject: UInt64, facet: TimelineFacet, time: UInt64, position: UInt64) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: entryByteCount) { buffer, count in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      bytes.storeBytes(of: subject.bigEndian, as: UInt64.self)
      bytes[8] = facet.byte
      bytes.storeBytes(of: time.bigEndian, toByteOffset: 9, as: UInt64.self)
      bytes.storeBytes(of: position.bigEndian, toByteOffset: 17, as: UInt64.self)
      count = entryByteCount
    }
  }

  /// Signed microseconds in an order that unsigned comparison keeps.
  static func sortable(_ time: Timestamp) -> UInt64 {
    UInt64(bitPattern: time.microseconds) ^ (1 << 63)
  }

  static func time(_ sortable: UInt64) -> Timestamp {
    Timestamp(microseconds: Int64(bitPattern: sortable ^ (1 << 63)))
  }

  static func read(_ bytes: UnsafeRawBufferPointer, at offset: Int = 0) -> UInt64? {
    guard offset + 8 <= bytes.count else { return nil }
    return UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}

/// Counters that several parts of the view take numbers from.
enum TimelineCounter {
  static func next(
    _ name: String, _ table: Table, _ transaction: borrowing WriteTransaction
  ) throws -> UInt64 {
    let key = Array(name.utf8)
    let number = (try transaction.get(table, key).flatMap { TimelineKeys.read($0) } ?? 0) + 1
    _ = try transaction.put(table, key, TimelineKeys.number(number))
    return number
  }
}
