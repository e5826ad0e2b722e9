import ArchiveEvents
import Crypto
import Foundation

/// Finds identical content again: the first 16 bytes of HMAC-SHA-256(digest key, SHA-256(original)). Keyed, so that the
/// log does not tell an outsider whether a message that he holds is in it; over the digest, so that the original is
/// hashed once.
struct LookupDigest: Hashable, Comparable {
  static let byteCount = 16

  /// In the order of the bytes.
  private let high: UInt64
  private let low: UInt64

  /// `original` is the SHA-256 of the original bytes.
  init(_ original: some DataProtocol, digestKey: DigestKey) {
    self.init(code: digestKey.digest(original, count: Self.byteCount))
  }

  init(_ original: SHA256.Digest, digestKey: DigestKey) {
    self.init(code: original.withUnsafeBytes { digestKey.digest($0, count: Self.byteCount) })
  }

  /// Reads a stored digest; nil unless there are exactly 16 bytes.
  init?(stored bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.byteCount, let high: UInt64 = bytes.bigEndianInteger(at: 0),
      let low: UInt64 = bytes.bigEndianInteger(at: 8)
    else { return nil }
    (self.high, self.low) = (high, low)
  }

  /// The digest key gives as many bytes as it is asked for.
  private init(code: [UInt8]) {
    (high, low) = code.withUnsafeBytes { ($0.bigEndianInteger(at: 0) ?? 0, $0.bigEndianInteger(at: 8) ?? 0) }
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    bytes.append(bigEndian: high)
    bytes.append(bigEndian: low)
    return bytes
  }

  /// The upper bits, which are as good as random: which of `count` equal shares of all digests this one is in.
  func share(of count: Int) -> Int { Int(high.multipliedFullWidth(by: UInt64(count)).high) }

  static func < (a: LookupDigest, b: LookupDigest) -> Bool { (a.high, a.low) < (b.high, b.low) }
}
