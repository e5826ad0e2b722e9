import Foundation
import LMDB

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// Commits of every make against a real environment: appends, random keys of all lengths, values on many pages,
/// overwriting, single and mass deletion, readers that hold old pages back.
final class RandomWorkload {
  let environment: Environment
  let events: Table
  let names: Table
  let blobs: Table
  let numbers: Table
  var extra: [Table] = []
  private var random: SeededGenerator
  private var position: UInt64 = 0
  private var longest: Int

  /// Tables in which nothing is deleted.
  static let appendOnlyTables: Set<String> = ["events"]

  init(path: String, seed: UInt64, longestValue: Int = 30_000, mapSize: Int = 1 << 32) throws {
    environment = try Environment.open(path: path, options: .init(mapSize: mapSize, noSync: true))
    events = try environment.openTable("events", integerKey: true, create: true)
    names = try environment.openTable("names", create: true)
    blobs = try environment.openTable("blobs", integerKey: true, create: true)
    numbers = try environment.openTable("numbers", integerKey: true, create: true)
    random = SeededGenerator(seed: seed)
    longest = longestValue
  }

  func step() throws {
    switch random.next() % 40 {
    case 0 where extra.count < 20:
      extra.append(
        try environment.openTable("extra-\(random.next() % 1000)", integerKey: random.next() & 1 == 0, create: true))
    case 1 where !extra.isEmpty:
      let table = extra.remove(at: Int(random.next() % UInt64(extra.count)))
      extra.removeAll { $0 == table }
      try environment.dropTable(table)
    case 2, 3, 4:
      // A reader keeps the freed pages of some commits from being used again.
      try environment.withReadTransaction { transaction in
        _ = try transaction.entryCount(events)
        for _ in 0..<(1 + random.next() % 6) { try commit() }
      }
    default:
      try commit()
    }
  }

  func commit() throws {
    try environment.withWriteTransaction { transaction in
      for _ in 0..<(1 + random.next() % 3) { try change(transaction) }
    }
  }

  private func change(_ transaction: borrowing WriteTransaction) throws {
    switch random.next() % 16 {
    case 0, 1, 2:
      for _ in 0..<(1 + random.next() % 40) {
        position += 1
        try transaction.put(events, position, value(upTo: 600), .append)
      }
    case 3, 4:
      for _ in 0..<(random.next() % 60) { try transaction.put(names, name(), value(upTo: 2100)) }
    case 5:
      for _ in 0..<(random.next() % 80) { try transaction.delete(names, name()) }
    case 6:
      let cursor = try transaction.makeCursor(names)
      guard try cursor.seek(name()) != nil else { return }
      for _ in 0..<(random.next() % 100) {
        try cursor.delete()
        guard try cursor.current() != nil else { break }
      }
    case 7, 8:
      for _ in 0..<(random.next() % 4) { try transaction.put(blobs, random.next() % 200, value(upTo: longest)) }
    case 9:
      for _ in 0..<(random.next() % 20) { try transaction.delete(blobs, random.next() % 200) }
    case 10, 11:
      for _ in 0..<(random.next() % 200) {
        try transaction.put(numbers, random.next() % 5000, value(upTo: random.next() % 8 == 0 ? 3000 : 20))
      }
    case 12:
      for _ in 0..<(random.next() % 400) { try transaction.delete(numbers, random.next() % 5000) }
    case 13:
      // Written, then written smaller in the same transaction: keeps more overflow pages than it needs.
      try transaction.put(blobs, 3, [UInt8](repeating: 9, count: longest))
      try transaction.put(blobs, 3, value(upTo: 5000))
    case 14:
      guard let table = extra.randomElement(using: &random) else { return }
      for _ in 0..<(random.next() % 50) {
        if table.integerKey {
          try transaction.put(table, random.next() % 100, value(upTo: 3000))
        } else {
          try transaction.put(table, name(), value(upTo: 300))
        }
      }
    default:
      switch random.next() % 12 {
      case 0: try transaction.empty(names)
      case 1: try transaction.empty(numbers)
      case 2: try transaction.empty(blobs)
      default: try transaction.put(names, name(), [])
      }
    }
  }

  private func name() -> [UInt8] {
    let length: Int
    switch random.next() % 10 {
    case 0: length = 511
    case 1, 2: length = 1 + Int(random.next() % 400)
    default: length = 1 + Int(random.next() % 20)
    }
    // Few letters, so that keys share beginnings and are met again.
    return (0..<length).map { $0 < 3 ? UInt8(random.next() % 6) : UInt8(random.next() % 2) }
  }

  private func value(upTo limit: Int) -> [UInt8] {
    let count = Int(random.next() % UInt64(limit + 1))
    // The one empty array of all threads would be told its count of 0, which the thread sanitizer takes for a race.
    if count == 0 { return [] }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      for index in 0..<count { buffer[index] = UInt8(truncatingIfNeeded: random.next()) }
      initialized = count
    }
  }
}

/// A digest of entries in order: equal if and, but for chance, only if the same entries came in the same order.
struct EntryDigest: Equatable {
  private(set) var state: UInt64 = 0xCBF2_9CE4_8422_2325
  private(set) var count = 0

  mutating func add(_ name: String, _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    for byte in name.utf8 { mix(UInt64(byte)) }
    add(key)
    add(value)
    count += 1
  }

  private mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var index = 0
    while index + 8 <= bytes.count {
      mix(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    while index < bytes.count {
      mix(UInt64(bytes[index]))
      index += 1
    }
    mix(UInt64(bytes.count) | 1 << 63)
  }

  private mutating func mix(_ word: UInt64) {
    let product = (state ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    state = product.high ^ product.low &+ 1
  }
}

extension RandomWorkload {
  /// What LMDB's own cursors see.
  func digest() throws -> EntryDigest {
    let tables = ([events, names, blobs, numbers] + extra).sorted {
      Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8))
    }
    return try environment.withReadTransaction { transaction in
      var digest = EntryDigest()
      for table in Set(tables).sorted(by: { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }) {
        let cursor = try transaction.makeCursor(table)
        while let record = try cursor.next() { digest.add(table.name, record.key, record.value) }
      }
      return digest
    }
  }
}
