import Foundation
import LMDB
import Testing

@Suite("Environments")
struct EnvironmentTests {
  struct Wrapped: Error { let reason: String }

  @Test("a full map grows under the writer and loses nothing", arguments: ["plain", "wrapped", "swallowed"])
  func growth(manner: String) throws {
    let scratch = try Scratch()
    let environment = try Environment.open(path: scratch.path, options: .init(mapSize: 1 << 16))
    let table = try environment.openTable("n", integerKey: true, create: true)
    let before = try environment.info().mapSize
    var runs = 0
    for batch in 0..<4 {
      try environment.withWriteTransaction { transaction in
        runs += 1
        for number in UInt64(0)..<1000 {
          let key = UInt64(batch) * 1000 + number
          let value = [UInt8](repeating: UInt8(truncatingIfNeeded: key), count: 1500)
          switch manner {
          case "plain": try transaction.put(table, key, value, .append)
          case "wrapped":
            do { try transaction.put(table, key, value, .append) } catch { throw Wrapped(reason: "\(error)") }
          default: _ = try? transaction.put(table, key, value, .append)
          }
        }
      }
    }
    #expect(runs > 4)
    #expect(try environment.info().mapSize > before)
    try environment.withReadTransaction { transaction in
      #expect(try transaction.entryCount(table) == 4000)
      for key in UInt64(0)..<4000 {
        let value = try #require(try transaction.get(table, key))
        #expect(value.count == 1500 && value.allSatisfy { $0 == UInt8(truncatingIfNeeded: key) })
      }
    }
  }

  @Test("growth waits for readers of other threads, and refuses when this thread reads")
  func growthAndReaders() throws {
    let scratch = try Scratch()
    let environment = try Environment.open(path: scratch.path, options: .init(mapSize: 1 << 16))
    let table = try environment.openTable("n", integerKey: true, create: true)
    try environment.withWriteTransaction { try $0.put(table, 1, [7, 7, 7]) }
    let reading = DispatchSemaphore(value: 0)
    let mayEnd = DispatchSemaphore(value: 0)
    let done = DispatchSemaphore(value: 0)
    nonisolated(unsafe) var seen: [UInt8]?
    Thread {
      try? environment.withReadTransaction { transaction in
        let value = try transaction.get(table, 1)
        reading.signal()
        mayEnd.wait()
        // The map must still be where it was.
        seen = value?.copied
      }
      done.signal()
    }.start()
    reading.wait()
    nonisolated(unsafe) var failure: (any Error)?
    let written = DispatchSemaphore(value: 0)
    Thread {
      do {
        try environment.withWriteTransaction { transaction in
          for key in UInt64(2)..<500 { try transaction.put(table, key, [UInt8](repeating: 1, count: 2000)) }
          // Reached only once the map is large enough; the first run ends above.
        }
      } catch { failure = error }
      written.signal()
    }.start()
    mayEnd.signal()
    written.wait()
    done.wait()
    #expect(failure == nil)
    #expect(seen == [7, 7, 7])
    #expect(throws: LMDBError(.transactionOpen, operation: "")) {
      try environment.withReadTransaction { _ in
        try environment.withWriteTransaction { transaction in
          for key in UInt64(1000)..<9000 { try transaction.put(table, key, [UInt8](repeating: 1, count: 2000)) }
        }
      }
    }
    #expect(try environment.contents(of: table).count == 499)
  }

  @Test("one object per folder, however its path is written")
  func registry() throws {
    let scratch = try Scratch()
    let folder = try scratch.folder("real")
    try FileManager.default.createSymbolicLink(atPath: scratch.path + "/link", withDestinationPath: folder)
    var first: Environment? = try Environment.open(path: folder)
    #expect(try Environment.open(path: scratch.path + "/link") === first)
    #expect(try Environment.open(path: folder + "/../real/", options: .init(readOnly: true)) === first)
    let conflict = LMDBError(.optionsConflict, operation: "")
    #expect(throws: conflict) { try Environment.open(path: folder, options: .init(maxTables: 1000)) }
    first = nil
    let second = try Environment.open(path: folder, options: .init(maxTables: 1000, noMetaSync: true))
    #expect(throws: conflict) { try Environment.open(path: folder, options: .init()) }
    try second.close()
    try second.close()
    #expect(throws: LMDBError(.closed, operation: "")) { try second.withReadTransaction { _ in } }
    #expect(throws: LMDBError(.closed, operation: "")) { try second.info() }
    let third = try Environment.open(path: folder)
    #expect(third !== second)
    #expect(try third.info().lastTransactionID == 0)
  }

  @Test("opening, using and closing one folder from many threads")
  func registryUnderLoad() throws {
    let scratch = try Scratch()
    DispatchQueue.concurrentPerform(iterations: 8) { worker in
      for round in 0..<50 {
        do {
          let environment = try Environment.open(path: scratch.path, options: .init(mapSize: 1 << 16))
          let table = try environment.openTable("t", create: true)
          try environment.withWriteTransaction {
            try $0.put(table, [UInt8(worker), UInt8(round)], [UInt8](repeating: 1, count: 700))
          }
          _ = try environment.withReadTransaction { try $0.get(table, [UInt8(worker), UInt8(round)])?.count }
        } catch {
          Issue.record(error)
        }
      }
    }
    let environment = try Environment.open(path: scratch.path)
    let table = try environment.openTable("t", create: false)
    #expect(try environment.contents(of: table).count == 400)
  }

  @Test("a copy holds the same, is private, and replaces nothing", arguments: [false, true])
  func copy(compact: Bool) throws {
    let scratch = try Scratch()
    let source = try Environment.open(path: try scratch.folder("source"))
    let table = try source.openTable("n", integerKey: true, create: true)
    try source.withWriteTransaction { transaction in
      for key in UInt64(0)..<2000 { try transaction.put(table, key, [UInt8](repeating: 3, count: Int(key))) }
    }
    try source.withWriteTransaction { transaction in
      for key in UInt64(0)..<1500 { try transaction.delete(table, key) }
    }
    let folder = try scratch.folder("copy")
    try source.copy(to: folder, compact: compact)
    #expect(throws: LMDBError(.other(EEXIST), operation: "")) { try source.copy(to: folder, compact: compact) }
    let mode = try FileManager.default.attributesOfItem(atPath: folder + "/data.mdb")[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let copy = try Environment.open(path: folder)
    let copied = try copy.openTable("n", integerKey: true, create: false)
    #expect(try copy.contents(of: copied) == source.contents(of: table))
    let (lastPage, sourceLastPage) = (try copy.info().lastPage, try source.info().lastPage)
    #expect(compact ? lastPage < sourceLastPage : lastPage == sourceLastPage)
  }
}
