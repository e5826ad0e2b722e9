/// Proof that a tree is an earlier tree with leaves appended, and nothing else (RFC 9162 §2.1.4).
public struct ConsistencyProof: Sendable, Equatable {
  /// Leaves of the earlier tree.
  public let oldSize: UInt64
  /// Leaves of the later tree.
  public let newSize: UInt64
  /// Empty when the sizes are equal, or when the earlier tree is empty.
  public let path: [MerkleHash]

  public init(oldSize: UInt64, newSize: UInt64, path: [MerkleHash]) {
    self.oldSize = oldSize
    self.newSize = newSize
    self.path = path
  }

  /// Makes the proof from stored tiles: PROOF(m, D_n) of RFC 9162 §2.1.4.1.
  ///
  /// Every tree extends the empty one, which needs no path. Throws `MerkleError.sizeOutOfRange` when
  /// `oldSize > newSize`, and the errors of damaged or missing tiles.
  public static func make(
    oldSize: UInt64, newSize: UInt64, source: some MerkleHashSource
  ) throws(MerkleError) -> ConsistencyProof {
    guard oldSize <= newSize else {
      throw MerkleError(.sizeOutOfRange, "the older tree has \(oldSize) events, the newer one \(newSize)")
    }
    guard oldSize > 0 else { return ConsistencyProof(oldSize: 0, newSize: newSize, path: []) }
    var reader = SubtreeReader(treeSize: newSize, source: source)
    var path: [MerkleHash] = []
    var span = 0..<newSize
    while oldSize != span.upperBound {
      let (left, right) = span.splitAsMerkleTree
      if oldSize <= right.lowerBound {
        path.append(try reader.root(of: right))
        span = left
      } else {
        path.append(try reader.root(of: left))
        span = right
      }
    }
    // A span that still begins at 0 is the whole old tree, whose root the verifier has already.
    if span.lowerBound != 0 { path.append(try reader.root(of: span)) }
    path.reverse()
    return ConsistencyProof(oldSize: oldSize, newSize: newSize, path: path)
  }

  /// Whether the tree with `newRoot` extends the tree with `oldRoot` (RFC 9162 §2.1.4.2).
  public func verify(oldRoot: MerkleHash, newRoot: MerkleHash) -> Bool {
    guard oldSize > 0, oldSize < newSize else {
      guard path.isEmpty else { return false }
      if oldSize == newSize {
        return oldRoot == newRoot && (oldSize > 0 || oldRoot == MerkleHash.emptyRoot)
      }
      return oldSize == 0 && oldRoot == MerkleHash.emptyRoot
    }
    // When the old tree is perfect, its root is the first node of the path and is not sent.
    let nodes = oldSize.nonzeroBitCount == 1 ? [oldRoot] + path : path
    guard let first = nodes.first, !path.isEmpty else { return false }
    // Up to the root of the old tree's rightmost perfect subtree, where the path begins.
    let climb = (~(oldSize - 1)).trailingZeroBitCount
    var node = (oldSize - 1) >> climb
    var last = (newSize - 1) >> climb
    var oldHash = first
    var newHash = first
    for sibling in nodes.dropFirst() {
      if last == 0 { return false }
      if node & 1 == 1 || node == last {
        oldHash = MerkleHash.node(sibling, oldHash)
        newHash = MerkleHash.node(sibling, newHash)
        while node & 1 == 0 && node != 0 {
          node >>= 1
          last >>= 1
        }
      } else {
        newHash = MerkleHash.node(newHash, sibling)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && oldHash == oldRoot && newHash == newRoot
  }
}
