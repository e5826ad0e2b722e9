import EventLog
import Testing

@Suite("Inclusion proofs")
struct InclusionProofTests {
  /// One tree stands for all smaller ones: proofs for old sizes are made from the tiles of today.
  static let tree = TreeInMemory(size: 600)

  @Test("Known paths in the tree of RFC 6962's vectors")
  func knownPaths() throws {
    let tree = try KnownTree.tree()
    let first = try InclusionProof.make(leafIndex: 0, treeSize: 8, source: tree)
    #expect(
      first.path.map(\.description) == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ])
    let root = try #require(MerkleHash(hex: KnownTree.roots[8]))
    #expect(first.verify(leaf: tree.leaves[0], root: root))
  }

  @Test("The defined path of every leaf of every tree from 1 to 600 leaves verifies, and is the one that is made")
  func everyLeaf() throws {
    var recursive = RecursiveTree(Self.tree.leaves)
    for size in 1...600 {
      let root = recursive.root(0..<size)
      var unverified: [Int] = []
      var different: [Int] = []
      try recursive.eachInclusionPath(0..<size) { index, path in
        let defined = InclusionProof(leafIndex: UInt64(index), treeSize: UInt64(size), path: path)
        if !defined.verify(leaf: Self.tree.leaves[index], root: root) { unverified.append(index) }
        // Tiles cost 250 hashes a proof: all leaves of small trees, and of large ones a pattern that moves with the size.
        guard size <= 40 || index == size - 1 || (index + size) % 101 == 0 else { return }
        let made = try InclusionProof.make(leafIndex: UInt64(index), treeSize: UInt64(size), source: Self.tree)
        if made != defined { different.append(index) }
      }
      try #require(unverified.isEmpty && different.isEmpty, "a tree of \(size) leaves")
    }
  }

  @Test("No altered bit, length, place or size passes", arguments: [1, 2, 3, 7, 8, 9, 255, 256, 257, 600])
  func alterations(size: Int) throws {
    var recursive = RecursiveTree(Self.tree.leaves)
    let root = recursive.root(0..<size)
    for index in Set([0, size / 2, size - 1]) {
      let leaf = recursive.leaves[index]
      let proof = try InclusionProof.make(leafIndex: UInt64(index), treeSize: UInt64(size), source: Self.tree)
      func verifies(_ path: [MerkleHash], at place: Int = index, of size: Int = size) -> Bool {
        InclusionProof(leafIndex: UInt64(place), treeSize: UInt64(size), path: path).verify(leaf: leaf, root: root)
      }
      #expect(verifies(proof.path))
      #expect((0..<256).allSatisfy { !proof.verify(leaf: leaf.flippingBit($0), root: root) })
      #expect((0..<256).allSatisfy { !proof.verify(leaf: leaf, root: root.flippingBit($0)) })
      for place in proof.path.indices {
        #expect(
          (0..<256).allSatisfy { bit in
            var path = proof.path
            path[place] = path[place].flippingBit(bit)
            return !verifies(path)
          })
      }
      #expect(!verifies(proof.path + [root]))
      #expect(!verifies([leaf] + proof.path))
      if !proof.path.isEmpty { #expect(!verifies(proof.path.dropLast())) }
      #expect((0..<size).allSatisfy { $0 == index || !verifies(proof.path, at: $0) })
      // A size of the same shape along the path cannot be told apart here; the signed note binds size and root.
      #expect((0...index).allSatisfy { !verifies(proof.path, of: $0) })
    }
  }

  @Test("A leaf outside of the tree has no proof, and claims of one fail without a trap")
  func outside() {
    for (index, size) in [(0, 0), (5, 5), (6, 5), (UInt64.max, 600), (600, 600)] as [(UInt64, UInt64)] {
      #expect(throws: MerkleError(.indexOutOfRange)) {
        try InclusionProof.make(leafIndex: index, treeSize: size, source: Self.tree)
      }
      let claim = InclusionProof(leafIndex: index, treeSize: size, path: [])
      #expect(!claim.verify(leaf: Self.tree.leaves[0], root: Self.tree.leaves[0]))
    }
    let longest = InclusionProof(
      leafIndex: .max - 1, treeSize: .max, path: Array(repeating: .emptyRoot, count: 1_000))
    #expect(!longest.verify(leaf: .emptyRoot, root: .emptyRoot))
  }

  @Test("Proofs across the boundary of level 2", arguments: [65_535, 65_536, 65_537, 70_000])
  func largeTrees(size: Int) throws {
    let tree = TreeInMemory(size: 70_100)
    let root = try MerkleHash.root(size: UInt64(size), source: tree)
    var edge = MerkleEdge()
    for leaf in tree.leaves.prefix(size) { edge.append(leaf) }
    #expect(root == edge.root)
    for index in [0, 1, 255, 256, 32_767, 32_768, 65_279, 65_534, size - 1] {
      let proof = try InclusionProof.make(leafIndex: UInt64(index), treeSize: UInt64(size), source: tree)
      #expect(proof.verify(leaf: tree.leaves[index], root: root))
    }
  }

  @Test("A missing or damaged tile is named")
  func damage() {
    var tree = TreeInMemory(size: 1_000)
    let id = TileID(level: 1, index: 0)
    func error() -> MerkleError? {
      do {
        _ = try InclusionProof.make(leafIndex: 900, treeSize: 1_000, source: tree)
        return nil
      } catch { return error }
    }
    #expect(error() == nil)
    tree.tiles[id] = Array(tree.tiles[id]?.prefix(64) ?? [])
    #expect(error()?.code == .tileMalformed)
    tree.tiles[id] = [1, 2, 3]
    #expect(error()?.code == .tileMalformed)
    tree.tiles[id] = nil
    #expect(error()?.code == .tileMissing)
    #expect(error()?.description.contains("tile level 1, index 0") == true)
  }

  @Test("A failing source is passed on as the cause")
  func failingSource() {
    struct Unreadable: Error {}
    struct Source: MerkleHashSource {
      func tile(_ id: TileID) throws -> [UInt8]? { throw Unreadable() }
      func leafHashes(_ range: Range<UInt64>) throws -> [MerkleHash] { throw Unreadable() }
    }
    do {
      _ = try InclusionProof.make(leafIndex: 3, treeSize: 9, source: Source())
      Issue.record("a proof without hashes")
    } catch {
      #expect(error.code == .sourceFailed)
      #expect(error.underlying is Unreadable)
    }
  }
}
