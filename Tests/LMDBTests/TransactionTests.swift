import Foundation
import LMDB
import Testing

@Suite("Transactions and tables")
struct TransactionTests {
  struct Stop: Error {}

  @Test("what is put is got back, sorted bytewise", arguments: [0, 1, 100, 2038, 2039, 5000, 70_000])
  func roundTrip(size: Int) throws {
    let scratch = try Scratch()
    let environment = try Environment.open(path: scratch.path)
    let table = try environment.openTable("t", create: true)
    let keys: [[UInt8]] = [[0], [0, 0], [1], [127], [128, 1], [255], [UInt8](repeating: 255, count: 511)]
    try environment.withWriteTransaction { transaction in
      for (number, key) in keys.enumerated().reversed() {
        try transaction.put(table, key, [UInt8](repeating: UInt8(number), count: size))
      }
    }
    try environment.withReadTransaction { transaction in
      for (number, key) in keys.enumerated() {
        #expect(try transaction.get(table, key)?.copied == [UInt8](repeating: UInt8(number), count: size))
      }
      #expect(try transaction.get(table, [2]) == nil)
      #expect(try transaction.entryCount(table) == keys.count)
      var seen: [[UInt8]] = []
      let cursor = try transaction.makeCursor(table)
      while let record = try cursor.next() { seen.append(record.key.copied) }
      #expect(seen == keys)
    }
  }

  @Test("integer keys sort as numbers; append refuses what does not sort last")
  func integerKeys() throws {
    let scratch = try Scratch()
    let environment = try Environment.open(path: scratch.path)
    let table = try environment.openTable("n", integerKey: true, create: true)
    let keys: [UInt64] = [1, 2, 255, 256, 65_536, 1 << 40, .max]
    try environment.withWriteTransaction { transaction in
      for key in keys { try transaction.put(table, key, [UInt8(truncatingIfNeeded: key)], .append) }
      #expect(throws: LMDBError(.keyExists, operation: "")) { try transaction.put(table, 7, [0], .append) }
    }
    try environment.withReadTransaction { transaction in
      let cursor = try transaction.makeCursor(table)
      var seen: [UInt64?] = []
      while let record = try cursor.next() { seen.append(record.integerKey) }
      #expect(seen == keys)
      #expect(try cursor.seek(257)?.integerKey == 65_536)
      #expect(try cursor.previous()?.integerKey == 256)
      #expect(try cursor.current()?.integerKey == 256)
      #expect(try cursor.last()?.integerKey == .max)
      #expect(try cursor.next() == nil)
      #expect(try cursor.first()?.integerKey == 1)
      #expect(try transaction.get(table, 256)?.copied == [0])
      #expect(try transaction.get(table, 3) == nil)
    }
  }

  @Test("noOverwrite, delete, reserve, empty and deletion by cursor do what they say")
  func changes() throws {
    let scratch = try Scratch()
    let environment = try Environment.open(path: scratch.path)
    let table = try environment.openTable("t", create: true)
    try environment.withWriteTransaction { transaction in
      #expect(try transaction.put(table, [1], [10], .noOverwrite))
      #expect(try !transaction.put(table, [1], [11], .noOverwrite))
      #expect(try transaction.get(table, [1])?.copied == [10])
      try [UInt8]([2]).withUnsafeBytes { key in
        let room = try transaction.reserve(table, key, count: 9000)
        for index in room.indices { room[index] = UInt8(index & 255) }
      }
      #expect(try transaction.get(table, [2])?.copied == (0..<9000).map { UInt8($0 & 255) })
      #expect(try transaction.delete(table, [1]))
      #expect(try !transaction.delete(table, [1]))
      for byte in UInt8(10)..<20 { try transaction.put(table, [byte], [byte]) }
      let cursor = try transaction.makeCursor(table)
      #expect(try cursor.seek([12])?.key.copied == [12])
      try cursor.delete()
      #expect(try cursor.next()?.key.copied == [13])
      #expect(try transaction.entryCount(table) == 10)
      try transaction.empty(table)
      #expect(try transaction.entryCount(table) == 0)
      #expect(try cursor.first() == nil)
    }
  }

