/// Proof that a leaf is in a tree of a given size (RFC 9162 §2.1.3).
public struct InclusionProof: Sendable, Equatable {
  /// The longest path that any tree of 64-bit size can need.
  static let maximumPathLength = 64

  /// Index of the leaf, from 0: the event's position − 1.
  public let leafIndex: UInt64
  /// Leaves of the tree that the proof leads to.
  public let treeSize: UInt64
  /// Siblings from the leaf up to the child of the root.
  public let path: [MerkleHash]

  public init(leafIndex: UInt64, treeSize: UInt64, path: [MerkleHash]) {
    self.leafIndex = leafIndex
    self.treeSize = treeSize
    self.path = path
  }

  /// Makes the proof from stored tiles: PATH(m, D_n) of RFC 9162 §2.1.3.1.
  ///
  /// `source` may hold a larger tree than `treeSize`. Throws `MerkleError.indexOutOfRange` when
  /// `leafIndex >= treeSize`, and the errors of damaged or missing tiles.
  public static func make(
    leafIndex: UInt64, treeSize: UInt64, source: some MerkleHashSource
  ) throws(MerkleError) -> InclusionProof {
    guard leafIndex < treeSize else {
      throw MerkleError(
        .indexOutOfRange, "position \(leafIndex &+ 1) is outside of a tree of \(treeSize) events")
    }
    var reader = SubtreeReader(treeSize: treeSize, source: source)
    var path: [MerkleHash] = []
    var span = 0..<treeSize
    while span.upperBound - span.lowerBound > 1 {
      let (left, right) = span.splitAsMerkleTree
      if leafIndex < right.lowerBound {
        path.append(try reader.root(of: right))
        span = left
      } else {
        path.append(try reader.root(of: left))
        span = right
      }
    }
    path.reverse()
    return InclusionProof(leafIndex: leafIndex, treeSize: treeSize, path: path)
  }

  /// Whether `leaf` at `leafIndex` leads to `root` (RFC 9162 §2.1.3.2).
  public func verify(leaf: MerkleHash, root: MerkleHash) -> Bool {
    guard leafIndex < treeSize else { return false }
    var node = leafIndex
    var last = treeSize - 1
    var hash = leaf
    for sibling in path {
      if last == 0 { return false }
      if node & 1 == 1 || node == last {
        hash = MerkleHash.node(sibling, hash)
        while node & 1 == 0 && node != 0 {
          node >>= 1
          last >>= 1
        }
      } else {
        hash = MerkleHash.node(hash, sibling)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && hash == root
  }
}

extension Range<UInt64> {
  /// D[0:k] and D[k:n] for the largest power of two k < n (RFC 9162 §2.1.1); the range has at least two leaves.
  var splitAsMerkleTree: (left: Range<UInt64>, right: Range<UInt64>) {
    let half: UInt64 = 1 << (63 - (upperBound - lowerBound - 1).leadingZeroBitCount)
    let middle = lowerBound + half
    return (lowerBound..<middle, middle..<upperBound)
  }
}
