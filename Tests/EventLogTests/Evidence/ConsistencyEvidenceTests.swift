import EventLog
import Testing

@Suite("Consistency evidence")
struct ConsistencyEvidenceTests {
  static let log = try? LogOfLetters(letters: 300)

  private func log() throws -> LogOfLetters { try #require(Self.log) }

  @Test(
    "Evidence for any two sizes proves the extension",
    arguments: [(1, 300), (255, 256), (256, 300), (100, 299), (300, 300)])
  func proves(old: Int, new: Int) throws {
    let log = try log()
    let evidence = try log.consistency(from: old, to: new)
    let read = try ConsistencyEvidence(parsing: Array(evidence.json.utf8))
    #expect(read == evidence)
    let verified = try read.verify(key: log.key.verifierKey)
    #expect(verified.old.size == UInt64(old))
    #expect(verified.new.size == UInt64(new))
    #expect(try read.verify(key: log.key.verifierKey, heldNote: log.checkpoint(size: old)) == verified)
  }

  @Test("Cut, forked and rewritten logs, and other notes, are told apart")
  func faults() throws {
    let log = try log()
    let key = log.key.verifierKey
    let good = try log.consistency(from: 100, to: 300)
    func error(_ change: (inout ConsistencyEvidence) throws -> Void) throws -> EvidenceError? {
      var altered = good
      try change(&altered)
      return #expect(throws: EvidenceError.self) { try altered.verify(key: key) }
    }
    func note(size: Int, root: MerkleHash) throws -> String {
      try Checkpoint(origin: log.key.name.rawValue, size: UInt64(size), root: root).signed(by: log.key).encoded
    }
    #expect(try error { swap(&$0.oldCheckpoint, &$0.newCheckpoint) } == EvidenceError(.logShrank))
    #expect(try error { $0.oldCheckpoint = try note(size: 300, root: .numbered(1)) } == EvidenceError(.logForked))
    #expect(try error { $0.oldCheckpoint = try note(size: 100, root: .numbered(1)) } == EvidenceError(.notConsistent))
    #expect(try error { $0.consistencyPath.removeLast() } == EvidenceError(.notConsistent))
    #expect(try error { $0.consistencyPath = [] } == EvidenceError(.notConsistent))
    #expect(
      try error { $0.newCheckpoint = $0.newCheckpoint.replacing("\n300\n", with: "\n400\n") }
        == EvidenceError(
          .checkpointRefused, underlying: CheckpointError(.note, underlying: NoteError(.wrongSignature))))
    #expect(throws: EvidenceError(.otherCheckpoint)) {
      try good.verify(key: key, heldNote: log.checkpoint(size: 99))
    }
    #expect(throws: EvidenceError(.otherCheckpoint)) {
      try good.verify(key: key, heldNote: note(size: 100, root: .numbered(1)))
    }
  }

  @Test("Who holds the key and rebuilds the log cannot make it extend an older note")
  func rebuiltLog() throws {
    let log = try log()
    var rebuilt = TreeInMemory()
    for index in 0..<310 { rebuilt.append(index == 50 ? .numbered(1) : .leaf(log.letters[min(index, 299)].envelope)) }
    rebuilt.commit()
    let proof = try ConsistencyProof.make(oldSize: 100, newSize: 310, source: rebuilt)
    let checkpoint = try Checkpoint(origin: log.key.name.rawValue, size: 310, root: rebuilt.builder.edge.root)
    let evidence = ConsistencyEvidence(
      oldCheckpoint: try log.checkpoint(size: 100), newCheckpoint: try checkpoint.signed(by: log.key).encoded,
      consistencyPath: proof.path)
    #expect(throws: EvidenceError(.notConsistent)) { try evidence.verify(key: log.key.verifierKey) }
  }
}
