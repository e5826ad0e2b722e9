import ArchiveEvents
import SwiftProtobuf
import Testing

@testable import EventLog

@Suite("The newest events in memory")
struct RecentEventsTests {
  private static func followed() -> RecentEvents {
    let recent = RecentEvents()
    recent.follow()
    return recent
  }

  private static func plain(_ number: UInt64, _ bytes: [UInt8]) -> RecentEvents.Plain {
    RecentEvents.Plain(payload: SealedPayload(), content: (ContentNumber(number), bytes))
  }

  private static func stored(_ number: UInt64, at position: UInt64, keyID: UInt64 = 1) throws -> StoredContent {
    StoredContent(
      reference: .with { $0.number = number }, event: try #require(EventID(Array(repeating: 7, count: 16))),
      keyID: KeyID(keyID), position: try #require(Position(position)))
  }

  private static func add(_ positions: ClosedRange<UInt64>, to recent: RecentEvents, size: Int = 8) throws {
    for number in positions {
      let bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: size)
      recent.add([(try #require(Position(number)), plain(number, bytes))])
    }
  }

  @Test(
    "each event is found under its position, and under no other's content number", arguments: [1, 500, 1_024, 5_000])
  func findsWhatWasAdded(count: UInt64) throws {
    let recent = Self.followed()
    try Self.add(1...count, to: recent)
    for number in [1, count / 2 + 1, count] {
      let found = recent.content(try Self.stored(number, at: number))
      #expect(found == [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 8))
      #expect(recent.content(try Self.stored(number + 1, at: number)) == nil)
    }
    #expect(recent.content(try Self.stored(count + 1, at: count + 1)) == nil)
  }

  @Test("the oldest go when the bound is reached, the newest stay")
  func keepsWithinItsBound() throws {
    let recent = Self.followed()
    try Self.add(1...20, to: recent, size: RecentEvents.capacity / 8)
    #expect(recent.content(try Self.stored(1, at: 1)) == nil)
    #expect(recent.content(try Self.stored(13, at: 13)) == nil)
    #expect(recent.content(try Self.stored(14, at: 14)) != nil)
    #expect(recent.content(try Self.stored(20, at: 20)) != nil)
  }

  @Test("one event larger than the bound is kept until the next comes")
  func keepsOneLargeEvent() throws {
    let recent = Self.followed()
    try Self.add(1...1, to: recent, size: RecentEvents.capacity + 1)
    #expect(recent.content(try Self.stored(1, at: 1)) != nil)
    try Self.add(2...2, to: recent)
    #expect(recent.content(try Self.stored(1, at: 1)) == nil)
    #expect(recent.content(try Self.stored(2, at: 2)) != nil)
  }

  @Test("nothing is kept while nobody follows")
  func keepsNothingForNobody() throws {
    let recent = RecentEvents()
    try Self.add(1...3, to: recent)
    recent.follow()
    try Self.add(4...5, to: recent)
    #expect(recent.content(try Self.stored(3, at: 3)) == nil)
    #expect(recent.content(try Self.stored(4, at: 4)) != nil)
  }

  @Test("after a gap only what follows it is known")
  func forgetsBeforeAGap() throws {
    let recent = Self.followed()
    try Self.add(1...5, to: recent)
    try Self.add(9...10, to: recent)
    #expect(recent.content(try Self.stored(5, at: 5)) == nil)
    #expect(recent.content(try Self.stored(7, at: 7)) == nil)
    #expect(recent.content(try Self.stored(9, at: 9)) != nil)
    #expect(recent.content(try Self.stored(10, at: 10)) != nil)
  }
}
