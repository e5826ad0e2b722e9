import ArchiveEvents
import Crypto
import Foundation

/// A key sealed under another: AES-256-GCM, nonce (12) ‖ ciphertext (32) ‖ tag (16).
enum KeyWrapping {
  static let wrappedByteCount = 60

  /// - Parameter nonce: 12 random bytes; nil to have them drawn here.
  static func wrap(
    _ key: SymmetricKey, under wrapping: SymmetricKey, context: [UInt8], nonce: ArraySlice<UInt8>? = nil
  ) throws -> [UInt8] {
    let box = try key.withUnsafeBytes {
      try AES.GCM.seal(
        $0, using: wrapping, nonce: try nonce.map { try AES.GCM.Nonce(data: $0) }, authenticating: context)
    }
    guard let combined = box.combined else {
      throw EventLogError(.storage, "A key could not be wrapped.")
    }
    return [UInt8](combined)
  }

  /// Nil where the bytes do not open under this key and context.
  static func unwrap(
    _ wrapped: UnsafeRawBufferPointer, under wrapping: SymmetricKey, context: [UInt8]
  ) -> SymmetricKey? {
    guard wrapped.count == wrappedByteCount,
      let box = try? AES.GCM.SealedBox(combined: wrapped),
      let plain = try? AES.GCM.open(box, using: wrapping, authenticating: context),
      plain.count == RootKey.byteCount
    else { return nil }
    return SymmetricKey(data: plain)
  }

  /// Binds a wrapped key to its purpose, its number and the archive.
  static func context(_ purpose: StaticString, _ number: UInt64, _ archive: ArchiveID) -> [UInt8] {
    var bytes = Array(UnsafeBufferPointer(start: purpose.utf8Start, count: purpose.utf8CodeUnitCount))
    bytes.append(bigEndian: number)
    bytes.append(contentsOf: archive.bytes)
    return bytes
  }
}
