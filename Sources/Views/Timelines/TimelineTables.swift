import ArchiveEvents
import LMDB

/// The tables of `views/timelines`.
struct TimelineTables: Sendable {
  /// Normalised address → address number (8).
  let addresses: Table
  /// Address number (8) ‖ time (8, order-preserving) ‖ position (8) → nothing.
  let entries: Table
  /// Position → TimelineCard.
  let cards: Table
  /// Item id (16) → position (8).
  let items: Table
  /// Position of the item (8) ‖ position of the sighting (8) → nothing.
  let sightings: Table
  /// Account ‖ 0 ‖ owner → items captured (8) ‖ further sightings (8).
  let accounts: Table
  /// "addresses" → highest address number; "totals".
  let counters: Table

  init(_ environment: Environment, create: Bool) throws {
    if create {
      try environment.makeTables(
        [.init("cards", integerKey: true)]
          + ["addresses", "entries", "items", "sightings", "accounts", "counters"].map { .init($0) })
    }
    addresses = try environment.openTable("addresses", create: create)
    entries = try environment.openTable("entries", create: create)
    cards = try environment.openTable("cards", integerKey: true, create: create)
    items = try environment.openTable("items", create: create)
    sightings = try environment.openTable("sightings", create: create)
    accounts = try environment.openTable("accounts", create: create)
    counters = try environment.openTable("counters", create: create)
  }
}

/// Keys and small values, big-endian so that bytewise order is numeric order.
enum TimelineKeys {
  static let entryByteCount = 24

  static func number(_ value: UInt64) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }

  static func pair(_ first: UInt64, _ second: UInt64) -> [UInt8] {
    number(first) + number(second)
  }

  static func entry(address: UInt64, time: UInt64, position: UInt64) -> [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(entryByteCount)
    for value in [address, time, position] {
      withUnsafeBytes(of: value.bigEndian) { key.append(contentsOf: $0) }
    }
    return key
  }

  /// Signed microseconds in an order that unsigned comparison keeps.
  static func sortable(_ time: Timestamp) -> UInt64 {
    UInt64(bitPattern: time.microseconds) ^ (1 << 63)
  }

  static func read(_ bytes: UnsafeRawBufferPointer, at offset: Int = 0) -> UInt64? {
    guard offset + 8 <= bytes.count else { return nil }
    return UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
