import ArchiveEvents
import EventLog
import Testing

@Suite("Reading")
struct ReadingTests {
  @Test("events from a position on, no more than asked for, none beyond the end")
  func ranges() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    _ = try await log.append(Letters.letters(0..<30))
    func positions(from position: UInt64, limit: Int) throws -> [UInt64] {
      try log.read(from: #require(Position(position)), limit: limit).map(\.position.rawValue)
    }
    #expect(try positions(from: 1, limit: 5) == [1, 2, 3, 4, 5])
    #expect(try positions(from: 28, limit: 5) == [28, 29, 30])
    #expect(try positions(from: 30, limit: .max) == [30])
    #expect(try positions(from: 31, limit: 5).isEmpty)
    #expect(try positions(from: .max, limit: 5).isEmpty)
    #expect(try positions(from: 1, limit: 0).isEmpty)
    #expect(try log.event(at: #require(Position(31))) == nil)
    log.close()
  }

  @Test("sealed reading gives the public part only")
  func sealed() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    _ = try await log.append([Letters.letter(1)])
    let event = try #require(try log.read(from: .first, limit: 1, open: false).first)
    #expect(event.payload == nil)
    #expect(event.itemID == event.id, "which item it is can be told without a key")
    #expect(try log.content(#require(event.content)) == Letters.text(1))
    log.close()
  }

  @Test("nothing of the message, its account or its source can be read from the files")
  func nothingInClear() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    let secret = "KAHVALTI-4711"
    _ = try await log.append([
      Letters.maildir(
        Array("Subject: \(secret)\r\n\r\n\(secret)".utf8), name: secret + "-1", account: "gizli@firma.example"),
      Letters.mbox(Array("Subject: \(secret) too\r\n\r\nx".utf8), offset: 0, path: "/mail/\(secret).mbox"),
    ])
    log.close()
    for name in ["events", "content", "recent", "sources", "tree", "state"] {
      for (key, value) in try archive.records(name) {
        // The unique name of a Maildir message is the delivering system's and stands in the clear.
        let text = String(decoding: (name == "sources" ? [] : key) + value, as: UTF8.self)
        #expect(!text.contains(secret) && !text.contains("gizli"), "table \(name)")
      }
    }
  }

  @Test("roots and proofs of every earlier size are those of the definition", arguments: [1, 2, 255, 256, 257, 600])
  func roots(size: Int) async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    _ = try await log.append((0..<600).map { Letters.opaque([UInt8($0 & 255), UInt8($0 >> 8)]) })
    var tree = RecursiveTree(
      try (0..<600).map {
        try #require(try log.storedBytes(at: Position(leafIndex: $0))).withUnsafeBytes(MerkleHash.leaf)
      })
    let root = tree.root(0..<size)
    #expect(try log.root(atSize: UInt64(size)) == root)
    let position = try #require(Position(UInt64(size + 1) / 2))
    let proof = try log.inclusionProof(of: position, inSize: UInt64(size))
    #expect(proof.verify(leaf: tree.leaves[Int(position.leafIndex)], root: root))
    let consistency = try log.consistencyProof(from: UInt64(size), to: 600)
    #expect(consistency.verify(oldRoot: root, newRoot: tree.root(0..<600)))
    #expect(throws: EventLogError(.notFound, "")) { try log.root(atSize: 601) }
    log.close()
  }

  @Test("the newest signed note is kept under its size")
  func notes() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    #expect(try log.latestCheckpoint() == nil)
    _ = try await log.append(Letters.letters(0..<3))
    let first = try archive.sign(log)
    _ = try await log.append(Letters.letters(3..<9))
    let second = try archive.sign(log)
    let kept = try #require(try log.latestCheckpoint())
    #expect(kept.size == 9 && kept.note == second.encoded && kept.note != first.encoded)
    log.close()
    #expect(try archive.verify().checkpoints == 2)
  }
}
