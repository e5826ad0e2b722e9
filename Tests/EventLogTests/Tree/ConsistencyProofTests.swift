import EventLog
import Testing

@Suite("Consistency proofs")
struct ConsistencyProofTests {
  static let tree = TreeInMemory(size: 600)

  @Test(
    "Known paths in the tree of RFC 6962's vectors",
    arguments: [
      (1, 1, []),
      (
        1, 8,
        [
          "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
          "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
          "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ]
      ),
      (
        6, 8,
        [
          "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
          "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ]
      ),
      (
        2, 5,
        [
          "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
          "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ]
      ),
    ] as [(UInt64, UInt64, [String])])
  func knownPaths(old: UInt64, new: UInt64, path: [String]) throws {
    let proof = try ConsistencyProof.make(oldSize: old, newSize: new, source: KnownTree.tree())
    #expect(proof.path.map(\.description) == path)
    let oldRoot = try #require(MerkleHash(hex: KnownTree.roots[Int(old)]))
    let newRoot = try #require(MerkleHash(hex: KnownTree.roots[Int(new)]))
    #expect(proof.verify(oldRoot: oldRoot, newRoot: newRoot))
  }

  @Test("The defined path of every pair of sizes up to 300 and around 512 verifies, and is the one that is made")
  func everyPair() throws {
    var recursive = RecursiveTree(Self.tree.leaves)
    let sizes = Array(0...300) + Array(505...520) + [600]
    for new in sizes {
      let newRoot = recursive.root(0..<new)
      for old in sizes where old <= new {
        let path = old == 0 ? [] : recursive.subproof(old, 0..<new, true)
        let defined = ConsistencyProof(oldSize: UInt64(old), newSize: UInt64(new), path: path)
        guard defined.verify(oldRoot: recursive.root(0..<old), newRoot: newRoot) else {
          Issue.record("\(old) to \(new) does not verify")
          return
        }
        // Tiles cost 250 hashes a proof: all pairs of small trees, and of large ones a pattern that moves with the size.
        guard new <= 64 || (old + new) % 37 == 0 else { continue }
        let made = try ConsistencyProof.make(oldSize: UInt64(old), newSize: UInt64(new), source: Self.tree)
        guard made == defined else {
          Issue.record("\(old) to \(new) has another path")
          return
        }
      }
    }
  }

  @Test(
    "No altered bit or length passes",
    arguments: [(1, 2), (3, 7), (4, 7), (6, 8), (128, 256), (255, 256), (256, 600), (599, 600)])
  func alterations(old: Int, new: Int) throws {
    var recursive = RecursiveTree(Self.tree.leaves)
    let (oldRoot, newRoot) = (recursive.root(0..<old), recursive.root(0..<new))
    let proof = try ConsistencyProof.make(oldSize: UInt64(old), newSize: UInt64(new), source: Self.tree)
    func with(path: [MerkleHash]) -> ConsistencyProof {
      ConsistencyProof(oldSize: UInt64(old), newSize: UInt64(new), path: path)
    }
    #expect(proof.verify(oldRoot: oldRoot, newRoot: newRoot))
    #expect((0..<256).allSatisfy { !proof.verify(oldRoot: oldRoot.flippingBit($0), newRoot: newRoot) })
    #expect((0..<256).allSatisfy { !proof.verify(oldRoot: oldRoot, newRoot: newRoot.flippingBit($0)) })
    for place in proof.path.indices {
      #expect(
        (0..<256).allSatisfy { bit in
          var path = proof.path
          path[place] = path[place].flippingBit(bit)
          return !with(path: path).verify(oldRoot: oldRoot, newRoot: newRoot)
        })
    }
    #expect(!with(path: proof.path + [newRoot]).verify(oldRoot: oldRoot, newRoot: newRoot))
    #expect(!with(path: proof.path.dropLast()).verify(oldRoot: oldRoot, newRoot: newRoot))
    #expect(!with(path: []).verify(oldRoot: oldRoot, newRoot: newRoot))
  }

  @Test("A rewritten log extends nothing that was noted before", arguments: [0, 100, 399])
  func rewrittenLog(altered: Int) throws {
    var forged = TreeInMemory()
    for index in 0..<600 { forged.append(index == altered ? .numbered(1_000_000) : .numbered(index)) }
    forged.commit()
    let notedRoot = try MerkleHash.root(size: 400, source: Self.tree)
    let proof = try ConsistencyProof.make(oldSize: 400, newSize: 600, source: forged)
    #expect(!proof.verify(oldRoot: notedRoot, newRoot: forged.builder.edge.root))
  }

  @Test("Equal, empty and shrinking trees")
  func specialSizes() throws {
    let root = Self.tree.builder.edge.root
    let equal = try ConsistencyProof.make(oldSize: 600, newSize: 600, source: Self.tree)
    #expect(equal.path.isEmpty)
    #expect(equal.verify(oldRoot: root, newRoot: root))
    #expect(!equal.verify(oldRoot: root, newRoot: .emptyRoot))
    #expect(!ConsistencyProof(oldSize: 600, newSize: 600, path: [root]).verify(oldRoot: root, newRoot: root))

    let fromNothing = ConsistencyProof(oldSize: 0, newSize: 600, path: [])
    #expect(fromNothing.verify(oldRoot: .emptyRoot, newRoot: root))
    #expect(!fromNothing.verify(oldRoot: root, newRoot: root))
    #expect(!ConsistencyProof(oldSize: 0, newSize: 0, path: []).verify(oldRoot: root, newRoot: root))

    #expect(throws: MerkleError(.sizeOutOfRange)) {
      try ConsistencyProof.make(oldSize: 6, newSize: 5, source: Self.tree)
    }
    #expect(!ConsistencyProof(oldSize: 6, newSize: 5, path: [root]).verify(oldRoot: root, newRoot: root))
    let largest = ConsistencyProof(oldSize: 1 << 63, newSize: .max, path: Array(repeating: root, count: 1_000))
    #expect(!largest.verify(oldRoot: root, newRoot: root))
  }
}
