import ArchiveEvents
import EventLog
import Foundation
import Testing

/// What many callers see at once. Also run under the thread sanitizer, so kept quick.
@Suite("Concurrent appends")
struct LogConcurrencyTests {
  @Test("64 callers: every acknowledged event is there once, in one order, under the right root")
  func manyCallers() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    let (callers, rounds) = (64, 6)
    let acknowledged = try await withThrowingTaskGroup(of: [(UInt64, [UInt8])].self) { group in
      for caller in 0..<callers {
        group.addTask {
          var known: [(UInt64, [UInt8])] = []
          for round in 0..<rounds {
            let numbers = (0..<1 + (caller + round) % 3).map { caller * 1_000 + round * 10 + $0 }
            let outcomes = try await log.append(numbers.map(Letters.letter))
            for (number, outcome) in zip(numbers, outcomes) {
              known.append((outcome.position.rawValue, Letters.text(number)))
            }
            // What is acknowledged can be read at once.
            let last = try #require(outcomes.last)
            #expect(try log.event(at: last.position) != nil)
            #expect(try log.count() >= last.position.rawValue)
          }
          return known
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    log.close()
    let count = acknowledged.count
    #expect(Set(acknowledged.map(\.0)) == Set(1...UInt64(count)), "each position was given once")
    try archive.with(.reader) { log in
      let events = try log.everything()
      #expect(events.count == count)
      for (position, bytes) in acknowledged {
        #expect(try log.content(#require(events[Int(position) - 1].content)) == bytes)
      }
      #expect(try log.edge().size == UInt64(count))
      #expect(try log.edge().root == log.rootByDefinition())
    }
    #expect(try archive.verify().isSound)
  }

  @Test("one caller's batches stay in the order in which it made them")
  func orderOfOneCaller() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for caller in 0..<8 {
        group.addTask {
          var last: UInt64 = 0
          for round in 0..<5 {
            let outcomes = try await log.append(
              (0..<3).map { Letters.opaque([UInt8(caller), UInt8(round), UInt8($0)]) })
            let positions = outcomes.map(\.position.rawValue)
            #expect(positions == (positions[0]..<positions[0] + 3).map { $0 }, "a batch is not torn apart")
            #expect(positions[0] > last)
            last = positions[2]
          }
        }
      }
      try await group.waitForAll()
    }
    log.close()
  }

  @Test("the same message captured by many at once is one item; the rest are sightings or duplicates")
  func sameMessage() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    let tasks = 32
    let outcomes = try await withThrowingTaskGroup(of: [AppendOutcome].self) { group in
      for task in 0..<tasks {
        // Eight sources, each met by four callers; a letter of its own goes along.
        let same = Letters.mbox(Letters.text(1), offset: UInt64(task % 8))
        group.addTask { try await log.append([Letters.letter(100 + task), same]) }
      }
      return try await group.reduce(into: []) { $0.append($1[1]) }
    }
    var (born, sighted, duplicates) = (0, 0, 0)
    var items: Set<ItemID> = []
    for outcome in outcomes {
      switch outcome {
      case .appended(_, let id):
        born += 1
        items.insert(id)
      case .sighted(_, let item):
        sighted += 1
        items.insert(item.id)
      case .duplicate: duplicates += 1
      }
    }
    #expect(born == 1 && sighted == 7 && duplicates == tasks - 8)
    #expect(items.count == 1)
    #expect(try log.items().count == tasks + 1)
    #expect(try log.count() == UInt64(tasks + 8))
    log.close()
    let report = try archive.verify()
    #expect(report.isSound, "\(report.faults)")
  }

  @Test("threads and tasks, readers and subscribers, all at once")
  func mixed() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    let total = 4 * 20 + 4 * 20
    try await withThrowingTaskGroup(of: Void.self) { group in
      for thread in 0..<4 {
        group.addTask {
          try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            Thread.detachNewThread {
              continuation.resume(
                with: Result {
                  for round in 0..<20 { _ = try log.appendAndWait([Letters.letter(thread * 100 + round)]) }
                })
            }
          }
        }
      }
      for task in 4..<8 {
        group.addTask { for round in 0..<20 { _ = try await log.append([Letters.letter(task * 100 + round)]) } }
      }
      for _ in 0..<3 {
        group.addTask {
          var seen: UInt64 = 0
          for try await event in log.subscribe(after: nil) {
            seen += 1
            #expect(event.position.rawValue == seen)
            if seen == UInt64(total) { break }
          }
        }
      }
      group.addTask {
        while try log.count() < UInt64(total) {
          let edge = try log.edge()
          if edge.size > 0 { #expect(try log.root(atSize: edge.size) == edge.root) }
          await Task.yield()
        }
      }
      try await group.waitForAll()
    }
    log.close()
    #expect(try archive.verify().isSound)
  }

  @Test("close waits for what was accepted; what comes later is refused, nothing is half there")
  func closing() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    let acknowledged: Set<UInt64> = try await withThrowingTaskGroup(of: [UInt64].self) { group in
      for task in 0..<16 {
        group.addTask {
          var known: [UInt64] = []
          for round in 0..<50 {
            do throws(EventLogError) {
              known += try await log.append([Letters.letter(task * 100 + round)]).map(\.position.rawValue)
            } catch {
              #expect(error.code == .closed, "\(error)")
              break
            }
          }
          return known
        }
      }
      group.addTask {
        for try await event in log.subscribe(after: nil) where event.position.rawValue == 40 {
          log.close()
          break
        }
        return []
      }
      return try await group.reduce(into: []) { $0.formUnion($1) }
    }
    let reopened = try archive.open()
    let count = try reopened.count()
    #expect(acknowledged.count >= 40 - 16)
    #expect(acknowledged.isSubset(of: Set(1...count)))
    reopened.close()
    #expect(try archive.verify().isSound)
  }
}
