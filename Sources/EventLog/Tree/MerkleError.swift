/// What is wrong with the stored tree, or with a request for a proof.
public struct MerkleError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable {
    /// A proof was asked for a leaf that the tree does not have.
    case indexOutOfRange
    /// A consistency proof was asked from a larger tree to a smaller one.
    case sizeOutOfRange
    /// The record of the right edge cannot be read.
    case edgeMalformed
    /// A tile that a tree of this size must have is not stored.
    case tileMissing
    /// A stored tile has fewer hashes than its tree needs, or a length that is no multiple of 32 bytes.
    case tileMalformed
    /// A stored tile or the events of the unfinished tile do not give the subtree roots of the right edge.
    case tileDisagreesWithEdge
    /// The source gave another number of leaf hashes than it was asked for.
    case leafHashesMissing
    /// The storage under the tree failed; the error below says why.
    case sourceFailed
  }

  public let code: Code
  /// Where and how, for the sentence.
  public let context: String
  /// The storage's own error, for `sourceFailed`.
  public let underlying: (any Error)?

  public init(_ code: Code, _ context: String = "", underlying: (any Error)? = nil) {
    self.code = code
    self.context = context
    self.underlying = underlying
  }

  /// Equality by code.
  public static func == (left: MerkleError, right: MerkleError) -> Bool { left.code == right.code }

  public var description: String {
    switch code {
    case .indexOutOfRange:
      "No inclusion proof can be made, since \(context); ask for an event that the checkpoint covers."
    case .sizeOutOfRange:
      "No consistency proof can be made, since \(context); ask with a note that this log has reached."
    case .edgeMalformed:
      "The record of the Merkle tree's right edge is damaged: \(context); restore the log from a backup."
    case .tileMissing:
      "A tile of the Merkle tree is missing: \(context); restore the log from a backup."
    case .tileMalformed:
      "A tile of the Merkle tree is damaged: \(context); restore the log from a backup."
    case .tileDisagreesWithEdge:
      "The Merkle tree contradicts itself: \(context); run verify to find the damaged records."
    case .leafHashesMissing:
      "Events needed for the Merkle tree could not be read: \(context); run verify to find the damaged records."
    case .sourceFailed:
      "The Merkle tree could not be read at \(context): \(underlying.map { "\($0)" } ?? "unknown cause")."
    }
  }
}
