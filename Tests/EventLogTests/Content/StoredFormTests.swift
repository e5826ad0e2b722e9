import ArchiveEvents
import Crypto
import EventLog
import Foundation
import SwiftProtobuf
import Testing

/// Reads what is stored with nothing but the written format, the root key and
/// a crypto library.
@Suite("The stored form")
struct StoredFormTests {
  private static func derive(_ key: SymmetricKey, _ label: String, _ context: [UInt8]) -> SymmetricKey {
    HKDF<SHA256>.expand(pseudoRandomKey: key, info: Array(label.utf8) + context, outputByteCount: 32)
  }

  private static func unwrap(
    _ wrapped: [UInt8], _ key: SymmetricKey, _ purpose: String, _ number: UInt64, _ archive: ArchiveID
  ) throws
    -> SymmetricKey
  {
    let context = Array(purpose.utf8) + StoredKey.number(number) + archive.bytes
    return SymmetricKey(data: try AES.GCM.open(.init(combined: wrapped), using: key, authenticating: context))
  }

  @Test("a second reader gets from root key to the message, and every digest is what the format says")
  func secondReader() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    var random = NumberedGenerator(2)
    let original = random.bytes(600_000)
    _ = try await log.append([Letters.letter(1), Letters.mbox(original, offset: 0), Letters.mbox(original, offset: 9)])
    log.close()

    let epoch = try #require(try archive.records("epochs", .keys).last)
    let epochKey = try Self.unwrap(
      epoch.value, Self.derive(SymmetricKey(data: archive.rootKeyBytes), "evrak/1 epoch", []), "epoch", 1, archive.id)
    let digestKey = try Self.unwrap(
      #require(try archive.value("settings", Array("digest-key".utf8), .keys)), epochKey, "digest", 1, archive.id)

    let stored = try #require(try archive.value("events", StoredKey.event(2)))
    let envelope = try EventEnvelope(serializedBytes: stored)
    let itemKey = try Self.unwrap(
      #require(try archive.value("keys", StoredKey.event(envelope.keyID), .keys)), epochKey, "item", envelope.keyID,
      archive.id)

    // The sealed payload.
    let event = Array(envelope.eventID)
    let payload = try SealedPayload(
      serializedBytes: AES.GCM.open(
        .init(combined: envelope.sealedPayload), using: Self.derive(itemKey, "evrak/1 payload", event),
        authenticating: event))
    let digest = Array(SHA256.hash(data: original))
    #expect(Array(payload.originalDigest) == digest)
    #expect(payload.salt.count == 32)
    #expect(Array(envelope.commitment) == Array(SHA256.hash(data: Array(payload.salt) + digest)))
    #expect(envelope.content.size == UInt64(original.count))

    // The content, chunk by chunk.
    let number = envelope.content.number
    let chunks = try archive.records("content").filter { $0.key.starts(with: StoredKey.number(number)) }
    #expect(chunks.map(\.key) == (0..<3).map { StoredKey.chunk(number, $0) })
    #expect(Array(envelope.content.ciphertextDigest) == Array(SHA256.hash(data: chunks.flatMap(\.value))))
    let contentKey = Self.derive(itemKey, "evrak/1 content", event + StoredKey.number(number))
    var frame: [UInt8] = []
    for (index, chunk) in chunks.enumerated() {
      let nonce = [UInt8](repeating: 0, count: 7) + chunk.key[8...] + [index == 2 ? 1 : 0]
      let box = try AES.GCM.SealedBox(
        nonce: AES.GCM.Nonce(data: nonce), ciphertext: chunk.value.dropLast(16), tag: chunk.value.suffix(16))
      frame += try AES.GCM.open(box, using: contentKey, authenticating: event)
    }
    #expect(frame.starts(with: [0x28, 0xB5, 0x2F, 0xFD]), "a zstd frame (RFC 8878 §3.1.1)")

    // The look-up records lead to the capture and to the sighting.
    let lookup = Array(HMAC<SHA256>.authenticationCode(for: digest, using: digestKey).prefix(16))
    #expect(try archive.value("recent", StoredKey.event(2)) == lookup)
    func field(_ text: String) -> [UInt8] {
      withUnsafeBytes(of: UInt32(text.utf8.count).bigEndian) { Array($0) } + Array(text.utf8)
    }
    let scope = field("info@firma.example") + field("file") + field("/mail/old.mbox")
    let prefix = HMAC<SHA256>.authenticationCode(for: scope, using: digestKey).prefix(8)
    #expect(try archive.value("sources", prefix + StoredKey.number(0) + lookup) == StoredKey.number(2))
    #expect(try archive.value("sources", prefix + StoredKey.number(9) + lookup) == StoredKey.number(3))

    // State and tree.
    let edge = try MerkleEdge(decoding: #require(try archive.value("state", Array("edge".utf8))))
    let leaves = try (1...3).map {
      try #require(try archive.value("events", StoredKey.event($0))).withUnsafeBytes(MerkleHash.leaf)
    }
    #expect(edge.size == 3)
    #expect(edge.root == .node(.node(leaves[0], leaves[1]), leaves[2]))
    #expect(try archive.value("state", Array("format".utf8)) == [0, 0, 0, 2])
    #expect(try archive.value("state", Array("archive".utf8)) == archive.id.bytes)
    #expect(try archive.value("state", Array("counters".utf8)) == StoredKey.number(2) + StoredKey.number(number))
  }
}
