import Crypto
import EventLog
import Foundation

/// Writes protobuf fields, well-formed or not, to make envelopes of.
struct EnvelopeWriter {
  private(set) var bytes: [UInt8] = []

  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func field(_ number: UInt64, number value: UInt64) {
    varint(number << 3)
    varint(value)
  }

  mutating func field(_ number: UInt64, fixed64 value: Int64) {
    varint(number << 3 | 1)
    Swift.withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func field(_ number: UInt64, bytes value: [UInt8]) {
    varint(number << 3 | 2)
    varint(UInt64(value.count))
    bytes += value
  }

  mutating func raw(_ value: [UInt8]) { bytes += value }
}

/// A small log whose events are captures of letters, with all that its archive would know to prove them.
struct LogOfLetters: Sendable {
  struct Letter: Sendable {
    let original: [UInt8]
    let salt: [UInt8]
    let envelope: [UInt8]

    var digest: [UInt8] { Array(SHA256.hash(data: original)) }
  }

  let key: NoteSigningKey
  private(set) var letters: [Letter] = []
  private(set) var tree = TreeInMemory()

  init(letters count: Int, named name: String = "archive.example/letters") throws {
    key = NoteSigningKey(generatingFor: try NoteKeyName(name))
    for number in 1...count { append(Self.letter(number)) }
    tree.commit()
  }

  mutating func append(_ letter: Letter) {
    letters.append(letter)
    tree.append(.leaf(letter.envelope))
  }

  static func letter(_ number: Int) -> Letter {
    let original = Array("Subject: Offer \(number)\r\n\r\nWe offer \(number) crates.\r\n".utf8)
    let salt = Array(SHA256.hash(data: Array("salt \(number)".utf8)))
    var writer = EnvelopeWriter()
    writer.field(1, bytes: Array(repeating: UInt8(truncatingIfNeeded: number), count: 16))
    writer.field(2, bytes: Array("email.captured".utf8))
    writer.field(3, number: 1)
    writer.field(4, fixed64: 1_700_000_000_000_000 + Int64(number))
    writer.field(5, number: UInt64(number) * 1_000)
    var content = EnvelopeWriter()
    content.field(1, number: UInt64(number))
    content.field(2, bytes: Array(repeating: 0xCD, count: 32))
    content.field(3, number: UInt64(original.count))
    writer.field(6, bytes: content.bytes)
    writer.field(7, bytes: commitment(salt: salt, original: original))
    writer.field(15, bytes: Array(repeating: 0x5E, count: 300))
    return Letter(original: original, salt: salt, envelope: writer.bytes)
  }

  static func commitment(salt: [UInt8], original: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: salt + Array(SHA256.hash(data: original))))
  }

  func checkpoint(size: Int) throws -> String {
    let root = try MerkleHash.root(size: UInt64(size), source: tree)
    return try Checkpoint(origin: key.name.rawValue, size: UInt64(size), root: root).signed(by: key).encoded
  }

  func evidence(position: Int, size: Int? = nil) throws -> Evidence {
    let size = size ?? letters.count
    let letter = letters[position - 1]
    let proof = try InclusionProof.make(leafIndex: UInt64(position - 1), treeSize: UInt64(size), source: tree)
    return Evidence(
      checkpoint: try checkpoint(size: size), position: UInt64(position), envelope: letter.envelope, salt: letter.salt,
      originalDigest: letter.digest, inclusionPath: proof.path, item: "item-\(position)")
  }

  func consistency(from old: Int, to new: Int) throws -> ConsistencyEvidence {
    let proof = try ConsistencyProof.make(oldSize: UInt64(old), newSize: UInt64(new), source: tree)
    return ConsistencyEvidence(
      oldCheckpoint: try checkpoint(size: old), newCheckpoint: try checkpoint(size: new), consistencyPath: proof.path)
  }
}

/// A log of one event with this envelope, so that the envelope is reached with everything before it being right.
func evidence(ofEnvelope envelope: [UInt8]) throws -> (evidence: Evidence, key: VerifierKey) {
  var log = try LogOfLetters(letters: 1)
  let good = log.letters[0]
  log.append(.init(original: good.original, salt: good.salt, envelope: envelope))
  return (try log.evidence(position: 2), log.key.verifierKey)
}
