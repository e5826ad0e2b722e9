import ArchiveEvents
import Crypto

/// Every key that seals something is derived for that one purpose
/// (HKDF-Expand, RFC 5869 §2.3; the extract step is for keys that are not
/// uniformly random, and ours are).
enum Subkeys {
  /// Opens and closes one event's payload.
  static func payload(itemKey: SymmetricKey, event: EventID) -> SymmetricKey {
    derive(itemKey, "evrak/1 payload", event.bytes)
  }

  /// Opens and closes the chunks of one content.
  static func content(itemKey: SymmetricKey, event: EventID, number: ContentNumber) -> SymmetricKey {
    var context = event.bytes
    context.append(bigEndian: number.rawValue)
    return derive(itemKey, "evrak/1 content", context)
  }

  /// Opens and closes what was computed from an item.
  static func derived(itemKey: SymmetricKey, event: EventID, name: [UInt8]) -> SymmetricKey {
    derive(itemKey, "evrak/1 derived", event.bytes + name)
  }

  /// Wraps the epoch keys.
  static func epochWrapping(rootKey: RootKey) -> SymmetricKey {
    derive(rootKey.symmetricKey, "evrak/1 epoch", [])
  }

  private static func derive(_ key: SymmetricKey, _ label: StaticString, _ context: [UInt8]) -> SymmetricKey {
    var info: [UInt8] = []
    info.reserveCapacity(label.utf8CodeUnitCount + context.count + 1)
    info.append(contentsOf: UnsafeBufferPointer(start: label.utf8Start, count: label.utf8CodeUnitCount))
    info.append(contentsOf: context)
    // The first block of HKDF-Expand, which is all that 32 bytes take:
    // T(1) = HMAC(PRK, info ‖ 0x01).
    info.append(1)
    return SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: info, using: key))
  }
}
