import ArchiveEvents

/// An event that is sealed and hashed: all that is left for the writer is to
/// number and store it.
struct PreparedEvent: Sendable {
  let id: EventID
  let keyID: KeyID
  /// The EventEnvelope as it will be stored.
  let storedBytes: [UInt8]
  let leaf: MerkleHash
  let contents: [PreparedContent]
  /// Present on events that bear an item.
  let lookup: LookupDigest?
  /// Key in `sources`, digest included.
  let sourceKey: [UInt8]?
  /// What was sealed, for views that follow closely.
  let plain: RecentEvents.Plain

  var byteCount: Int {
    contents.reduce(storedBytes.count) { $0 + $1.chunks.reduce(0) { $0 + $1.count } }
  }
}

/// Sealed chunks of one content. Chunks before `firstChunk` were staged.
struct PreparedContent: Sendable {
  let number: ContentNumber
  let firstChunk: UInt32
  let chunks: [[UInt8]]
}

/// What the writer found when it came to store an event.
enum WriteOutcome: Sendable {
  case appended(Position)
  /// The same bytes from the same source are recorded already.
  case duplicate(Position)
  /// The item was born between the caller's look-up and the write; the caller
  /// records a sighting instead.
  case alreadyBorn(Position)
}
