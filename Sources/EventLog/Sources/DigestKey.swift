import Crypto
import Foundation
import Synchronization

/// The archive's key for digests by which things are found again, so that the
/// log does not tell an outsider what is in it (HMAC-SHA-256, RFC 2104).
final class DigestKey: Sendable {
  /// Scopes remembered; an import has one a folder.
  private static let rememberedScopes = 256

  /// With the key taken in, which is the larger part of a short digest.
  private let keyed: HMAC<SHA256>
  private let scopes = Mutex<[[UInt8]: [UInt8]]>([:])

  init(_ key: SymmetricKey) {
    keyed = HMAC(key: key)
  }

  /// The first `count` bytes, up to 32.
  func digest(_ bytes: some DataProtocol, count: Int) -> [UInt8] {
    var code = keyed
    code.update(data: bytes)
    return Array(code.finalize().prefix(count))
  }

  /// The 8 bytes that begin the keys of one source, which come again with each
  /// of its messages.
  func scopeDigest(_ scope: [UInt8]) -> [UInt8] {
    if let known = scopes.withLock({ $0[scope] }) { return known }
    let digest = digest(scope, count: 8)
    scopes.withLock { known in
      if known.count >= Self.rememberedScopes { known.removeAll(keepingCapacity: true) }
      known[scope] = digest
    }
    return digest
  }
}
