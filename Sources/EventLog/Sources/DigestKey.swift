import Crypto
import Foundation

/// The archive's key for digests by which things are found again, so that the
/// log does not tell an outsider what is in it (HMAC-SHA-256, RFC 2104).
final class DigestKey: Sendable {
  /// With the key taken in, which is the larger part of a short digest.
  private let keyed: HMAC<SHA256>

  init(_ key: SymmetricKey) {
    keyed = HMAC(key: key)
  }

  /// The first `count` bytes, up to 32.
  func digest(_ bytes: some DataProtocol, count: Int) -> [UInt8] {
    var code = keyed
    code.update(data: bytes)
    return Array(code.finalize().prefix(count))
  }
}

/// The 8 bytes that begin the keys of one source, which come again with each of its messages: the last one is
/// remembered, for one append. A memory shared by all threads would be a lock that all of them want at once.
struct SourceScopes {
  static let byteCount = 8

  private var last: (scope: [UInt8], digest: [UInt8])?

  mutating func digest(of scope: [UInt8], with key: DigestKey) -> [UInt8] {
    if let last, last.scope == scope { return last.digest }
    let digest = key.digest(scope, count: Self.byteCount)
    last = (scope, digest)
    return digest
  }
}
