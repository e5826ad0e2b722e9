import Crypto
public import Foundation

/// What an outsider needs, beside the archive's public key, to check that one message was archived and is unaltered.
///
/// Written as one JSON object with these members and no others:
///
/// | member | value |
/// | --- | --- |
/// | `format` | "evrak-evidence/1" |
/// | `checkpoint` | a whole checkpoint note (C2SP tlog-checkpoint) |
/// | `position` | the event's position in the log, from 1; its leaf index is one less |
/// | `envelope` | base64 of the stored bytes of the EventEnvelope |
/// | `salt` | base64 of the 32 bytes that were sealed with the event |
/// | `original_digest` | SHA-256 of the original bytes, in lower-case hexadecimal |
/// | `inclusion_path` | array of base64 hashes, from the leaf's sibling up (RFC 9162 §2.1.3) |
/// | `item` | optional, the item's name in the archive: for the reader only, nothing proves it |
public struct Evidence: Sendable, Equatable {
  public static let format = "evrak-evidence/1"

  /// The signed checkpoint note, whole.
  public var checkpoint: String
  /// Position of the event, from 1.
  public var position: UInt64
  /// The stored bytes of the EventEnvelope.
  public var envelope: [UInt8]
  /// 32 bytes.
  public var salt: [UInt8]
  /// SHA-256 of the original bytes.
  public var originalDigest: [UInt8]
  /// Siblings from the leaf up.
  public var inclusionPath: [MerkleHash]
  /// The item's name in the archive. Not covered by any check.
  public var item: String?

  public init(
    checkpoint: String, position: UInt64, envelope: [UInt8], salt: [UInt8], originalDigest: [UInt8],
    inclusionPath: [MerkleHash], item: String? = nil
  ) {
    self.checkpoint = checkpoint
    self.position = position
    self.envelope = envelope
    self.salt = salt
    self.originalDigest = originalDigest
    self.inclusionPath = inclusionPath
    self.item = item
  }

  /// Reads an evidence file. Nothing in it is checked by this.
  public init(parsing json: [UInt8]) throws(EvidenceError) {
    var members = try EvidenceMembers(parsing: json, format: Self.format)
    checkpoint = try members.string("checkpoint")
    position = try members.number("position")
    envelope = try members.base64("envelope")
    salt = try members.base64("salt")
    originalDigest = try members.hexadecimal("original_digest")
    inclusionPath = try members.hashes("inclusion_path")
    item = try members.optionalString("item")
    try members.requireEmpty()
  }

  /// The evidence file.
  public var json: String {
    var members: [(name: String, value: FlatJSON.Value)] = [
      ("format", .string(Self.format)),
      ("position", .number(position)),
      ("original_digest", .string(Hexadecimal.encode(originalDigest))),
      ("salt", .string(StrictBase64.encode(salt))),
      ("envelope", .string(StrictBase64.encode(envelope))),
      ("inclusion_path", .strings(inclusionPath.map(\.base64))),
      ("checkpoint", .string(checkpoint)),
    ]
    if let item { members.insert(("item", .string(item)), at: 1) }
    return FlatJSON(members).text
  }
}

/// What a piece of evidence proves: at this position of the log with this checkpoint stands an event that commits to
/// the original with this digest.
public struct VerifiedEvidence: Sendable, Equatable {
  /// Name of the log, and of the key that signed its checkpoint.
  public let origin: String
  /// Position of the event, from 1.
  public let position: UInt64
  /// Number of events that the checkpoint covers.
  public let treeSize: UInt64
  /// Merkle root that the checkpoint states.
  public let root: MerkleHash
  /// SHA-256 of the original bytes.
  public let originalDigest: [UInt8]
  /// The public part of the event.
  public let envelope: PublicEnvelope

  public var eventType: String { envelope.eventType }
  /// When the archive says that it recorded the event: microseconds since 1970-01-01T00:00:00Z.
  public var recordedAtMicroseconds: Int64 { envelope.recordedAtMicroseconds }
  /// The same as a date, for display.
  public var recordedAt: Date { Date(timeIntervalSince1970: Double(recordedAtMicroseconds) / 1_000_000) }

  /// Checks that `message` is the archived original, byte for byte; throws `EvidenceError.messageMismatch`.
  public func verify(message: some Collection<UInt8>) throws(EvidenceError) {
    try verify(messageDigest: Array(SHA256.hash(data: Array(message))))
  }

  /// Checks the SHA-256 of a message that is too large to be held in memory; throws `EvidenceError.messageMismatch`.
  public func verify(messageDigest: [UInt8]) throws(EvidenceError) {
    guard messageDigest == originalDigest else {
      throw EvidenceError(
        .messageMismatch,
        "\(Hexadecimal.encode(messageDigest)), the archived one's \(Hexadecimal.encode(originalDigest))")
    }
  }
}

extension Evidence {
  /// Checks everything that the evidence claims, with no other trust than in `key`: the note's signature and origin, that
  /// the event is in the tree with the note's root, and that the event commits to the original's digest.
  public func verify(key: VerifierKey) throws(EvidenceError) -> VerifiedEvidence {
    guard salt.count == MerkleHash.byteCount else { throw EvidenceError(.malformedMember, "salt") }
    guard originalDigest.count == MerkleHash.byteCount else { throw EvidenceError(.malformedMember, "original_digest") }
    let checkpoint = try Checkpoint(trusted: checkpoint, key: key, called: "checkpoint")
    guard position >= 1, position <= checkpoint.size else {
      throw EvidenceError(.positionOutsideCheckpoint, "position \(position) of \(checkpoint.size)")
    }
    let proof = InclusionProof(leafIndex: position - 1, treeSize: checkpoint.size, path: inclusionPath)
    let leaf = envelope.withUnsafeBytes { MerkleHash.leaf($0) }
    guard proof.verify(leaf: leaf, root: checkpoint.root) else {
      throw EvidenceError(.notIncluded, "position \(position)")
    }
    // Only now are these bytes known to be the archive's own.
    let publicEnvelope = try PublicEnvelope(parsing: envelope)
    guard !publicEnvelope.commitment.isEmpty else { throw EvidenceError(.commitmentMissing, "position \(position)") }
    guard Array(SHA256.hash(data: salt + originalDigest)) == publicEnvelope.commitment else {
      throw EvidenceError(.commitmentMismatch, "position \(position)")
    }
    return VerifiedEvidence(
      origin: checkpoint.origin, position: position, treeSize: checkpoint.size, root: checkpoint.root,
      originalDigest: originalDigest, envelope: publicEnvelope)
  }
}

extension Checkpoint {
  init(trusted note: String, key: VerifierKey, called name: String) throws(EvidenceError) {
    do {
      let note = try SignedNote(parsing: note)
      try self.init(verifying: note, with: key)
    } catch let error as CheckpointError {
      throw EvidenceError(.checkpointRefused, name, underlying: error)
    } catch let error as NoteError {
      throw EvidenceError(.checkpointRefused, name, underlying: CheckpointError(.note, underlying: error))
    } catch {
      throw EvidenceError(.checkpointRefused, name)
    }
  }
}
