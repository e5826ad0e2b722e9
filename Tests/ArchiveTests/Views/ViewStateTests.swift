import Archive
import ArchiveEvents
import EventLog
import Foundation
import LMDB
import Testing
import Views

/// Views follow from the log: whatever happens to one, the answers are those
/// of the log.
@Suite("A view and its log")
struct ViewStateTests {
  /// All that a view answers, for comparison.
  struct Answers: Equatable {
    var timelines: [String: [TimelineEntry]] = [:]
    var totals: TimelineTotals
    var sightings: [UInt64: [Position]] = [:]

    init(_ view: View<TimelineProjection>) throws {
      totals = try view.totals()
      var addresses: [String] = []
      try view.forEachAddress {
        addresses.append($0); return true
      }
      for address in addresses {
        let known = try #require(CorrespondentAddress(address))
        timelines[address] = try view.page(TimelineQuery(address: known, limit: .max))
      }
      for entry in timelines.values.joined() {
        sightings[entry.position.rawValue] = try view.sightings(ofItemAt: entry.position)
      }
    }
  }

  private static func mails(_ range: Range<Int>) -> [Mail] {
    range.map { number in
      var mail = Mail("m\(number)", date: 1_700_000_000 + number * 7 % 1_000)
      mail.from = "kisi\(number % 9)@musteri.example"
      return mail
    }
  }

  /// Mails, and some of them met again elsewhere.
  private static func fill(_ archive: ScratchArchive, _ range: Range<Int>) throws {
    let mails = mails(range)
    try archive.with { opened in
      _ = try opened.log.appendAndWait(
        mails.map(\.draft) + mails.filter { $0.source.hasSuffix("3") }.map { $0.draft("again-" + $0.source) })
    }
  }

  @Test("a rebuilt view gives the same answers, whatever the batches in which it was first made")
  func rebuild() throws {
    let archive = try ScratchArchive()
    for start in stride(from: 0, to: 300, by: 60) {
      try Self.fill(archive, start..<start + 60)
      try archive.withTimelines { _, _ in }
    }
    let before = try archive.withTimelines { view, _ in try Answers(view) }
    #expect(before.totals.items == 300 && before.sightings.values.contains { !$0.isEmpty })
    try archive.with { try $0.rebuildView("timelines") }
    #expect(try archive.withTimelines { view, _ in try Answers(view) } == before)
    #expect(try names(in: archive.directory + "/views") == ["timelines"], "nothing of the old one is left")
    try FileManager.default.removeItem(atPath: archive.directory + "/views")
    #expect(try archive.withTimelines { view, _ in try Answers(view) } == before)
    // One event at a time.
    try FileManager.default.removeItem(atPath: archive.directory + "/views")
    try archive.with { opened in
      let view = try opened.timelines()
      try view.catchUp(with: opened.log, batch: 1)
      view.close()
    }
    #expect(try archive.withTimelines { view, _ in try Answers(view) } == before)
  }

  @Test("a rebuild that was cut short is done again from the start")
  func rebuildCutShort() throws {
    let archive = try ScratchArchive()
    try Self.fill(archive, 0..<50)
    let before = try archive.withTimelines { view, _ in try Answers(view) }
    // What a crash leaves on the way: a half-made view, or an old one set aside.
    let scratch = archive.directory + "/views/.rebuild"
    try FileManager.default.createDirectory(atPath: scratch + "/timelines", withIntermediateDirectories: true)
    try Data("half".utf8).write(to: URL(fileURLWithPath: scratch + "/timelines/data.mdb"))
    try archive.with { try $0.rebuildView("timelines") }
    #expect(try archive.withTimelines { view, _ in try Answers(view) } == before)
    #expect(!exists(scratch))
  }

  @Test("an unknown view is refused with the names of those that there are")
  func unknownView() throws {
    let archive = try ScratchArchive()
    let error = #expect(throws: ViewError(.unknownView, "")) { try archive.with { try $0.rebuildView("calendar") } }
    #expect(error?.message.contains("timelines") ?? false)
  }

  @Test("a view that lost its last commits catches up from where it stands")
  func lostCommits() throws {
    let archive = try ScratchArchive()
    try Self.fill(archive, 0..<80)
    try archive.withTimelines { _, _ in }
    let earlier = try Data(contentsOf: URL(fileURLWithPath: archive.viewFile))
    try Self.fill(archive, 80..<200)
    let answers = try archive.withTimelines { view, _ in try Answers(view) }
    try earlier.write(to: URL(fileURLWithPath: archive.viewFile))
    try archive.with { opened in
      let view = try opened.timelines()
      #expect(try view.position() == 88)
      var seen: [UInt64] = []
      try view.catchUp(with: opened.log, batch: 50) { seen.append($0) }
      #expect(seen == [138, 188, 220])
      #expect(try Answers(view) == answers)
      view.close()
    }
  }

  @Test("a log that was put back to an earlier state gets a view of its own, not the later one's")
  func logPutBack() throws {
    let archive = try ScratchArchive()
    try Self.fill(archive, 0..<20)
    let earlier = try Data(contentsOf: URL(fileURLWithPath: archive.directory + "/log/data.mdb"))
    try Self.fill(archive, 20..<60)
    try archive.withTimelines { _, _ in }
    try earlier.write(to: URL(fileURLWithPath: archive.directory + "/log/data.mdb"))
    #expect(try archive.withTimelines { view, _ in try view.totals().items } == 20)
    // And grown again by other mails to the same length.
    try Self.fill(archive, 500..<540)
    #expect(try archive.withTimelines { view, _ in try view.totals().items } == 60)
    #expect(try archive.withTimelines { view, opened in try view.position() == opened.log.count() })
  }

