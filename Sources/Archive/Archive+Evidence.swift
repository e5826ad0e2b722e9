import ArchiveEvents
public import EventLog

extension Archive {
  /// What proves to an outsider that the item of a capture is in the log,
  /// unaltered, under a checkpoint signed now.
  public func evidence(for event: RecordedEvent) throws -> Evidence {
    guard let payload = event.payload else {
      throw EventLogError(.erased, "The item at position \(event.position) was erased; nothing is left to prove.")
    }
    let note = try signCheckpoint()
    let checkpoint = try Checkpoint(parsing: note.text)
    guard let stored = try log.storedBytes(at: event.position) else {
      throw EventLogError(.notFound, "There is no position \(event.position).")
    }
    let proof = try log.inclusionProof(of: event.position, inSize: checkpoint.size)
    return Evidence(
      checkpoint: note.encoded, position: event.position.rawValue, envelope: stored, salt: Array(payload.salt),
      originalDigest: Array(payload.originalDigest), inclusionPath: proof.path, item: event.itemID?.description)
  }

  /// What proves that the log only grew since an older note of its own.
  public func consistencyEvidence(since text: String) throws -> ConsistencyEvidence {
    let old = try Checkpoint(verifying: try SignedNote(parsing: text), with: settings.verifierKey)
    let note = try signCheckpoint()
    let new = try Checkpoint(parsing: note.text)
    guard old.size <= new.size else {
      throw EventLogError(
        .corrupted,
        "The note states \(old.size) events and the log holds \(new.size): events are missing; run `evrak verify --against` with it."
      )
    }
    let proof = try log.consistencyProof(from: old.size, to: new.size)
    guard proof.verify(oldRoot: old.root, newRoot: new.root) else {
      throw EventLogError(
        .corrupted, "The log does not extend the note of \(old.size) events: what came before it was changed.")
    }
    return ConsistencyEvidence(oldCheckpoint: text, newCheckpoint: note.encoded, consistencyPath: proof.path)
  }
}
