/// Turns leaf hashes into the tiles that storage keeps (C2SP tlog-tiles geometry) and keeps the right edge beside them.
///
/// A level-0 tile is handed out once, when its 256 hashes are there; until then its hashes can be had again from the
/// events. Tiles of higher levels grow by one hash every 256, 65,536 … events and are handed out again each time, so
/// that storage always holds them in full. The builder is a value: keep a copy before a transaction, and go back to it
/// when the transaction fails.
public struct TileBuilder: Sendable {
  /// The right edge: size and root of the tree so far.
  public private(set) var edge: MerkleEdge

  private var leafTile: [UInt8]
  /// Unfinished tiles of level 1, 2, …; an empty array where the level has no unfinished tile.
  private var upperTiles: [[UInt8]]
  private var finished: [(id: TileID, hashes: [UInt8])] = []
  private var changedLevels: Set<Int> = []

  /// A builder for an empty tree.
  public init() {
    edge = MerkleEdge()
    leafTile = []
    upperTiles = []
  }

  /// Appends one leaf hash.
  public mutating func append(_ leaf: MerkleHash) {
    if leafTile.isEmpty { leafTile.reserveCapacity(TileID.width * MerkleHash.byteCount) }
    leafTile.append(leaf)
    guard edge.size % UInt64(TileID.width) == UInt64(TileID.width) - 1 else {
      edge.append(leaf)
      return
    }
    // The edge computes the roots of the finished tiles on its way; hashing the tiles again would double the work.
    var tileRoots: [MerkleHash] = []
    edge.append(leaf) { height, root in
      if height % TileID.height == 0 { tileRoots.append(root) }
    }
    finish(level: 0, hashes: leafTile)
    leafTile = []
    for (below, root) in tileRoots.enumerated() { grow(upper: below, by: root) }
  }

  private mutating func grow(upper: Int, by root: MerkleHash) {
    if upper == upperTiles.count { upperTiles.append([]) }
    upperTiles[upper].append(root)
    changedLevels.insert(upper)
    if upperTiles[upper].count == TileID.width * MerkleHash.byteCount {
      finish(level: upper + 1, hashes: upperTiles[upper])
      upperTiles[upper] = []
      changedLevels.remove(upper)
    }
  }

  private mutating func finish(level: Int, hashes: [UInt8]) {
    let index = (edge.size >> ((level + 1) * TileID.height)) - 1
    finished.append((TileID(level: UInt8(level), index: index), hashes))
  }

  /// The tiles that storage must now write, in their latest form, each once; afterwards the builder remembers none.
  public mutating func drainTiles() -> [(id: TileID, hashes: [UInt8])] {
    var tiles = finished
    for upper in changedLevels.sorted() {
      tiles.append((TileID.rightmost(level: UInt8(upper + 1), size: edge.size).id, upperTiles[upper]))
    }
    finished = []
    changedLevels = []
    return tiles
  }
}

extension TileBuilder {
  /// Continues a stored tree.
  ///
  /// - Parameters:
  ///   - edge: the stored right edge.
  ///   - leafHashes: hashes of the events after the last full level-0 tile (`edge.size % 256` of them).
  ///   - tiles: the unfinished tiles of level 1 and above. Other tiles may be there too and are not looked at.
  ///
  /// Throws a `MerkleError` when something is missing, or when hashes and edge do not belong together.
  public init(
    edge: MerkleEdge, leafHashes: [MerkleHash], tiles: [TileID: [UInt8]]
  ) throws(MerkleError) {
    self.init()
    self.edge = edge
    guard leafHashes.count == TileID.rightmost(level: 0, size: edge.size).width else {
      throw MerkleError(
        .leafHashesMissing,
        "a tree of \(edge.size) leaves needs \(edge.size % 256) of them, \(leafHashes.count) were given")
    }
    try Self.check(leafHashes, against: edge, level: 0)
    for hash in leafHashes { leafTile.append(hash) }
    var level: UInt8 = 1
    while edge.size >> (Int(level) * TileID.height) > 0 {
      let (id, width) = TileID.rightmost(level: level, size: edge.size)
      var bytes: [UInt8] = []
      if width > 0 {
        guard let stored = tiles[id] else { throw MerkleError(.tileMissing, "\(id)") }
        bytes = stored
      }
      guard bytes.count == width * MerkleHash.byteCount else {
        throw MerkleError(
          .tileMalformed,
          "\(id) has \(bytes.count) bytes where \(width) hashes of 32 bytes belong")
      }
      try Self.check(MerkleHash.array(of: bytes), against: edge, level: level)
      upperTiles.append(bytes)
      level += 1
    }
  }

  /// Continues a stored tree, reading what is needed from `source`.
  public init(edge: MerkleEdge, source: some MerkleHashSource) throws(MerkleError) {
    let width = UInt64(TileID.rightmost(level: 0, size: edge.size).width)
    let leaves = width == 0 ? [] : try source.checkedLeafHashes((edge.size - width)..<edge.size)
    var tiles: [TileID: [UInt8]] = [:]
    var level: UInt8 = 1
    while edge.size >> (Int(level) * TileID.height) > 0 {
      let (id, width) = TileID.rightmost(level: level, size: edge.size)
      if width > 0 { tiles[id] = try source.checkedTile(id) }
      level += 1
    }
    try self.init(edge: edge, leafHashes: leaves, tiles: tiles)
  }

  /// The hashes of an unfinished tile, joined two by two, are the edge's own subtree roots at those heights.
  private static func check(
    _ hashes: [MerkleHash], against edge: MerkleEdge, level: UInt8
  ) throws(MerkleError) {
    var local = MerkleEdge()
    for hash in hashes { local.append(hash) }
    let below = edge.size & ((1 << (UInt64(level) * UInt64(TileID.height))) - 1)
    let expected = edge.subtreeRoots.dropLast(below.nonzeroBitCount).suffix(local.subtreeRoots.count)
    guard Array(expected) == local.subtreeRoots else {
      let id = TileID.rightmost(level: level, size: edge.size).id
      throw MerkleError(
        .tileDisagreesWithEdge,
        "the hashes of \(id) do not give the subtree roots of the edge of \(edge.size) leaves")
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ hash: MerkleHash) {
    hash.withUnsafeBytes { append(contentsOf: $0) }
  }
}

extension MerkleHash {
  /// The hashes of a tile; bytes beyond the last whole hash are left out.
  public static func array(of tile: [UInt8]) -> [MerkleHash] {
    tile.withUnsafeBytes { buffer in
      (0..<buffer.count / byteCount).map { MerkleHash(loading: buffer, at: $0 * byteCount) }
    }
  }
}
