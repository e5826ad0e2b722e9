import ArchiveEvents

/// The checkpoint notes that the log must agree with: its own, and one from
/// elsewhere.
struct NoteVerifier {
  struct Claim {
    let size: UInt64
    let root: MerkleHash
    /// Key of the record; nil for the note from elsewhere.
    let key: [UInt8]?
    let bytes: MappedBytes?
  }

  /// In order of size.
  let claims: [Claim]

  init(
    _ stored: [[UInt8]: MappedBytes], key: VerifierKey, outside: LogVerifier.OutsideNote?, file: VerifiedFile,
    faults: FaultCollector
  ) {
    var claims: [Claim] = []
    if let outside { claims.append(Claim(size: outside.size, root: outside.root, key: nil, bytes: nil)) }
    for (recordKey, value) in stored {
      do {
        let note = try SignedNote(parsing: value.bytes)
        let checkpoint = try Checkpoint(verifying: note, with: key)
        guard recordKey.withUnsafeBytes({ $0.bigEndianInteger(at: 0) }) == checkpoint.size, recordKey.count == 8 else {
          throw CheckpointError(.malformedSize, "kept under another size")
        }
        // Bytes that a parser forgives would still be an alteration.
        guard Array(note.encoded.utf8) == Array(value.bytes) else {
          throw CheckpointError(.malformedSize, "not as written")
        }
        claims.append(Claim(size: checkpoint.size, root: checkpoint.root, key: recordKey, bytes: value))
      } catch {
        faults.add(
          VerificationFault(
            "the checkpoint note does not verify: \(error)", table: "checkpoints", key: Hexadecimal.encode(recordKey),
            file: file.path, offset: file.offset(of: value.bytes)))
      }
    }
    self.claims = claims.sorted { $0.size < $1.size }
  }
}
