import ArchiveEvents
import EventLog
import Foundation
import Testing

@Suite("Item keys")
struct KeyTests {
  private func keysUsed(_ log: LMDBArchiveLog) throws -> [UInt64] { try log.items().map(\.envelope.keyID) }

  @Test("keys are minted in a block ahead; reopening goes on with the unused ones")
  func reopening() throws {
    let archive = try ScratchLog()
    #expect(try archive.recordCount("keys", .keys) == 0, "an empty archive needs none")
    for round in 0..<5 {
      try archive.with { log in
        _ = try log.appendAndWait(Letters.letters(round * 3..<round * 3 + 3))
        #expect(try keysUsed(log) == (1...UInt64(round * 3 + 3)).map { $0 })
      }
      #expect(try archive.recordCount("keys", .keys) == 4_096, "no further block was minted")
    }
  }

  @Test("an owner who appends nothing and one who sees only known bytes take no keys")
  func noWaste() throws {
    let archive = try ScratchLog()
    try archive.with { _ = try $0.appendAndWait(Letters.letters(0..<2)) }
    for _ in 0..<10 {
      try archive.with { log in
        _ = try log.appendAndWait(Letters.letters(0..<2) + [Letters.mbox(Letters.text(1), offset: 0)])
      }
    }
    try archive.with { log in
      _ = try log.appendAndWait([Letters.letter(5)])
      #expect(try keysUsed(log) == [1, 2, 3])
    }
  }

  @Test("the next block is minted while the first is used up, and the last key of a block is as good as any")
  func manyBlocks() throws {
    let archive = try ScratchLog()
    try archive.with { log in
      _ = try log.appendAndWait((0..<4_095).map { Letters.opaque(StoredKey.number(UInt64($0))) })
    }
    #expect(try archive.recordCount("keys", .keys) == 8_192)
    try archive.with { log in _ = try log.appendAndWait(Letters.letters(0..<1)) }
    #expect(try archive.recordCount("keys", .keys) == 8_192)
    try archive.with { log in
      _ = try log.appendAndWait(Letters.letters(1..<3))
      #expect(try keysUsed(log) == [4_096, 4_097, 4_098])
      for event in try log.items() { #expect(try log.content(#require(event.content)).isEmpty == false) }
    }
    #expect(try archive.recordCount("keys", .keys) == 8_192)
    #expect(try archive.verify().isSound)
  }

  @Test("a wrong root key is refused by owner and reader, and nothing is changed")
  func wrongRootKey() throws {
    let archive = try ScratchLog()
    try archive.with { _ = try $0.appendAndWait(Letters.letters(0..<2)) }
    let other = RootKey.generate().key
    for role in [LMDBArchiveLog.Role.owner, .reader] {
      #expect(throws: EventLogError(.wrongRootKey, "")) { try archive.open(as: role, with: other) }
    }
    #expect(try archive.verify().isSound)
    #expect(try archive.with(.reader) { try $0.count() } == 2)
  }

  @Test("verifying with a wrong root key says that the keys do not open")
  func verifyingWithWrongKey() throws {
    let archive = try ScratchLog()
    try archive.with { _ = try $0.appendAndWait(Letters.letters(0..<2)) }
    let report = try LogVerifier(
      archive: archive.id, rootKey: RootKey.generate().key, verifierKey: archive.signingKey.verifierKey
    ).verify(directory: archive.path)
    #expect(report.faults.contains { $0.table == "epochs" })
  }

  @Test("without the folder keys/ the archive says what is missing", arguments: [LMDBArchiveLog.Role.owner, .reader])
  func missingKeys(role: LMDBArchiveLog.Role) throws {
    let archive = try ScratchLog()
    try archive.with { _ = try $0.appendAndWait(Letters.letters(0..<2)) }
    try FileManager.default.removeItem(atPath: archive.path + "/keys")
    let error = #expect(throws: EventLogError(.noArchive, "")) { try archive.open(as: role) }
    #expect(error?.message.contains(archive.path) ?? false)
    #expect(!FileManager.default.fileExists(atPath: archive.path + "/keys"), "no empty keys are put in their place")
  }

  @Test("the keys of another archive are not taken for this one's")
  func foreignKeys() throws {
    let archive = try ScratchLog()
    let other = try ScratchLog()
    try FileManager.default.removeItem(atPath: archive.path + "/keys")
    try FileManager.default.copyItem(atPath: other.path + "/keys", toPath: archive.path + "/keys")
    #expect(throws: EventLogError(.corrupted, "")) { try archive.open() }
    #expect(throws: EventLogError(.corrupted, "")) { try archive.open(with: other.rootKey) }
    #expect(try archive.verify().faults.contains { $0.table == "settings" && $0.fault.contains("archive's id") })
  }

  @Test("two wrapped keys in each other's place open nothing and are named")
  func swapped() throws {
    let archive = try ScratchLog()
    try archive.with { _ = try $0.appendAndWait(Letters.letters(0..<3)) }
    let one = try #require(try archive.value("keys", StoredKey.event(1), .keys))
    let two = try #require(try archive.value("keys", StoredKey.event(2), .keys))
    try archive.put("keys", StoredKey.event(1), two, .keys)
    try archive.put("keys", StoredKey.event(2), one, .keys)
    try archive.with(.reader) { log in
      #expect(throws: EventLogError(.corrupted, "")) { try log.event(at: .first) }
      #expect(throws: Never.self) { try log.event(at: .init(leafIndex: 2)) }
    }
    let report = try archive.verify()
    for key in ["1", "2"] { #expect(report.faults.contains { $0.table == "keys" && $0.key == key }) }
  }

  @Test("a destroyed key takes payload and content with it; the rest stays readable and the tree whole")
  func destroyed() throws {
    let archive = try ScratchLog()
    let note = try archive.with { log in
      _ = try log.appendAndWait(Letters.letters(0..<3) + [Letters.mbox(Letters.text(2), offset: 0)])
      return try archive.sign(log)
    }
    try archive.remove("keys", StoredKey.event(3), .keys)
    try archive.with(.reader) { log in
      let events = try log.everything()
      #expect(events.map { $0.payload == nil } == [false, false, true, true], "the sighting goes with its item")
      #expect(throws: EventLogError(.erased, "")) { try log.content(#require(events[2].content)) }
      #expect(try log.content(#require(events[1].content)) == Letters.text(1))
    }
    let report = try archive.verify(against: note)
    // Nobody recorded an erasure, so both events are named, and nothing else is.
    #expect(report.faults.compactMap(\.position).sorted() == [3, 4] && report.faults.count == 2, "\(report.faults)")
    #expect(report.erased == 2 && report.events == 4)
    try archive.with { log in
      // The same bytes arrive again from elsewhere: the item is known and erased.
      #expect(throws: EventLogError(.erased, "")) { try log.appendAndWait([Letters.mbox(Letters.text(2), offset: 7)]) }
      _ = try log.appendAndWait([Letters.letter(9)])
    }
    #expect(try archive.verify(against: note).faults.count == 2)
  }
}
