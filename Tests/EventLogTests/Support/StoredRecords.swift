import ArchiveEvents
import EventLog
import LMDB
import Testing

/// What somebody can do to a closed archive who has LMDB and knows the format.
extension ScratchLog {
  enum Place: String {
    case log
    case keys
  }

  /// Tables whose keys are integers in the machine's order.
  private static let integerTables: Set<String> = ["events", "recent", "keys", "epochs"]

  func withEnvironment<Result>(_ place: Place = .log, _ body: (Environment) throws -> Result) throws -> Result {
    let environment = try Environment.open(path: path + "/" + place.rawValue)
    defer { try? environment.close() }
    return try body(environment)
  }

  private func table(_ name: String, _ environment: Environment) throws -> Table {
    try environment.openTable(name, integerKey: Self.integerTables.contains(name), create: false)
  }

  func records(_ name: String, _ place: Place = .log) throws -> [(key: [UInt8], value: [UInt8])] {
    try withEnvironment(place) { environment in
      let table = try table(name, environment)
      return try environment.withReadTransaction { transaction in
        try transaction.withCursor(table) { cursor in
          var records: [([UInt8], [UInt8])] = []
          while let record = try cursor.next() { records.append((Array(record.key), Array(record.value))) }
          return records
        }
      }
    }
  }

  func recordCount(_ name: String, _ place: Place = .log) throws -> Int {
    try records(name, place).count
  }

  func value(_ name: String, _ key: [UInt8], _ place: Place = .log) throws -> [UInt8]? {
    try records(name, place).first { $0.key == key }?.value
  }

  func put(_ name: String, _ key: [UInt8], _ value: [UInt8], _ place: Place = .log) throws {
    try change(place) { environment, transaction in
      _ = try transaction.put(table(name, environment), key, value)
    }
  }

  func remove(_ name: String, _ key: [UInt8], _ place: Place = .log) throws {
    try change(place) { environment, transaction in
      try #require(try transaction.delete(table(name, environment), key))
    }
  }

  func alter(_ name: String, _ key: [UInt8], _ place: Place = .log, _ change: (inout [UInt8]) -> Void) throws {
    var value = try #require(try value(name, key, place))
    change(&value)
    try put(name, key, value, place)
  }

  private func change(
    _ place: Place, _ body: (Environment, borrowing WriteTransaction) throws -> Void
  ) throws {
    try withEnvironment(place) { environment in
      // Opened before the transaction, inside which no table can be opened.
      for name in place == .log ? Self.logTables : ["keys", "epochs", "settings"] { _ = try table(name, environment) }
      try environment.withWriteTransaction { try body(environment, $0) }
    }
  }

  static let logTables = [
    "events", "content", "digests", "recent", "sources", "tree", "checkpoints", "staged", "state",
  ]
}

/// Keys as ARCHITECTURE.md writes them.
enum StoredKey {
  /// Key of `events`: the machine's byte order.
  static func event(_ position: UInt64) -> [UInt8] { withUnsafeBytes(of: position) { Array($0) } }

  static func number(_ number: UInt64) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }

  static func chunk(_ number: UInt64, _ index: UInt32) -> [UInt8] {
    self.number(number) + withUnsafeBytes(of: index.bigEndian) { Array($0) }
  }
}