  @Test("keys of a wrong size are refused and never reach LMDB")
  func keySizes() throws {
    let scratch = try Scratch()
    let environment = try Environment.open(path: scratch.path)
    let plain = try environment.openTable("t", create: true)
    let numbers = try environment.openTable("n", integerKey: true, create: true)
    let badSize = LMDBError(.badSize, operation: "")
    try environment.withWriteTransaction { transaction in
      #expect(throws: badSize) { try transaction.put(plain, [], [1]) }
      #expect(throws: badSize) { try transaction.put(plain, [UInt8](repeating: 1, count: 512), [1]) }
      #expect(throws: badSize) { try transaction.put(plain, 1, [1]) }
      #expect(throws: badSize) { try transaction.put(numbers, [1, 2, 3], [1]) }
      #expect(throws: badSize) { try transaction.get(numbers, [1]) }
      #expect(throws: badSize) { try transaction.delete(plain, []) }
    }
    #expect(throws: LMDBError(.incompatible, operation: "")) {
      try environment.openTable("t", integerKey: true, create: true)
    }
    #expect(throws: LMDBError(.notFound, operation: "")) { try environment.openTable("none", create: false) }
  }

  @Test("a body that throws leaves nothing behind, nor does a transaction that is let go")
  func abort() throws {
    let scratch = try Scratch()
    let environment = try Environment.open(path: scratch.path)
    let table = try environment.openTable("t", create: true)
    try environment.withWriteTransaction { try $0.put(table, [1], [1]) }
    #expect(throws: Stop.self) {
      try environment.withWriteTransaction { transaction in
        try transaction.put(table, [2], [2])
        throw Stop()
      }
    }
    do {
      let transaction = try environment.beginWrite()
      try transaction.put(table, [3], [3])
    }
    #expect(try environment.contents(of: table) == [[1]: [1]])
    let transaction = try environment.beginWrite()
    try transaction.put(table, [4], [4])
    try transaction.commit()
    #expect(try environment.contents(of: table) == [[1]: [1], [4]: [4]])
  }

  @Test("a dropped table is gone, its name is free, its old handle is refused")
  func drop() throws {
    let scratch = try Scratch()
    let environment = try Environment.open(path: scratch.path)
    let (table, other) = (try environment.openTable("t", create: true), try environment.openTable("o", create: true))
    try environment.withWriteTransaction { transaction in
      try transaction.put(table, [1], [1])
      try transaction.put(other, [1], [2])
    }
    try environment.dropTable(table)
    #expect(throws: LMDBError.self) { try environment.withReadTransaction { try $0.get(table, [1])?.count } }
    #expect(throws: LMDBError(.notFound, operation: "")) { try environment.openTable("t", create: false) }
    let again = try environment.openTable("t", integerKey: true, create: true)
    #expect(try environment.contents(of: again).isEmpty)
    #expect(try environment.contents(of: other) == [[1]: [2]])
  }

  @Test("what LMDB would answer with a hang or a crash is an error")
  func misuse() throws {
    let scratch = try Scratch()
    let environment = try Environment.open(path: scratch.path)
    let table = try environment.openTable("t", create: true)
    let open = LMDBError(.transactionOpen, operation: "")
    try environment.withWriteTransaction { (_: borrowing WriteTransaction) throws -> Void in
      #expect(throws: open) { try environment.withWriteTransaction { _ in } }
      #expect(throws: open) { try environment.openTable("other", create: true) }
      #expect(throws: open) { try environment.copy(to: scratch.path) }
      #expect(throws: open) { try environment.close() }
      let known = try environment.openTable("t", create: false)
      #expect(known == table)
    }
    var escaped: TransactionHandle?
    try environment.withReadTransaction { escaped = $0.handle }
    #expect(throws: LMDBError(.transactionEnded, operation: "")) {
      try [UInt8]([1]).withUnsafeBytes { try escaped?.get(table, $0) }
    }
    #expect(throws: LMDBError(.readOnly, operation: "")) {
      try environment.withReadTransaction { transaction in try transaction.withCursor(table) { try $0.delete() } }
    }
  }

  @Test("a commit on another thread is an error, and later writers are told instead of hanging")
  func wrongThread() throws {
    let scratch = try Scratch()
    let environment = try Environment.open(path: scratch.path)
    let table = try environment.openTable("t", create: true)
    try environment.withWriteTransaction { try $0.put(table, [1], [1]) }
    nonisolated(unsafe) var handle: TransactionHandle?
    let begun = DispatchSemaphore(value: 0)
    Thread {
      if let transaction = try? environment.beginWrite() {
        handle = transaction.handle
        _ = Unmanaged.passRetained(Box(transaction))
      }
      begun.signal()
    }.start()
    begun.wait()
    let foreign = try #require(handle)
    #expect(foreign.transactionID > 0)
    Unmanaged<Box>.fromOpaque(try #require(Box.last)).release()
    #expect(throws: LMDBError(.wrongThread, operation: "")) { try environment.withWriteTransaction { _ in } }
    #expect(try environment.contents(of: table) == [[1]: [1]])
  }

  private final class Box {
    nonisolated(unsafe) static var last: UnsafeMutableRawPointer?
    let transaction: WriteTransaction
    init(_ transaction: consuming WriteTransaction) {
      self.transaction = transaction
      Box.last = Unmanaged.passUnretained(self).toOpaque()
    }
  }
}
