import ArchiveEvents
import Crypto
import Foundation

/// Seals and opens content in chunks, after the STREAM construction (Hoang,
/// Reyhanitabar, Rogaway, Vizár: "Online Authenticated-Encryption and its
/// Nonce-Reuse Misuse-Resistance", 2015): the nonce is seven zero bytes, the
/// chunk's index (4 bytes, big-endian) and a flag that is 1 on the last chunk
/// only, so chunks can't be reordered, dropped or cut off. Each content has a
/// key of its own, so no nonce is used twice under one key.
struct ChunkSeal {
  /// What a chunk takes in LMDB with its 16-byte page header: exactly 64 pages.
  static let sealedCapacity = 256 * 1024 - 16
  static let tagByteCount = 16
  /// Compressed bytes in a full chunk.
  static let plainCapacity = sealedCapacity - tagByteCount

  private let key: SymmetricKey
  private let associatedData: [UInt8]

  init(itemKey: SymmetricKey, event: EventID, number: ContentNumber) {
    key = Subkeys.content(itemKey: itemKey, event: event, number: number)
    associatedData = event.bytes
  }

  func seal(_ plain: UnsafeRawBufferPointer, index: UInt32, isLast: Bool) throws -> [UInt8] {
    let box = try AES.GCM.seal(
      plain, using: key, nonce: Self.nonce(index, isLast), authenticating: associatedData)
    return [UInt8](unsafeUninitializedCapacity: plain.count + Self.tagByteCount) { buffer, count in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      box.ciphertext.withUnsafeBytes { raw.copyMemory(from: $0) }
      box.tag.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: raw[plain.count...]).copyMemory(from: $0) }
      count = plain.count + Self.tagByteCount
    }
  }

  /// Fails where a byte, the order or the end of the content is not what was sealed.
  func open(_ sealed: UnsafeRawBufferPointer, index: UInt32, isLast: Bool) throws -> Data {
    guard sealed.count >= Self.tagByteCount else { throw CryptoKitError.incorrectParameterSize }
    let split = sealed.count - Self.tagByteCount
    let box = try AES.GCM.SealedBox(
      nonce: Self.nonce(index, isLast),
      ciphertext: UnsafeRawBufferPointer(rebasing: sealed[..<split]),
      tag: UnsafeRawBufferPointer(rebasing: sealed[split...]))
    return try AES.GCM.open(box, using: key, authenticating: associatedData)
  }

  private static func nonce(_ index: UInt32, _ isLast: Bool) throws -> AES.GCM.Nonce {
    try withUnsafeTemporaryAllocation(byteCount: 12, alignment: 8) { bytes in
      bytes.initializeMemory(as: UInt8.self, repeating: 0)
      bytes.storeBytes(of: index.bigEndian, toByteOffset: 7, as: UInt32.self)
      bytes[11] = isLast ? 1 : 0
      return try AES.GCM.Nonce(data: UnsafeRawBufferPointer(bytes))
    }
  }
}
