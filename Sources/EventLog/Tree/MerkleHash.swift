import Crypto

/// A SHA-256 value of the log's Merkle tree: a leaf, an inner node or a root (RFC 9162 §2.1.1).
///
/// The 32 bytes lie in the value itself, so arrays of hashes are one flat allocation.
public struct MerkleHash: Sendable, Hashable {
  /// Length of a hash in bytes.
  public static let byteCount = 32

  // The bytes in memory order; the numbers themselves mean nothing.
  private let word0: UInt64
  private let word1: UInt64
  private let word2: UInt64
  private let word3: UInt64

  /// Takes exactly 32 bytes; `nil` for any other length.
  public init?(bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.byteCount else { return nil }
    self.init(loading: bytes, at: 0)
  }

  /// Takes exactly 32 bytes; `nil` for any other length.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self = Array(bytes).withUnsafeBytes { MerkleHash(loading: $0, at: 0) }
  }

  /// The caller has checked that 32 bytes follow `offset`; `loadUnaligned` checks it again.
  init(loading buffer: UnsafeRawBufferPointer, at offset: Int) {
    word0 = buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    word1 = buffer.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
    word2 = buffer.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self)
    word3 = buffer.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self)
  }

  private init(_ digest: SHA256Digest) {
    self = digest.withUnsafeBytes { MerkleHash(loading: $0, at: 0) }
  }

  /// The 32 bytes as an array.
  public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

  /// Lends the 32 bytes without copying them to the heap.
  public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try Swift.withUnsafeBytes(of: (word0, word1, word2, word3), body)
  }

  /// Standard base64 with padding, as checkpoints and evidence write a hash.
  public var base64: String { StrictBase64.encode(bytes) }

  func store(in buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
    buffer.storeBytes(of: word0, toByteOffset: offset, as: UInt64.self)
    buffer.storeBytes(of: word1, toByteOffset: offset + 8, as: UInt64.self)
    buffer.storeBytes(of: word2, toByteOffset: offset + 16, as: UInt64.self)
    buffer.storeBytes(of: word3, toByteOffset: offset + 24, as: UInt64.self)
  }
}

extension MerkleHash {
  /// The root of the tree without leaves: SHA-256 of the empty string (RFC 9162 §2.1.1).
  public static let emptyRoot = MerkleHash(SHA256.hash(data: [UInt8]()))

  /// The hash of a leaf: SHA-256(0x00 ‖ stored bytes) (RFC 9162 §2.1.1).
  ///
  /// Give the bytes as they are stored, never a re-serialisation of what was read from them.
  public static func leaf(_ storedBytes: UnsafeRawBufferPointer) -> MerkleHash {
    var hasher = leafHasher()
    hasher.update(bufferPointer: storedBytes)
    return MerkleHash(hasher.finalize())
  }

  /// The hash of a leaf whose stored bytes are the concatenation of `parts`.
  public static func leaf(parts: [UnsafeRawBufferPointer]) -> MerkleHash {
    var hasher = leafHasher()
    for part in parts { hasher.update(bufferPointer: part) }
    return MerkleHash(hasher.finalize())
  }

  /// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right) (RFC 9162 §2.1.1).
  public static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
    withUnsafeTemporaryAllocation(byteCount: 1 + 2 * byteCount, alignment: 8) { buffer in
      buffer[0] = 0x01
      left.store(in: buffer, at: 1)
      right.store(in: buffer, at: 1 + byteCount)
      var hasher = SHA256()
      hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
      return MerkleHash(hasher.finalize())
    }
  }

  private static func leafHasher() -> SHA256 {
    var hasher = SHA256()
    Swift.withUnsafeBytes(of: UInt8(0x00)) { hasher.update(bufferPointer: $0) }
    return hasher
  }
}

extension MerkleHash: CustomStringConvertible {
  /// Lower-case hexadecimal.
  public var description: String { Hexadecimal.encode(bytes) }
}
