import Crypto

/// The secret of 32 bytes that opens an archive. It lives outside the archive
/// and is never written by the log.
public struct RootKey: Sendable {
  let symmetricKey: SymmetricKey

  public static let byteCount = 32

  /// Fails unless there are exactly 32 bytes.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    symmetricKey = SymmetricKey(data: bytes)
  }

  /// A new key from the system's random source.
  public static func generate() -> (key: RootKey, bytes: [UInt8]) {
    let key = SymmetricKey(size: .bits256)
    let bytes = key.withUnsafeBytes { Array($0) }
    return (RootKey(symmetricKey: key), bytes)
  }

  private init(symmetricKey: SymmetricKey) {
    self.symmetricKey = symmetricKey
  }
}
