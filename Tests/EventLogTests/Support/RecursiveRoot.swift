import ArchiveEvents
import EventLog

extension LMDBArchiveLog {
  /// The root over the stored events, computed as RFC 9162 §2.1.1 words it.
  func rootByDefinition() throws -> MerkleHash {
    let count = try count()
    let leaves = try (0..<count).map { leaf in
      guard let stored = try storedBytes(at: .init(leafIndex: leaf)) else { throw MissingEvent(leaf: leaf) }
      return stored.withUnsafeBytes { MerkleHash.leaf($0) }
    }
    var tree = RecursiveTree(leaves)
    return tree.root(0..<leaves.count)
  }

  struct MissingEvent: Error {
    let leaf: UInt64
  }
}
