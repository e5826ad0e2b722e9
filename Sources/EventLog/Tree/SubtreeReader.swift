/// Roots of parts of one tree, read from tiles. Lives for one proof: it remembers the tiles that this proof has read.
struct SubtreeReader<Source: MerkleHashSource> {
  private let source: Source
  private let treeSize: UInt64
  private var tiles: [(id: TileID, hashes: [MerkleHash])] = []

  init(treeSize: UInt64, source: Source) {
    self.treeSize = treeSize
    self.source = source
  }

  /// MTH(D[lower:upper]) of RFC 9162 §2.1.1, where `lower` is a multiple of a power of two ≥ the range's length.
  mutating func root(of range: Range<UInt64>) throws(MerkleError) -> MerkleHash {
    var roots: [MerkleHash] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let height = 63 - (range.upperBound - start).leadingZeroBitCount
      roots.append(try perfect(height: height, index: start >> height))
      start += 1 << height
    }
    return MerkleHash.joined(roots)
  }

  /// The root over leaves `index << height ..< (index + 1) << height`.
  private mutating func perfect(height: Int, index: UInt64) throws(MerkleError) -> MerkleHash {
    let withinTile = height % TileID.height
    let first = index << withinTile
    let id = TileID(level: UInt8(height / TileID.height), index: first >> 8)
    let offset = Int(truncatingIfNeeded: first & 255)
    let count = 1 << withinTile
    let hashes = try hashes(of: id)
    guard hashes.count >= offset + count else {
      throw MerkleError(
        .tileMalformed, "\(id) has \(hashes.count) hashes, hash \(offset + count - 1) is needed")
    }
    return hashes.withUnsafeBufferPointer { Self.fold($0, offset, count) }
  }

  private static func fold(
    _ hashes: UnsafeBufferPointer<MerkleHash>, _ offset: Int, _ count: Int
  ) -> MerkleHash {
    if count == 1 { return hashes[offset] }
    let half = count / 2
    return MerkleHash.node(fold(hashes, offset, half), fold(hashes, offset + half, half))
  }

  private mutating func hashes(of id: TileID) throws(MerkleError) -> [MerkleHash] {
    if let known = tiles.first(where: { $0.id == id }) { return known.hashes }
    let hashes: [MerkleHash]
    if let stored = try source.checkedTile(id) {
      guard stored.count % MerkleHash.byteCount == 0 else {
        throw MerkleError(.tileMalformed, "\(id) has \(stored.count) bytes, not a whole number of hashes")
      }
      hashes = MerkleHash.array(of: stored)
    } else if id.level == 0 {
      let start = id.index * UInt64(TileID.width)
      let width = min(treeSize - start, UInt64(TileID.width))
      hashes = try source.checkedLeafHashes(start..<(start + width))
    } else {
      throw MerkleError(.tileMissing, "\(id)")
    }
    tiles.append((id, hashes))
    return hashes
  }
}

extension MerkleHash {
  /// The root of the tree of the first `size` leaves, read from stored tiles (RFC 9162 §2.1.1).
  ///
  /// `source` may hold a larger tree. Throws a `MerkleError` when it does not hold `size` leaves.
  public static func root(size: UInt64, source: some MerkleHashSource) throws(MerkleError) -> MerkleHash {
    var reader = SubtreeReader(treeSize: size, source: source)
    return try reader.root(of: 0..<size)
  }
}
