public import ArchiveEvents
import Crypto
import Foundation
import LMDB

/// The environment `keys/`: item keys, wrapped under an epoch key that is
/// itself wrapped under the root key. The only place where deletion is meant.
///
/// Item keys are minted in blocks and are durable before the first of a block
/// is used, so that an append costs one fsync and not two.
final class KeyStore: Sendable {
  /// Keys minted together. A block costs some 10 ms and 256 KiB.
  static let blockSize = 4096

  private let environment: Environment
  private let tables: KeyTables
  private let archive: ArchiveID
  private let epoch: UInt64
  private let epochKey: SymmetricKey
  private let pool: KeyPool
  /// Keys the digests by which identical content is found again.
  let digestKey: DigestKey

  /// Makes the environment of a new archive, with its first epoch.
  static func create(path: String, archive: ArchiveID, rootKey: RootKey) throws {
    let environment = try Environment.open(path: path, options: KeyTables.options(readOnly: false))
    defer { try? environment.close() }
    let tables = try KeyTables(environment, create: true)
    let epochKey = SymmetricKey(size: .bits256)
    let wrappedEpoch = try KeyWrapping.wrap(
      epochKey, under: Subkeys.epochWrapping(rootKey: rootKey),
      context: KeyWrapping.context("epoch", 1, archive))
    let wrappedDigestKey = try KeyWrapping.wrap(
      SymmetricKey(size: .bits256), under: epochKey, context: KeyWrapping.context("digest", 1, archive))
    try environment.withWriteTransaction { transaction in
      _ = try transaction.put(tables.epochs, 1, wrappedEpoch)
      _ = try transaction.put(tables.settings, Array("archive".utf8), archive.bytes)
      _ = try transaction.put(tables.settings, Array("digest-key".utf8), wrappedDigestKey)
    }
  }

  init(path: String, archive: ArchiveID, rootKey: RootKey, readOnly: Bool) throws {
    environment = try Environment.open(path: path, options: KeyTables.options(readOnly: readOnly))
    tables = try KeyTables(environment, create: false)
    self.archive = archive
    let tables = tables
    let opened = try environment.withReadTransaction { transaction in
      guard let stored = try transaction.get(tables.settings, Array("archive".utf8)),
        ArchiveID(stored) == archive
      else {
        throw EventLogError(
          .corrupted, "The keys in \(path) belong to another archive; restore the keys/ folder of archive \(archive).")
      }
      let epoch = try transaction.withCursor(tables.epochs) { cursor in
        try cursor.last().flatMap { $0.key.count == 8 ? $0.key.loadUnaligned(as: UInt64.self) : nil }
      }
      guard let epoch, let wrapped = try transaction.get(tables.epochs, epoch),
        let epochKey = KeyWrapping.unwrap(
          wrapped, under: Subkeys.epochWrapping(rootKey: rootKey),
          context: KeyWrapping.context("epoch", epoch, archive))
      else {
        throw EventLogError(
          .wrongRootKey,
          "The root key does not open the archive at \(path); give the key that `evrak init` made for it.")
      }
      guard let wrappedDigestKey = try transaction.get(tables.settings, Array("digest-key".utf8)),
        let digestKey = KeyWrapping.unwrap(
          wrappedDigestKey, under: epochKey, context: KeyWrapping.context("digest", 1, archive))
      else {
        throw EventLogError(.corrupted, "The digest key in \(path) is damaged; restore keys/ from a backup.")
      }
      return (epoch, epochKey, digestKey)
    }
    (epoch, epochKey) = (opened.0, opened.1)
    digestKey = DigestKey(opened.2)
    pool = KeyPool(lowWater: Self.blockSize / 2)
  }

  /// Tells the pool where unused keys begin; called once by the log's owner.
  func startMinting(after lastUsed: UInt64) throws {
    let tables = tables
    let minted = try environment.withReadTransaction { transaction in
      try transaction.withCursor(tables.keys) { cursor in
        try cursor.last().flatMap { $0.key.count == 8 ? $0.key.loadUnaligned(as: UInt64.self) : nil } ?? 0
      }
    }
    var leftover: KeyPool.Block = []
    if lastUsed < minted {
      // One block may have been begun and the next minted ahead.
      let unused = min(minted - lastUsed, UInt64(Self.blockSize) * 2)
      let first = minted - unused + 1
      leftover = try keys((first...minted).map(KeyID.init)).compactMap { id, key in key.map { (id: id, key: $0) } }
    }
    pool.start(next: max(minted, lastUsed) + 1, leftover: leftover)
  }

  /// An unused key, durable before this returns.
  func take() throws -> (id: KeyID, key: SymmetricKey) {
    try pool.take { [self] first in try mint(from: first) }
  }

  /// The key, or nil where it was destroyed.
  func key(_ id: KeyID) throws -> SymmetricKey? {
    try keys([id])[0].1
  }

  func keys(_ ids: [KeyID]) throws -> [(KeyID, SymmetricKey?)] {
    try environment.withReadTransaction { transaction in
      try ids.map { id in
        guard let record = try transaction.get(tables.keys, id.rawValue) else { return (id, nil) }
        guard let key = unwrapItemKey(id, record) else {
          throw EventLogError(.corrupted, "Item key \(id) in keys/ is damaged; restore keys/ from a backup.")
        }
        return (id, key)
      }
    }
  }

  func unwrapItemKey(_ id: KeyID, _ record: UnsafeRawBufferPointer) -> SymmetricKey? {
    KeyWrapping.unwrap(record, under: epochKey, context: KeyWrapping.context("item", id.rawValue, archive))
  }

  private func mint(from first: UInt64) throws -> KeyPool.Block {
    var block: [(KeyID, SymmetricKey, [UInt8])] = []
    block.reserveCapacity(Self.blockSize)
    let random = try SystemRandom.bytes(Self.blockSize * (RootKey.byteCount + 12))
    for number in first..<first + UInt64(Self.blockSize) {
      let start = Int(number - first) * (RootKey.byteCount + 12)
      let key = SymmetricKey(data: random[start..<start + RootKey.byteCount])
      let nonce = random[(start + RootKey.byteCount)..<(start + RootKey.byteCount + 12)]
      let wrapped = try KeyWrapping.wrap(
        key, under: epochKey, context: KeyWrapping.context("item", number, archive), nonce: nonce)
      block.append((KeyID(number), key, wrapped))
    }
    let tables = tables
    try environment.withWriteTransaction { transaction in
      for (id, _, wrapped) in block {
        _ = try transaction.put(tables.keys, id.rawValue, wrapped, [.append])
      }
    }
    return block.map { (id: $0.0, key: $0.1) }
  }

  func backUp(to directory: String) throws {
    try environment.copy(to: directory, compact: false)
  }

  func mintedCount() throws -> Int {
    let tables = tables
    return try environment.withReadTransaction { try $0.entryCount(tables.keys) }
  }

  func close() {
    pool.stop()
    try? environment.close()
  }
}
