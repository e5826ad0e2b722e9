import ArchiveEvents

/// Computes the tree again from the events and compares it with the tiles, the
/// edge and the notes.
struct TreeVerifier {
  /// Leaves between two looks at the tiles that became full.
  private static let stride: UInt64 = 1 << 16

  private let notes: NoteVerifier
  private let file: VerifiedFile
  private let faults: FaultCollector
  private var tiles = TileBuilder()
  private var computed: [[UInt8]: [UInt8]] = [:]
  private var nextClaim = 0
  private var isComplete = true

  init(notes: NoteVerifier, file: VerifiedFile, faults: FaultCollector) {
    self.notes = notes
    self.file = file
    self.faults = faults
    checkClaims()
  }

  var edge: MerkleEdge? { isComplete ? tiles.edge : nil }

  /// After a gap nothing more can be said of the tree; the gap is a fault of its own.
  mutating func stop() { isComplete = false }

  mutating func append(_ leaf: MerkleHash, position: UInt64) {
    guard isComplete else { return }
    tiles.append(leaf)
    if tiles.edge.size % Self.stride == 0 { drain() }
    checkClaims()
  }

  private mutating func drain() {
    for (id, hashes) in tiles.drainTiles() { computed[id.key] = hashes }
  }

  private mutating func checkClaims() {
    while nextClaim < notes.claims.count, notes.claims[nextClaim].size == tiles.edge.size {
      let claim = notes.claims[nextClaim]
      if claim.root != tiles.edge.root {
        let what =
          claim.key == nil ? "the log does not extend the given note" : "the log does not agree with its own note"
        add("\(what) of \(claim.size) events: its root differs, so something before it was changed", claim)
      }
      nextClaim += 1
    }
  }

  mutating func finish(_ records: LogRecords, _ report: inout VerificationReport) {
    guard isComplete else {
      if notes.claims.contains(where: { $0.key == nil }) {
        faults.add(VerificationFault("the given note can't be compared with a log that has gaps", table: "events"))
      }
      return
    }
    drain()
    report.root = tiles.edge.root
    for claim in notes.claims[nextClaim...] {
      let what = claim.key == nil ? "the given note" : "a note in the log"
      add("\(what) states \(claim.size) events and the log holds \(tiles.edge.size): events were removed", claim)
    }
    for (key, hashes) in computed {
      guard let stored = records.tiles[key] else {
        faults.add(
          VerificationFault("the tile is missing", table: "tree", key: Hexadecimal.encode(key), file: file.path))
        continue
      }
      if !hashes.withUnsafeBytes({ stored.equals($0) }) {
        faults.add(
          VerificationFault(
            "the tile differs from the hashes of the events", table: "tree", key: Hexadecimal.encode(key),
            position: Self.firstDifference(TileID(key: key), hashes, stored), file: file.path,
            offset: file.offset(of: stored.bytes)))
      }
    }
    for (key, stored) in records.tiles where computed[key] == nil {
      faults.add(
        VerificationFault(
          "the events account for no such tile", table: "tree", key: Hexadecimal.encode(key), file: file.path,
          offset: file.offset(of: stored.bytes)))
    }
  }

  /// The first event whose hash is not the one in its tile.
  private static func firstDifference(_ id: TileID?, _ hashes: [UInt8], _ stored: MappedBytes) -> UInt64? {
    guard let id, id.level == 0,
      let byte = zip(hashes, stored.bytes).enumerated().first(where: { $1.0 != $1.1 })?.offset
    else { return nil }
    return id.index * UInt64(TileID.width) + UInt64(byte / MerkleHash.byteCount) + 1
  }

  private func add(_ text: String, _ claim: NoteVerifier.Claim) {
    faults.add(
      VerificationFault(
        text, table: claim.key == nil ? nil : "checkpoints", key: claim.key.map { Hexadecimal.encode($0) },
        position: claim.size, file: claim.key == nil ? nil : file.path,
        offset: claim.bytes.flatMap { file.offset(of: $0.bytes) }))
  }
}
