import EventLog
import Testing

@Suite("Evidence")
struct EvidenceTests {
  static let log = try? LogOfLetters(letters: 300)

  private func log() throws -> LogOfLetters { try #require(Self.log) }

  @Test("Evidence of any event proves it, after being written and read", arguments: [1, 2, 255, 256, 257, 299, 300])
  func proves(position: Int) throws {
    let log = try log()
    let evidence = try log.evidence(position: position)
    let read = try Evidence(parsing: Array(evidence.json.utf8))
    #expect(read == evidence)
    let verified = try read.verify(key: log.key.verifierKey)
    let letter = log.letters[position - 1]
    #expect(verified.origin == "archive.example/letters")
    #expect(verified.position == UInt64(position))
    #expect(verified.treeSize == 300)
    #expect(verified.root == log.tree.builder.edge.root)
    #expect(verified.originalDigest == letter.digest)
    #expect(verified.eventType == "email.captured")
    #expect(verified.recordedAtMicroseconds == 1_700_000_000_000_000 + Int64(position))
    #expect(verified.envelope.keyID == UInt64(position) * 1_000)
    #expect(verified.envelope.content?.size == UInt64(letter.original.count))
    try verified.verify(message: letter.original)
    try verified.verify(messageDigest: letter.digest)
  }

  @Test("A message altered by one bit is not the archived one")
  func alteredMessage() throws {
    let log = try log()
    let verified = try log.evidence(position: 7).verify(key: log.key.verifierKey)
    var message = log.letters[6].original
    message[20] ^= 1
    #expect(throws: EvidenceError(.messageMismatch)) { try verified.verify(message: message) }
    #expect(throws: EvidenceError(.messageMismatch)) { try verified.verify(message: message.dropLast()) }
  }

  @Test("No altered byte of what is checked passes")
  func alteredBytes() throws {
    let log = try LogOfLetters(letters: 11)
    let key = log.key.verifierKey
    let evidence = try log.evidence(position: 5)
    func fails(_ change: (inout Evidence) -> Void) -> Bool {
      var altered = evidence
      change(&altered)
      return (try? altered.verify(key: key)) == nil
    }
    #expect(!fails { _ in })
    for index in evidence.envelope.indices { #expect(fails { $0.envelope[index] ^= 1 << UInt8(index % 8) }) }
    for index in 0..<32 {
      #expect(fails { $0.salt[index] ^= 1 << UInt8(index % 8) })
      #expect(fails { $0.originalDigest[index] ^= 1 << UInt8(index % 8) })
      for place in evidence.inclusionPath.indices {
        #expect(fails { $0.inclusionPath[place] = $0.inclusionPath[place].flippingBit(index * 8 + index % 8) })
      }
    }
    for position in UInt64(0)...12 where position != 5 { #expect(fails { $0.position = position }) }
  }

  @Test("Each fault has its own error")
  func faults() throws {
    let log = try log()
    let key = log.key.verifierKey
    func code(_ change: (inout Evidence) throws -> Void) throws -> EvidenceError? {
      var altered = try log.evidence(position: 40)
      try change(&altered)
      return #expect(throws: EvidenceError.self) { try altered.verify(key: key) }
    }
    let other = try LogOfLetters(letters: 300)
    let foreign = try LogOfLetters(letters: 300, named: "other.example/log")
    #expect(try code { $0.position = 0 } == EvidenceError(.positionOutsideCheckpoint))
    #expect(try code { $0.position = 301 } == EvidenceError(.positionOutsideCheckpoint))
    #expect(try code { $0.position = .max } == EvidenceError(.positionOutsideCheckpoint))
    #expect(try code { $0.checkpoint = try log.checkpoint(size: 39) } == EvidenceError(.positionOutsideCheckpoint))
    #expect(try code { $0.position = 41 } == EvidenceError(.notIncluded))
    #expect(try code { $0.inclusionPath.removeLast() } == EvidenceError(.notIncluded))
    #expect(try code { $0.checkpoint = try log.checkpoint(size: 299) } == EvidenceError(.notIncluded))
    #expect(try code { $0.envelope.append(0) } == EvidenceError(.notIncluded))
    #expect(try code { $0.salt[0] ^= 1 } == EvidenceError(.commitmentMismatch))
    #expect(try code { $0.originalDigest = log.letters[40].digest } == EvidenceError(.commitmentMismatch))
    #expect(try code { $0.salt.removeLast() } == EvidenceError(.malformedMember))
    #expect(try code { $0.originalDigest = [] } == EvidenceError(.malformedMember))
    let unsigned = CheckpointError(.note, underlying: NoteError(.notSignedByKey))
    #expect(
      try code { $0.checkpoint = try other.checkpoint(size: 300) }
        == EvidenceError(.checkpointRefused, underlying: unsigned))
    #expect(
      try code { $0.checkpoint = try foreign.checkpoint(size: 300) }
        == EvidenceError(.checkpointRefused, underlying: unsigned))
    let forged = CheckpointError(.note, underlying: NoteError(.wrongSignature))
    #expect(
      try code { $0.checkpoint = $0.checkpoint.replacing("\n300\n", with: "\n301\n") }
        == EvidenceError(.checkpointRefused, underlying: forged))
    #expect(
      try code { $0.checkpoint = "no note" }
        == EvidenceError(.checkpointRefused, underlying: CheckpointError(.note, underlying: NoteError(.noBlankLine))))
    #expect(
      try code { $0.checkpoint = try SignedNote(text: "hello\n", signedBy: [log.key]).encoded }
        == EvidenceError(.checkpointRefused, underlying: CheckpointError(.incomplete)))
  }

  @Test("An event that commits to nothing proves no original")
  func withoutCommitment() throws {
    var writer = EnvelopeWriter()
    writer.field(1, bytes: Array(repeating: 1, count: 16))
    writer.field(2, bytes: Array("account.added".utf8))
    let (evidence, key) = try evidence(ofEnvelope: writer.bytes)
    #expect(throws: EvidenceError(.commitmentMissing)) { try evidence.verify(key: key) }
  }

  @Test("Each error says in one sentence what is wrong", arguments: EvidenceError.Code.allCases)
  func sentences(code: EvidenceError.Code) {
    let sentence = EvidenceError(code, "context").description
    #expect(sentence.hasSuffix(".") && sentence.count > 20 && !sentence.contains("\n"))
  }
}
