import ArchiveEvents
import Crypto
import LMDB

/// Checks `keys/` and holds what opens the log.
package struct KeyVerifier {
  private var wrapped: [UInt64: MappedBytes] = [:]
  private var epochKey: SymmetricKey?
  private(set) var digestKey: DigestKey?
  private let archive: ArchiveID

  /// Reads the whole file; damage goes to `faults`.
  init(_ file: VerifiedFile, archive: ArchiveID, rootKey: RootKey, faults: FaultCollector) {
    self.archive = archive
    var settings: [[UInt8]: MappedBytes] = [:]
    var epochs: [UInt64: MappedBytes] = [:]
    var items: [UInt64: MappedBytes] = [:]
    let report = PageInspector(bytes: file.bytes).inspect { table, key, value in
      switch table.name {
      case "settings": settings[Array(key)] = MappedBytes(bytes: value)
      case "epochs": epochs[Self.number(key)] = MappedBytes(bytes: value)
      case "keys": items[Self.number(key)] = MappedBytes(bytes: value)
      default: break
      }
    }
    faults.add(report, file: file.path)
    TableVerifier.keys.check(report, path: file.path, faults: faults)
    wrapped = items
    func place(_ bytes: MappedBytes?) -> UInt64? { bytes.flatMap { file.offset(of: $0.bytes) } }

    let identity = settings.removeValue(forKey: Array("archive".utf8))
    if identity.map({ ArchiveID($0.bytes) }) != .some(archive) {
      faults.add(
        VerificationFault(
          "the archive's id is not \(archive)", table: "settings", file: file.path, offset: place(identity)))
    }
    if let (number, sealed) = epochs.max(by: { $0.key < $1.key }) {
      epochKey = KeyWrapping.unwrap(
        sealed.bytes, under: Subkeys.epochWrapping(rootKey: rootKey),
        context: KeyWrapping.context("epoch", number, archive))
    }
    if epochKey == nil {
      faults.add(
        VerificationFault(
          "the epoch key does not open", table: "epochs", file: file.path, offset: place(epochs.first?.value)))
    }
    let sealedDigestKey = settings.removeValue(forKey: Array("digest-key".utf8))
    if let epochKey {
      digestKey = sealedDigestKey.flatMap {
        KeyWrapping.unwrap($0.bytes, under: epochKey, context: KeyWrapping.context("digest", 1, archive))
      }.map(DigestKey.init)
    }
    if digestKey == nil {
      faults.add(
        VerificationFault(
          "the digest key does not open", table: "settings", file: file.path, offset: place(sealedDigestKey)))
    }
    for (key, value) in settings {
      faults.add(
        VerificationFault(
          "there is no such setting", table: "settings", key: Hexadecimal.encode(key), file: file.path,
          offset: place(value)))
    }
    guard epochKey != nil else { return }
    for (number, value) in items where key(KeyID(number)) == nil {
      faults.add(
        VerificationFault(
          "the item key does not open", table: "keys", key: String(number), file: file.path, offset: place(value)))
    }
  }

  func isPresent(_ id: KeyID) -> Bool { wrapped[id.rawValue] != nil }

  func key(_ id: KeyID) -> SymmetricKey? {
    guard let epochKey, let sealed = wrapped[id.rawValue] else { return nil }
    return KeyWrapping.unwrap(sealed.bytes, under: epochKey, context: KeyWrapping.context("item", id.rawValue, archive))
  }

  private static func number(_ key: UnsafeRawBufferPointer) -> UInt64 {
    key.count == 8 ? key.loadUnaligned(as: UInt64.self) : 0
  }
}
