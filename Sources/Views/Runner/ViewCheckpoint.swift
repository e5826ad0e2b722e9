import ArchiveEvents
import EventLog

/// How far a view has read which log: archive id (16) ‖ view version (4) ‖
/// position (8) ‖ root of the tree at that position (32). Written with the
/// view's records in one transaction.
struct ViewCheckpoint: Equatable {
  static let key = Array("checkpoint".utf8)
  static let byteCount = 60

  var archive: ArchiveID
  var version: UInt32
  /// Events consumed.
  var position: UInt64
  var root: MerkleHash

  init(archive: ArchiveID, version: UInt32, position: UInt64, root: MerkleHash) {
    self.archive = archive
    self.version = version
    self.position = position
    self.root = root
  }

  init?(_ record: UnsafeRawBufferPointer) {
    guard record.count == Self.byteCount,
      let archive = ArchiveID(UnsafeRawBufferPointer(rebasing: record[..<16])),
      let root = MerkleHash(bytes: UnsafeRawBufferPointer(rebasing: record[28...]))
    else { return nil }
    self.archive = archive
    self.root = root
    version = UInt32(bigEndian: record.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
    position = UInt64(bigEndian: record.loadUnaligned(fromByteOffset: 20, as: UInt64.self))
  }

  var encoded: [UInt8] {
    var record = archive.bytes
    withUnsafeBytes(of: version.bigEndian) { record.append(contentsOf: $0) }
    withUnsafeBytes(of: position.bigEndian) { record.append(contentsOf: $0) }
    record.append(contentsOf: root.bytes)
    return record
  }
}