  enum Damage: String, CaseIterable {
    case missing, empty, rubbish, cutInTheMeta, otherArchive, otherVersion, noCheckpoint, noTables
  }

  @Test(
    "a view that is missing, damaged, of another version or of another archive is made anew", arguments: Damage.allCases
  )
  func madeAnew(damage: Damage) throws {
    let archive = try ScratchArchive()
    try Self.fill(archive, 0..<50)
    let answers = try archive.withTimelines { view, _ in try Answers(view) }
    let file = URL(fileURLWithPath: archive.viewFile)
    switch damage {
    case .missing: try FileManager.default.removeItem(atPath: archive.directory + "/views/timelines")
    case .empty: try Data().write(to: file)
    case .rubbish: try Data(repeating: 0x55, count: 40_000).write(to: file)
    case .cutInTheMeta: try Data(contentsOf: file).prefix(100).write(to: file)
    case .otherArchive:
      let other = try ScratchArchive()
      try Self.fill(other, 0..<50)
      try other.withTimelines { _, _ in }
      try Data(contentsOf: URL(fileURLWithPath: other.viewFile)).write(to: file)
    case .otherVersion: try Self.alterCheckpoint(archive) { $0[19] ^= 1 }
    case .noCheckpoint: try Self.alterCheckpoint(archive) { $0 = [1, 2, 3] }
    case .noTables:
      try FileManager.default.removeItem(at: file)
      try Environment.open(path: file.deletingLastPathComponent().path).close()
    }
    #expect(try archive.withTimelines { view, _ in try Answers(view) } == answers)
    #expect(try archive.verify().isSound, "the log was not touched")
  }

  @Test("a reader does not touch a view that it can't use, and says what to do")
  func reader() throws {
    let archive = try ScratchArchive()
    try Self.fill(archive, 0..<5)
    try archive.withTimelines { _, _ in }
    try Self.alterCheckpoint(archive) { $0[19] ^= 1 }
    let before = try Data(contentsOf: URL(fileURLWithPath: archive.viewFile))
    try archive.with(.reader) { opened in
      let error = #expect(throws: ViewError(.unusable, "")) { try opened.timelines() }
      #expect(error?.message.contains("evrak rebuild") ?? false)
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: archive.viewFile)) == before)
  }

  private static func alterCheckpoint(_ archive: ScratchArchive, _ change: (inout [UInt8]) -> Void) throws {
    let environment = try Environment.open(
      path: URL(fileURLWithPath: archive.viewFile).deletingLastPathComponent().path)
    defer { try? environment.close() }
    let state = try environment.openTable("state", create: false)
    try environment.withWriteTransaction { transaction in
      let key = Array("checkpoint".utf8)
      var record = try #require(try transaction.get(state, key).map { Array($0) })
      change(&record)
      _ = try transaction.put(state, key, record)
    }
  }

  @Test("a follower keeps the view in step while others append, and ends with everything in it")
  func follower() async throws {
    let archive = try ScratchArchive()
    let opened = try archive.open()
    let view = try opened.timelines()
    let follower = ViewFollower(view, log: opened.log)
    follower.start()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          for round in 0..<10 {
            _ = try await opened.log.append(
              Self.mails(task * 1_000 + round * 10..<task * 1_000 + round * 10 + 10).map(\.draft))
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try follower.finish() == 800)
    #expect(try view.totals().items == 800)
    view.close()
    opened.close()
    let answers = try archive.withTimelines { view, _ in try Answers(view) }
    try archive.with { try $0.rebuildView("timelines") }
    #expect(try archive.withTimelines { view, _ in try Answers(view) } == answers)
  }

  @Test("what is erased is left out when the view is next computed")
  func erased() throws {
    let archive = try ScratchArchive()
    try Self.fill(archive, 0..<10)
    try archive.withTimelines { _, _ in }
    let environment = try Environment.open(path: archive.directory + "/keys")
    let keys = try environment.openTable("keys", integerKey: true, create: false)
    try environment.withWriteTransaction { try #require(try $0.delete(keys, 4)) }
    try environment.close()
    try archive.with { try $0.rebuildView("timelines") }
    #expect(try archive.withTimelines { view, _ in try view.totals().items } == 9)
  }

  @Test("a message that was damaged in the log keeps no other out of sight")
  func damagedContent() throws {
    let archive = try ScratchArchive()
    try archive.take([Mail("a", date: 1_000), Mail("b", date: 2_000), Mail("c", date: 3_000)])
    let environment = try Environment.open(path: archive.directory + "/log")
    let content = try environment.openTable("content", create: false)
    let key: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0]
    try environment.withWriteTransaction { transaction in
      var chunk = Array(try #require(try transaction.get(content, key)))
      chunk[chunk.count / 2] ^= 1
      _ = try transaction.put(content, key, chunk)
    }
    try environment.close()
    try FileManager.default.removeItem(atPath: archive.directory + "/views")
    try archive.withTimelines { view, _ in
      let query = TimelineQuery(address: try #require(CorrespondentAddress("deniz@musteri.example")), limit: 10)
      #expect(try view.page(query).map(\.time.microseconds) == [3_000_000_000, 1_000_000_000])
      #expect(try view.totals().items == 3)
    }
    #expect(try archive.verify().isSound == false)
  }
}
