import ArchiveEvents
import EventLog
import Foundation
import LMDB
import Testing

/// The log of an archive that is gone after the test, with its secrets.
final class ScratchLog: Sendable {
  private let folder: ScratchFolder
  let path: String
  let id: ArchiveID
  let rootKey: RootKey
  let rootKeyBytes: [UInt8]
  let signingKey: NoteSigningKey

  init() throws {
    folder = try ScratchFolder()
    path = folder.path
    id = .random()
    (rootKey, rootKeyBytes) = RootKey.generate()
    signingKey = NoteSigningKey(generatingFor: try NoteKeyName("log.example/\(id)"))
    try LMDBArchiveLog.create(directory: path, archive: id, rootKey: rootKey)
  }

  /// A second log with the same secrets in another folder, to be filled by the test.
  init(likeness original: ScratchLog) throws {
    folder = try ScratchFolder()
    path = folder.path
    (id, rootKey, rootKeyBytes) = (original.id, original.rootKey, original.rootKeyBytes)
    signingKey = original.signingKey
  }

  func open(
    as role: LMDBArchiveLog.Role = .owner, with key: RootKey? = nil, digests: RecentDigests.Bounds = .init()
  ) throws -> LMDBArchiveLog {
    try LMDBArchiveLog(directory: path, archive: id, rootKey: key ?? rootKey, role: role, digestBounds: digests)
  }

  /// Runs `body` with the open log and closes it.
  @discardableResult
  func with<Result>(
    _ role: LMDBArchiveLog.Role = .owner, digests: RecentDigests.Bounds = .init(),
    _ body: (LMDBArchiveLog) throws -> Result
  ) throws -> Result {
    let log = try open(as: role, digests: digests)
    defer { log.close() }
    return try body(log)
  }

  /// The original bytes as the files give them: a log that has just appended
  /// them may answer from memory. Nobody may have the log open.
  func stored(_ position: Position) throws -> [UInt8] {
    try with(.reader) { log in
      let content = try #require(try log.event(at: position)?.content)
      var pieces: [UInt8] = []
      try log.readContent(content) { pieces.append(contentsOf: $0) }
      #expect(try log.content(content) == pieces)
      return pieces
    }
  }

  /// Signs the log's state and keeps the note in the log, as `evrak checkpoint` does.
  @discardableResult
  func sign(_ log: LMDBArchiveLog) throws -> SignedNote {
    let checkpoint = try log.checkpoint(origin: signingKey.name.rawValue)
    let note = try checkpoint.signed(by: signingKey)
    try log.store(note, size: checkpoint.size)
    return note
  }

  /// Verifies the files, which nobody may have open for writing.
  func verify(against note: SignedNote? = nil) throws -> VerificationReport {
    let outside = try note.map {
      let checkpoint = try Checkpoint(verifying: $0, with: signingKey.verifierKey)
      return LogVerifier.OutsideNote(size: checkpoint.size, root: checkpoint.root)
    }
    return try LogVerifier(archive: id, rootKey: rootKey, verifierKey: signingKey.verifierKey, against: outside)
      .verify(directory: path)
  }

  var logFile: String { path + "/log/data.mdb" }
  var keyFile: String { path + "/keys/data.mdb" }

  func write(log: Data, keys: Data) throws {
    for (file, data) in [(logFile, log), (keyFile, keys)] {
      let file = URL(fileURLWithPath: file)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: file)
    }
  }
}

extension LMDBArchiveLog {
  /// All events from the first.
  func everything() throws -> [RecordedEvent] {
    try read(from: .first, limit: .max)
  }

  func items() throws -> [RecordedEvent] {
    try everything().filter { $0.itemReference != nil }
  }
}
