import ArchiveEvents
import Crypto
import Foundation
import SwiftProtobuf

/// Seals and opens the private part of events: AES-256-GCM, stored as
/// nonce (12) ‖ ciphertext ‖ tag (16), associated data = event id.
enum PayloadSeal {
  /// - Parameters:
  ///   - plain: a serialised SealedPayload.
  ///   - nonce: 12 random bytes.
  static func seal(
    _ plain: [UInt8], itemKey: SymmetricKey, event: EventID, nonce: ArraySlice<UInt8>
  ) throws -> Data {
    let key = Subkeys.payload(itemKey: itemKey, event: event)
    let box = try AES.GCM.seal(plain, using: key, nonce: AES.GCM.Nonce(data: nonce), authenticating: event.bytes)
    guard let combined = box.combined else {
      throw EventLogError(.storage, "A payload could not be sealed.")
    }
    return combined
  }

  static func open(_ sealed: Data, itemKey: SymmetricKey, event: EventID) throws -> SealedPayload {
    let key = Subkeys.payload(itemKey: itemKey, event: event)
    let box = try AES.GCM.SealedBox(combined: sealed)
    let plain = try AES.GCM.open(box, using: key, authenticating: event.bytes)
    return try SealedPayload(serializedBytes: plain)
  }
}
