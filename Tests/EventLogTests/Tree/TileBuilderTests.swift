import EventLog
import Testing

@Suite("Tiles")
struct TileBuilderTests {
  /// Every tile of a tree as C2SP tlog-tiles defines them, computed level by level from all leaves.
  private func definedTiles(_ leaves: [MerkleHash]) -> [TileID: [UInt8]] {
    var tiles: [TileID: [UInt8]] = [:]
    var hashes = leaves
    var level: UInt8 = 0
    while !hashes.isEmpty {
      var above: [MerkleHash] = []
      for start in stride(from: 0, to: hashes.count, by: 256) {
        let tile = hashes[start..<min(start + 256, hashes.count)]
        // The unfinished level-0 tile is not kept: its hashes come from the events.
        if tile.count == 256 || level > 0 {
          tiles[TileID(level: level, index: UInt64(start / 256))] = tile.flatMap(\.bytes)
        }
        if tile.count == 256 { above.append(perfectRoot(Array(tile))) }
      }
      hashes = above
      level += 1
    }
    return tiles
  }

  private func perfectRoot(_ hashes: [MerkleHash]) -> MerkleHash {
    if hashes.count == 1 { return hashes[0] }
    return perfectRoot(stride(from: 0, to: hashes.count, by: 2).map { .node(hashes[$0], hashes[$0 + 1]) })
  }

  @Test(
    "Stored tiles are the defined ones",
    arguments: [0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 65_792, 131_072])
  func definition(size: Int) {
    let tree = TreeInMemory(size: size)
    #expect(tree.tiles == definedTiles(tree.leaves))
    #expect(tree.builder.edge.size == UInt64(size))
  }

  @Test("The specification's example of 70,000 leaves: number and width of tiles at each level")
  func specificationExample() {
    let widths = TreeInMemory(size: 70_000).tiles.mapValues { $0.count / 32 }
    #expect(widths.filter { $0.key.level == 0 }.count == 273)
    #expect(widths.filter { $0.key.level == 0 }.allSatisfy { $0.value == 256 })
    #expect(widths[TileID(level: 1, index: 0)] == 256)
    #expect(widths[TileID(level: 1, index: 1)] == 17)
    #expect(widths[TileID(level: 2, index: 0)] == 1)
    #expect(widths.count == 276)
  }

  @Test("A growing tile is handed out once for each batch, a finished one never again")
  func draining() {
    var builder = TileBuilder()
    for index in 0..<256 { builder.append(.numbered(index)) }
    #expect(builder.drainTiles().map(\.id) == [TileID(level: 0, index: 0), TileID(level: 1, index: 0)])
    #expect(builder.drainTiles().isEmpty)
    for index in 256..<1_000 { builder.append(.numbered(index)) }
    #expect(
      builder.drainTiles().map(\.id)
        == [TileID(level: 0, index: 1), TileID(level: 0, index: 2), TileID(level: 1, index: 0)])
  }

  static let whole = TreeInMemory(size: 66_000)

  @Test("A tree that is reopened again and again is the tree of one run", arguments: [1, 97, 256, 1_000, 65_536])
  func reopening(interval: Int) throws {
    let size = 66_000
    let whole = Self.whole
    var tree = TreeInMemory()
    // Reopening costs up to 255 hashes a level; a hundred of them around each boundary show the same as all.
    let boundaries = [0, 256, 65_536]
    for index in 0..<size {
      tree.append(.numbered(index))
      let nearBoundary = boundaries.contains { abs($0 - index) < 50 }
      if (interval > 1 || nearBoundary) && index % interval == interval - 1 {
        tree.commit()
        try tree.reopen()
      }
    }
    tree.commit()
    #expect(tree.tiles == whole.tiles)
    #expect(tree.builder.edge == whole.builder.edge)
  }

  @Test("A batch that is rolled back leaves no trace")
  func rollback() {
    var tree = TreeInMemory(size: 500)
    let before = tree.builder
    var failed = tree.builder
    for index in 0..<600 { failed.append(.numbered(1_000_000 + index)) }
    #expect(!failed.drainTiles().isEmpty)
    #expect(before.edge == tree.builder.edge)
    for index in 500..<1_100 { tree.append(.numbered(index)) }
    tree.commit()
    #expect(tree.tiles == TreeInMemory(size: 1_100).tiles)
  }

  @Test("Damage is named when a tree is reopened")
  func damage() throws {
    let tree = Self.whole
    let edge = tree.builder.edge
    let upper = TileID(level: 1, index: 1)
    let top = TileID(level: 2, index: 0)

    func reopening(_ change: (inout TreeInMemory) -> Void) -> MerkleError? {
      var changed = tree
      change(&changed)
      do {
        _ = try TileBuilder(edge: edge, source: changed)
        return nil
      } catch { return error }
    }
    #expect(reopening { _ in } == nil)
    #expect(reopening { $0.tiles[upper] = nil }?.code == .tileMissing)
    #expect(reopening { $0.tiles[top] = nil }?.code == .tileMissing)
    #expect(reopening { $0.tiles[upper]?.removeLast() }?.code == .tileMalformed)
    #expect(reopening { $0.tiles[upper]?[5] ^= 1 }?.code == .tileDisagreesWithEdge)
    #expect(reopening { $0.tiles[top]?[31] ^= 0x80 }?.code == .tileDisagreesWithEdge)
    let leaves = Array(tree.leaves.suffix(66_000 % 256))
    #expect(throws: MerkleError(.leafHashesMissing)) {
      try TileBuilder(edge: edge, leafHashes: leaves.dropLast(), tiles: tree.tiles)
    }
    #expect(throws: MerkleError(.tileDisagreesWithEdge)) {
      try TileBuilder(edge: edge, leafHashes: leaves.dropLast() + [.numbered(1)], tiles: tree.tiles)
    }
  }
}
