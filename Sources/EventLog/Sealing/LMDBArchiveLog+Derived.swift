public import ArchiveEvents
import Crypto
import Foundation

/// What was computed from an item and is dear to compute again, sealed under the item's key: erasing the key erases it too.
///
/// Layout before sealing: size of the plain bytes u64, zstd frame. Sealed: AES-256-GCM as nonce (12) ‖ ciphertext ‖ tag (16)
/// under Expand(item key, `evrak/1 derived` ‖ event id ‖ name), associated data = name.
extension LMDBArchiveLog {
  /// Seals bytes computed from the item of an event.
  /// - Parameter name: What they are, 16 bytes; no two of one item have the same.
  public func sealDerived(_ bytes: [UInt8], from event: RecordedEvent, name: [UInt8]) throws(EventLogError) -> [UInt8] {
    do {
      guard let itemKey = try keys.key(KeyID(event.envelope.keyID)) else { throw Self.erased(event.position) }
      var plain = withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { [UInt8]($0) }
      try compressors.with { compressor in
        try bytes.withUnsafeBytes { plain.append(contentsOf: try compressor.compress($0)) }
      }
      let key = Subkeys.derived(itemKey: itemKey, event: event.id, name: name)
      let nonce = try AES.GCM.Nonce(data: SystemRandom.bytes(12))
      guard let sealed = try AES.GCM.seal(plain, using: key, nonce: nonce, authenticating: name).combined else {
        throw EventLogError(.storage, "A text could not be sealed.")
      }
      return [UInt8](sealed)
    } catch {
      throw EventLogError(storage: error, path: logPath)
    }
  }

  /// Opens what `sealDerived` sealed; `erased` where the item's key was destroyed.
  public func openDerived(
    _ sealed: [UInt8], keyID: UInt64, event: EventID, name: [UInt8]
  ) throws(EventLogError) -> [UInt8] {
    do {
      guard let itemKey = try keys.key(KeyID(keyID)) else {
        throw EventLogError(.erased, "The item was erased, and with it what was computed from it.")
      }
      let key = Subkeys.derived(itemKey: itemKey, event: event, name: name)
      let plain = try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key, authenticating: name)
      guard plain.count >= 8 else { throw EventLogError(.corrupted, "A sealed text is too short.") }
      let size = plain.prefix(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
      guard size <= UInt64(Self.largestDerived) else { throw EventLogError(.corrupted, "A sealed text is too long.") }
      return try Data(plain.dropFirst(8)).withUnsafeBytes { frame in
        try decompressors.with { try $0.decompress(frame, originalSize: Int(size)) }
      }
    } catch {
      throw EventLogError(storage: error, path: logPath)
    }
  }

  /// Bytes that may be sealed in one piece (256 MiB).
  public static var largestDerived: Int { 256 << 20 }

  private static func erased(_ position: Position) -> EventLogError {
    EventLogError(.erased, "The item at position \(position) was erased; nothing more is computed from it.")
  }
}
