import ArchiveEvents
import Crypto
import EventLog
import Extraction
import Foundation
import LMDB

/// The text of files, kept by their content in `extracts/`: a rebuild of the index costs no character recognition.
///
/// Table `extracts`: HMAC of (SHA-256 of the file ‖ version of the extraction) (16) → key id u64 ‖ event id (16) ‖ sealed text.
/// A text is sealed under the key of the item from which it was first taken; erasing that item costs others that hold
/// the same file one more extraction.
final class ExtractStore: Sendable {
  private let environment: Environment
  private let table: Table
  private let log: LMDBArchiveLog

  /// Opens the store, which the owner begins anew where it is damaged: files are then read again when they are needed.
  init(directory: String, log: LMDBArchiveLog, isReader: Bool) throws {
    self.log = log
    do {
      (environment, table) = try Self.open(directory, isReader)
    } catch let error as LMDBError where !isReader && Self.damage.contains(error.code) {
      try FileManager.default.removeItem(atPath: directory)
      (environment, table) = try Self.open(directory, isReader)
    }
  }

  private static let damage: Set<LMDBError.Code> = [
    .corrupted, .notADatabase, .versionMismatch, .invalid, .incompatible,
  ]

  private static func open(_ directory: String, _ isReader: Bool) throws -> (Environment, Table) {
    try DisposableFile.check(directory + "/data.mdb", isBeingWritten: isReader)
    var options = Environment.Options()
    options.readOnly = isReader
    options.noMetaSync = true
    options.mapSize = 1 << 36
    let environment: Environment =
      try isReader ? .open(path: directory, options: options) : .establish(path: directory, options: options)
    do {
      return (environment, try environment.openTable("extracts", create: !isReader))
    } catch {
      try environment.close()
      throw error
    }
  }

  /// Under what the text of a file is kept.
  func key(of file: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    file.withUnsafeBytes { hash.update(bufferPointer: $0) }
    var name = Array("extract\0".utf8) + Array(hash.finalize())
    withUnsafeBytes(of: Extractor.version.bigEndian) { name.append(contentsOf: $0) }
    return log.derivedID(of: name).bytes
  }

  /// Nil where it was not extracted yet, can't be opened, or belonged to an item that was erased.
  func text(_ key: [UInt8]) throws -> FileText? {
    let record: [UInt8]?
    do {
      record = try environment.withReadTransaction { transaction in
        try transaction.get(table, key).map { [UInt8]($0) }
      }
    } catch let error as LMDBError where [.corrupted, .panic, .notFound].contains(error.code) {
      // What is kept here can be extracted again.
      return nil
    }
    guard let record, record.count > 24, let event = EventID(record[8..<24]) else { return nil }
    let keyID = record[..<8].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    guard let plain = try? log.openDerived(Array(record[24...]), keyID: keyID, event: event, name: key) else {
      return nil
    }
    return FileText(encoded: plain)
  }

  func put(_ text: FileText, _ key: [UInt8], from event: RecordedEvent) throws {
    var record = withUnsafeBytes(of: event.envelope.keyID.bigEndian) { [UInt8]($0) } + event.id.bytes
    record += try log.sealDerived(text.encoded, from: event, name: key)
    let value = record
    try environment.withWriteTransaction { transaction in
      _ = try value.withUnsafeBytes { value in
        try key.withUnsafeBytes { try transaction.put(table, $0, value) }
      }
    }
  }

  func close() {
    try? environment.sync()
    try? environment.close()
  }
}

extension FileText {
  /// A byte of kind, the length of the reason's code in one byte, the code, the text.
  var encoded: [UInt8] {
    let (kind, code, text): (UInt8, String, String) =
      switch self {
      case .text(let text): (0, "", text)
      case .reason(let code): (1, code, "")
      case .partly(let text, let code): (2, code, text)
      case .waiting: (3, "", "")
      }
    let bytes = Array(code.utf8.prefix(255))
    return [kind, UInt8(bytes.count)] + bytes + Array(text.utf8)
  }

  init?(encoded: [UInt8]) {
    guard encoded.count >= 2, encoded.count >= 2 + Int(encoded[1]) else { return nil }
    let code = String(decoding: encoded[2..<(2 + Int(encoded[1]))], as: UTF8.self)
    let text = String(decoding: encoded[(2 + Int(encoded[1]))...], as: UTF8.self)
    switch encoded[0] {
    case 0: self = .text(text)
    case 1: self = .reason(code)
    case 2: self = .partly(text, code)
    default: return nil
    }
  }
}
