/// The right edge of a Merkle tree: the roots of its perfect subtrees, one for each set bit of its size.
///
/// This is all that is needed to append and to state the root. An append costs one node hash on average and,
/// once the room for 64 hashes is there, no allocation of its own.
public struct MerkleEdge: Sendable, Equatable {
  /// The largest tree that is read from a record: 2^62 − 1 leaves. Larger sizes can only be damage.
  public static let maximumSize: UInt64 = (1 << 62) - 1

  /// Number of leaves.
  public private(set) var size: UInt64

  /// Roots of the perfect subtrees from left (largest) to right (smallest).
  public private(set) var subtreeRoots: [MerkleHash]

  /// The edge of the empty tree.
  public init() {
    size = 0
    subtreeRoots = []
    subtreeRoots.reserveCapacity(64)
  }

  /// Appends one leaf hash.
  public mutating func append(_ leaf: MerkleHash) {
    append(leaf) { _, _ in }
  }

  /// Appends one leaf hash and tells of each perfect subtree that it completes, as (height, root) from height 1 up.
  @inline(__always)
  mutating func append(_ leaf: MerkleHash, completed: (Int, MerkleHash) -> Void) {
    var root = leaf
    for height in 0..<size.trailingOnes {
      root = MerkleHash.node(subtreeRoots.removeLast(), root)
      completed(height + 1, root)
    }
    subtreeRoots.append(root)
    size &+= 1
  }

  /// The root of the whole tree (RFC 9162 §2.1.1): the subtree roots joined from the right.
  public var root: MerkleHash { MerkleHash.joined(subtreeRoots) }
}

extension MerkleEdge {
  /// The record kept in storage: size (8 bytes, big-endian) ‖ subtree roots, left to right, 32 bytes each.
  public func encoded() -> [UInt8] {
    var record: [UInt8] = []
    record.reserveCapacity(8 + subtreeRoots.count * MerkleHash.byteCount)
    withUnsafeBytes(of: size.bigEndian) { record.append(contentsOf: $0) }
    for root in subtreeRoots { root.withUnsafeBytes { record.append(contentsOf: $0) } }
    return record
  }

  /// Reads a record that `encoded()` wrote.
  ///
  /// Throws `MerkleError.edgeMalformed` when the length does not fit the size that the record states.
  public init(decoding record: some Collection<UInt8>) throws(MerkleError) {
    self.init()
    let bytes = Array(record)
    guard bytes.count >= 8 else {
      throw MerkleError(.edgeMalformed, "it has \(bytes.count) bytes, at least 8 are needed")
    }
    let statedSize = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard statedSize <= Self.maximumSize else {
      throw MerkleError(.edgeMalformed, "it states a size of \(statedSize) leaves, which no log can have")
    }
    guard bytes.count == 8 + statedSize.nonzeroBitCount * MerkleHash.byteCount else {
      throw MerkleError(
        .edgeMalformed,
        "it has \(bytes.count) bytes, but a tree of \(statedSize) leaves has "
          + "\(statedSize.nonzeroBitCount) subtree roots")
    }
    size = statedSize
    bytes.withUnsafeBytes { buffer in
      for offset in stride(from: 8, to: buffer.count, by: MerkleHash.byteCount) {
        subtreeRoots.append(MerkleHash(loading: buffer, at: offset))
      }
    }
  }
}

extension UInt64 {
  /// How many of the lowest bits are set, up to the first that is not.
  fileprivate var trailingOnes: Int { (~self).trailingZeroBitCount }
}

extension MerkleHash {
  /// Joins the roots of adjacent perfect subtrees of falling size into the root over all of them.
  static func joined(_ roots: some BidirectionalCollection<MerkleHash>) -> MerkleHash {
    guard let last = roots.last else { return emptyRoot }
    return roots.dropLast().reversed().reduce(last) { node($1, $0) }
  }
}
