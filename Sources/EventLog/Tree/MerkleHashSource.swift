/// Where proofs get their hashes from: the stored tiles, and the events of the tile that is not full yet.
public protocol MerkleHashSource {
  /// The stored hashes of a tile, 32 bytes each, or `nil` when no such tile is stored.
  ///
  /// A level-0 tile is stored once it is full; a tile of a higher level is stored in its latest form.
  func tile(_ id: TileID) throws -> [UInt8]?

  /// The leaf hashes of the events with these indices (index = position − 1), computed from the stored events.
  ///
  /// Asked only for leaves of an unfinished level-0 tile: at most 256 of them, beginning at a multiple of 256.
  func leafHashes(_ range: Range<UInt64>) throws -> [MerkleHash]
}

extension MerkleHashSource {
  func checkedTile(_ id: TileID) throws(MerkleError) -> [UInt8]? {
    do {
      return try tile(id)
    } catch {
      throw MerkleError(.sourceFailed, "\(id)", underlying: error)
    }
  }

  func checkedLeafHashes(_ range: Range<UInt64>) throws(MerkleError) -> [MerkleHash] {
    let hashes: [MerkleHash]
    do {
      hashes = try leafHashes(range)
    } catch {
      throw MerkleError(
        .sourceFailed, "positions \(range.lowerBound + 1) to \(range.upperBound)", underlying: error)
    }
    guard hashes.count == range.count else {
      throw MerkleError(
        .leafHashesMissing,
        "positions \(range.lowerBound + 1) to \(range.upperBound) gave \(hashes.count) hashes")
    }
    return hashes
  }
}
