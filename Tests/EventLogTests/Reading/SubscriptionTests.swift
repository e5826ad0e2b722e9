import ArchiveEvents
import EventLog
import Testing

@Suite("Subscribing", .timeLimit(.minutes(2)))
struct SubscriptionTests {
  /// Positions of the next `count` events.
  private static func take(_ count: Int, of subscription: EventSubscription) async throws -> [UInt64] {
    var positions: [UInt64] = []
    for try await event in subscription {
      positions.append(event.position.rawValue)
      if positions.count == count { break }
    }
    return positions
  }

  @Test("first what is there, page by page, then what comes")
  func catchUpThenLive() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    _ = try await log.append(Letters.letters(0..<600))
    let (seen, continuation) = AsyncStream<UInt64>.makeStream()
    let subscriber = Task {
      for try await event in log.subscribe(after: nil) { continuation.yield(event.position.rawValue) }
      continuation.finish()
    }
    var positions = seen.makeAsyncIterator()
    for expected in 1...600 as ClosedRange<UInt64> { #expect(await positions.next() == expected) }
    // Each further one comes without the next having to be appended.
    for expected in 601...620 as ClosedRange<UInt64> {
      _ = try await log.append([Letters.letter(Int(expected))])
      #expect(await positions.next() == expected)
    }
    log.close()
    try await subscriber.value
    #expect(await positions.next() == nil)
  }

  @Test("several subscribers from several positions each get all that is theirs")
  func several() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    _ = try await log.append(Letters.letters(0..<50))
    try await withThrowingTaskGroup(of: (UInt64, [UInt64]).self) { group in
      for start in [0, 1, 10, 49, 50, 75] as [UInt64] {
        group.addTask { (start, try await Self.take(100 - Int(start), of: log.subscribe(after: Position(start)))) }
      }
      for number in 50..<100 { _ = try await log.append([Letters.letter(number)]) }
      for try await (start, positions) in group { #expect(positions == (start + 1...100).map { $0 }) }
    }
    log.close()
  }

  @Test("cancelling the task ends its subscription, whether it waits or not")
  func cancellation() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    _ = try await log.append(Letters.letters(0..<3))
    for _ in 0..<50 {
      let (stream, continuation) = AsyncStream<Void>.makeStream()
      let task = Task {
        var count = 0
        for try await _ in log.subscribe(after: nil) {
          count += 1
          if count == 3 { continuation.finish() }
        }
        return count
      }
      for await _ in stream {}
      task.cancel()
      #expect(try await task.value == 3)
    }
    let stillborn = Task { try await Self.take(.max, of: log.subscribe(after: nil)) }
    stillborn.cancel()
    #expect(try await stillborn.value.count <= 3)
    // Others are not disturbed.
    #expect(try await Self.take(3, of: log.subscribe(after: nil)) == [1, 2, 3])
    log.close()
  }

  @Test("closing the log ends all subscriptions")
  func closing() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    _ = try await log.append(Letters.letters(0..<5))
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          var count = 0
          for try await event in log.subscribe(after: nil) {
            count += 1
            if event.position.rawValue == 5 { continuation.yield() }
          }
          return count
        }
      }
      var ready = 0
      for await _ in stream {
        ready += 1
        if ready == 8 { break }
      }
      log.close()
      for try await count in group { #expect(count == 5) }
    }
  }
}
