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
    try SealedPayload(serializedBytes: openBytes(sealed, itemKey: itemKey, event: event))
  }

  /// The serialised SealedPayload as it was sealed.
  static func openBytes(_ sealed: Data, itemKey: SymmetricKey, event: EventID) throws -> Data {
    let key = Subkeys.payload(itemKey: itemKey, event: event)
    let box = try AES.GCM.SealedBox(combined: sealed)
    return try AES.GCM.open(box, using: key, authenticating: event.bytes)
  }

  /// The event in a serialised SealedPayload: its tag, length and bytes, of which the original digest is where there is
  /// no content. Never by serialising anew: maps have no order, and later programs may write what they read otherwise.
  static func eventBytes(_ plain: Data) throws -> [UInt8] {
    var fields = ProtobufFields(ArraySlice(plain))
    var found: [UInt8] = []
    while let field = try fields.next() {
      // Numbers from 16 on are those of the oneof; see payload.proto.
      guard field.number >= 16, case .bytes(let body) = field.value else { continue }
      found = varint(UInt64(field.number) << 3 | 2) + varint(UInt64(body.count)) + body
    }
    return found
  }

  private static func varint(_ value: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
    return bytes
  }
}
