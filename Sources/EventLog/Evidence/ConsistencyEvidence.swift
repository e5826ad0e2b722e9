/// What an outsider needs, beside the archive's public key, to check that the log of a newer checkpoint is the log of an
/// older one with events appended and nothing else.
///
/// Written as one JSON object with these members and no others: `format` ("evrak-consistency/1"), `old_checkpoint` and
/// `new_checkpoint` (whole checkpoint notes), `consistency_path` (array of base64 hashes, RFC 9162 §2.1.4).
public struct ConsistencyEvidence: Sendable, Equatable {
  public static let format = "evrak-consistency/1"

  /// The older signed checkpoint note, whole.
  public var oldCheckpoint: String
  /// The newer signed checkpoint note, whole.
  public var newCheckpoint: String
  public var consistencyPath: [MerkleHash]

  public init(oldCheckpoint: String, newCheckpoint: String, consistencyPath: [MerkleHash]) {
    self.oldCheckpoint = oldCheckpoint
    self.newCheckpoint = newCheckpoint
    self.consistencyPath = consistencyPath
  }

  /// Reads an evidence file. Nothing in it is checked by this.
  public init(parsing json: [UInt8]) throws(EvidenceError) {
    var members = try EvidenceMembers(parsing: json, format: Self.format)
    oldCheckpoint = try members.string("old_checkpoint")
    newCheckpoint = try members.string("new_checkpoint")
    consistencyPath = try members.hashes("consistency_path")
    try members.requireEmpty()
  }

  /// The evidence file.
  public var json: String {
    FlatJSON([
      ("format", .string(Self.format)),
      ("old_checkpoint", .string(oldCheckpoint)),
      ("new_checkpoint", .string(newCheckpoint)),
      ("consistency_path", .strings(consistencyPath.map(\.base64))),
    ]).text
  }
}

/// What consistency evidence proves: the first `new.size` events begin with the first `old.size` ones, unaltered.
public struct VerifiedConsistency: Sendable, Equatable {
  public let old: Checkpoint
  public let new: Checkpoint
}

extension ConsistencyEvidence {
  /// Checks both notes and that the newer one extends the older one.
  ///
  /// The older note is taken from the evidence itself. Who kept a note elsewhere gives it to
  /// `verify(key:heldNote:)` instead: only then is it sure that the comparison is with that note.
  public func verify(key: VerifierKey) throws(EvidenceError) -> VerifiedConsistency {
    let old = try Checkpoint(trusted: oldCheckpoint, key: key, called: "older checkpoint")
    let new = try Checkpoint(trusted: newCheckpoint, key: key, called: "newer checkpoint")
    guard old.size <= new.size else {
      throw EvidenceError(.logShrank, "the older checkpoint has \(old.size) events, the newer one \(new.size)")
    }
    guard old.size != new.size || old.root == new.root else { throw EvidenceError(.logForked, "\(old.size)") }
    let proof = ConsistencyProof(oldSize: old.size, newSize: new.size, path: consistencyPath)
    guard proof.verify(oldRoot: old.root, newRoot: new.root) else {
      throw EvidenceError(.notConsistent, "\(new.size)")
    }
    return VerifiedConsistency(old: old, new: new)
  }

  /// Checks the evidence, and that its older checkpoint is the one of a note that was kept outside of the archive.
  ///
  /// Throws `EvidenceError.otherCheckpoint` when it is not, and all that `verify(key:)` throws.
  public func verify(key: VerifierKey, heldNote: String) throws(EvidenceError) -> VerifiedConsistency {
    let held = try Checkpoint(trusted: heldNote, key: key, called: "note that was kept")
    let verified = try verify(key: key)
    guard held.size == verified.old.size, held.root == verified.old.root else {
      throw EvidenceError(.otherCheckpoint, "note that was kept, of \(held.size) events,")
    }
    return verified
  }
}
