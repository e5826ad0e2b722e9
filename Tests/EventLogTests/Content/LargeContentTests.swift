import ArchiveEvents
import EventLog
import Foundation
import Testing

@Suite("Large contents")
struct LargeContentTests {
  /// 100 MB that no compressor makes smaller, without ever being whole in memory.
  struct Generated: ContentStream {
    static let block: [UInt8] = {
      var random = NumberedGenerator(99)
      return random.bytes(1 << 20)
    }()
    let blocks: UInt8
    let watch: @Sendable () throws -> Void

    func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
      // Beyond the window of the compressor, so that repetition does not help it.
      for number in 0..<blocks {
        try withUnsafeBytes(of: number) { try body($0) }
        try Self.block.withUnsafeBytes(body)
        try watch()
      }
    }
  }

  @Test("100 MB go in and come out within 64 MB of memory")
  func memory() async {
    // A process of its own: memory that other tests take at the same time would be counted too.
    await #expect(processExitsWith: .success) {
      let archive = try ScratchLog()
      let log = try archive.open()
      _ = Generated.block
      let before = try residentMemory()
      let most = Highest(before)
      let content = Generated(blocks: 100) { most.note(try residentMemory()) }
      let outcome = try log.appendAndWait([Letters.maildir(.stream(content), name: "large")])
      // A stream is not remembered, so this reads what was stored.
      let stored = try #require(try log.event(at: outcome[0].position)?.content)
      var size: UInt64 = 0
      var isSame = true
      var piecesSeen = 0
      try log.readContent(stored) { piece in
        // Position for position; each block of 1 MiB has its number before it.
        for offset in stride(from: 0, to: piece.count, by: 4_093) {
          let place = Int(size) + offset
          let (number, within) = place.quotientAndRemainder(dividingBy: 1 + 1 << 20)
          let expected = within == 0 ? UInt8(number) : Generated.block[within - 1]
          if piece[offset] != expected { isSame = false }
        }
        size += UInt64(piece.count)
        piecesSeen += 1
        if piecesSeen % 64 == 0 { most.note(try residentMemory()) }
      }
      log.close()
      guard size == 100 * (1 + 1 << 20), isSame, most.value - before < 64 << 20 else {
        print("\(size) bytes, same: \(isSame), \((most.value - before) >> 20) MiB more than before")
        exit(EXIT_FAILURE)
      }
      guard try archive.verify().isSound else { exit(EXIT_FAILURE) }
    }
  }

  @Test("a source that changes between its two readings is refused and leaves nothing", arguments: [1_000, 6 << 20])
  func changingSource(size: Int) async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    _ = try await log.append([Letters.letter(1)])
    var random = NumberedGenerator(1)
    let bytes = random.bytes(size)
    let changed = PiecewiseStream { pass in
      pass == 1
        ? [bytes]
        : stride(from: 0, to: size, by: 100_000).map { start in
          var piece = Array(bytes[start..<min(start + 100_000, size)])
          if start + 100_000 >= size { piece[piece.count - 1] ^= 1 }
          return piece
        }
    }
    let drafts = [Letters.letter(2), Letters.maildir(.stream(changed), name: "m"), Letters.letter(3)]
    await #expect(throws: EventLogError(.unreadableSource, "")) { try await log.append(drafts) }
    #expect(try log.count() == 1)
    log.close()
    #expect(try archive.recordCount("content") == 1)
    #expect(try archive.recordCount("staged") == 0)
    let report = try archive.verify()
    #expect(report.isSound && report.unfinished == 0, "\(report.faults)")
  }

  @Test("what an interrupted capture staged is dropped by the next owner, and its number is not used again")
  func interrupted() async throws {
    let archive = try ScratchLog()
    try archive.with { _ = try $0.appendAndWait(Letters.letters(0..<3)) }
    for number in [9, 12] as [UInt64] {
      try archive.put("staged", StoredKey.number(number), [])
      for chunk in 0..<4 as Range<UInt32> {
        try archive.put("content", StoredKey.chunk(number, chunk), Array(repeating: 7, count: 5_000))
      }
    }
    let report = try archive.verify()
    #expect(report.isSound && report.unfinished == 2, "\(report.faults)")

    let outcome = try archive.with { try $0.appendAndWait([Letters.letter(3)])[0] }
    #expect(try archive.recordCount("staged") == 0)
    #expect(try archive.recordCount("content") == 4)
    let log = try archive.open(as: .reader)
    #expect(try log.event(at: outcome.position)?.content?.number == ContentNumber(13))
    log.close()
    let after = try archive.verify()
    #expect(after.isSound && after.unfinished == 0, "\(after.faults)")
  }
}

/// Bytes of memory of this process that are not pages of files.
func residentMemory() throws -> Int {
  let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") } ?? ""
  return (Int(line.split(separator: " ").dropFirst().first ?? "") ?? 0) << 10
}

/// Sendable because the value is read and changed under its lock only.
final class Highest: @unchecked Sendable {
  private let lock = NSLock()
  private var highest: Int

  init(_ value: Int) { highest = value }

  var value: Int { lock.withLock { highest } }

  func note(_ value: Int) { lock.withLock { highest = max(highest, value) } }
}
