public import ArchiveEvents
import Foundation
import LMDB
import SwiftProtobuf

/// The log of one archive on this machine: the environments `log/` and `keys/`.
///
/// One process at a time opens it as owner and appends; any number read beside
/// it. All stored state is LMDB's; what lies in memory is the writer's edge of
/// the tree and pools of keys and contexts.
public final class LMDBArchiveLog: ArchiveLog {
  /// `reader` opens nothing for writing.
  public enum Role: Sendable {
    case owner
    case reader
  }

  public let archiveID: ArchiveID
  public let directory: String
  public let role: Role

  let environment: Environment
  let tables: LogTables
  let keys: KeyStore
  let headSignal: HeadSignal
  let compressors = ContextPool { try Compressor() }
  private let randoms = ContextPool { RandomReserve() }
  let decompressors = ContextPool { try Decompressor() }
  let recent = RecentEvents()
  private let writer: LogWriter?
  private let numbers: ContentNumberSource?
  private let recentDigests: RecentDigests?
  private let admission = AdmissionGate(limit: 256 << 20)

  /// Transactions that this owner has committed for appends and notes.
  public var commits: Int { writer?.commits ?? 0 }

  var logPath: String { directory + "/log" }

  /// Opens the log below `directory`.
  ///
  /// Throws `wrongRootKey`, `noArchive`, `newerFormat`, `corrupted`,
  /// `permissionDenied`, `readOnly`, `diskFull`.
  public convenience init(
    directory: String, archive: ArchiveID, rootKey: RootKey, role: Role
  ) throws(EventLogError) {
    try self.init(directory: directory, archive: archive, rootKey: rootKey, role: role, digestBounds: .init())
  }

  package init(
    directory: String, archive: ArchiveID, rootKey: RootKey, role: Role, digestBounds: RecentDigests.Bounds
  ) throws(EventLogError) {
    let path = directory + "/log"
    do {
      archiveID = archive
      self.directory = directory
      self.role = role
      keys = try KeyStore(path: directory + "/keys", archive: archive, rootKey: rootKey, readOnly: role == .reader)
      environment = try Environment.open(path: path, options: LogTables.options(readOnly: role == .reader))
      tables = try LogTables(environment, create: false)
      let (tables, environment) = (tables, environment)
      let format = try environment.withReadTransaction { transaction in
        try Self.checkedFormat(transaction, tables, archive: archive, path: path)
      }
      guard role == .owner else {
        headSignal = HeadSignal(head: 0)
        writer = nil
        numbers = nil
        recentDigests = nil
        return
      }
      try tables.upgrade(environment, from: format)
      let highestStaged = try Staging.removeAll(environment, tables)
      let tree = LogTree(environment: environment, tables: tables)
      let counters = try tree.counters()
      let digests = try RecentDigests(environment, head: tree.edge().size, bounds: digestBounds)
      recentDigests = digests
      let state = WriterState(
        tiles: try TileBuilder(edge: tree.edge(), source: tree), counters: counters, digests: digests)
      try keys.startMinting(after: counters.key)
      numbers = ContentNumberSource(last: max(counters.content, highestStaged))
      headSignal = HeadSignal(head: state.edgeSize)
      writer = LogWriter(
        environment: environment, tables: tables, path: path, state: state, head: headSignal, recent: recent)
    } catch {
      throw EventLogError(storage: error, path: path)
    }
    writer?.start()
  }

  /// Makes `log/` and `keys/` of a new archive in an existing folder.
  public static func create(directory: String, archive: ArchiveID, rootKey: RootKey) throws(EventLogError) {
    let path = directory + "/log"
    do {
      for folder in [path, directory + "/keys"] {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      }
      try KeyStore.create(path: directory + "/keys", archive: archive, rootKey: rootKey)
      let environment = try Environment.open(path: path, options: LogTables.options(readOnly: false))
      defer { try? environment.close() }
      let tables = try LogTables(environment, create: true)
      try environment.withWriteTransaction { transaction in
        try tables.putFormat(transaction)
        _ = try transaction.put(tables.state, StateKey.archive, archive.bytes)
        _ = try transaction.put(tables.state, StateKey.counters, LogCounters().encoded)
        _ = try transaction.put(tables.state, StateKey.edge, MerkleEdge().encoded())
      }
      for folder in [path, directory + "/keys", directory] { try DirectorySync.sync(folder) }
    } catch {
      throw EventLogError(storage: error, path: path)
    }
  }

  private static func checkedFormat(
    _ transaction: borrowing ReadTransaction, _ tables: LogTables, archive: ArchiveID, path: String
  ) throws -> UInt32 {
    guard let format: UInt32 = try transaction.get(tables.state, StateKey.format)?.bigEndianInteger(at: 0),
      let stored = try transaction.get(tables.state, StateKey.archive)
    else {
      throw EventLogError(.corrupted, "The log in \(path) lacks its identity; restore it from a backup.")
    }
    guard format > 0 else {
      throw EventLogError(.corrupted, "The log in \(path) has no format; restore it from a backup.")
    }
    guard format <= LogTables.formatVersion else {
      throw LogTables.newerFormat(format, path: path)
    }
    guard ArchiveID(stored) == archive else {
      throw EventLogError(
        .corrupted, "The log in \(path) belongs to another archive than archive.yaml says; put the right folder back.")
    }
    return format
  }

  /// Writes what is queued and closes both environments.
  public func close() {
    writer?.stop()
    headSignal.close()
    // A reader elsewhere in this process may still hold a transaction; the
    // environment then closes with its last reference.
    try? environment.close()
    keys.close()
  }

  public func derivedID(of bytes: [UInt8]) -> RandomID {
    // Sixteen bytes, as asked for, always make an id.
    RandomID(keys.digestKey.digest(Array("id\0".utf8) + bytes, count: RandomID.byteCount)) ?? .random()
  }

  // MARK: - Appending

  public func append(_ drafts: [EventDraft]) async throws(EventLogError) -> [AppendOutcome] {
    let cost = Self.cost(drafts)
    await admission.enter(cost)
    defer { admission.leave(cost) }
    var rounds = AppendRounds(drafts)
    while true {
      let events = try prepare(&rounds)
      if events.isEmpty { return rounds.finished }
      let written = await withCheckedContinuation { continuation in
        submit(.append(events)) { continuation.resume(returning: $0) }
      }
      rounds.take(try written.get())
    }
  }

  @available(*, noasync)
  public func appendAndWait(_ drafts: [EventDraft]) throws(EventLogError) -> [AppendOutcome] {
    let cost = Self.cost(drafts)
    admission.enterAndWait(cost)
    defer { admission.leave(cost) }
    var rounds = AppendRounds(drafts)
    while true {
      let events = try prepare(&rounds)
      if events.isEmpty { return rounds.finished }
      rounds.take(try submitAndWait(.append(events)).get())
    }
  }

  private func prepare(_ rounds: inout AppendRounds) throws(EventLogError) -> [PreparedEvent] {
    guard let numbers, let recentDigests else {
      throw EventLogError(.readOnly, "The archive in \(directory) is open for reading only.")
    }
    let staged = StagedNumbers()
    do {
      let preparer = EventPreparer(
        environment: environment, tables: tables, keys: keys, recentDigests: recentDigests, compressors: compressors,
        randoms: randoms, contentNumbers: numbers
      ) { [self] number, firstChunk, chunks in
        staged.add(number)
        _ = try submitAndWait(.stage(number, firstChunk: firstChunk, chunks: chunks)).get()
      }
      for number in rounds.abandoned { _ = try submitAndWait(.unstage(number)).get() }
      return try rounds.prepare(with: preparer)
    } catch {
      // What can't be dropped now goes when the log is next opened.
      for number in staged.numbers { _ = submitAndWait(.unstage(number)) }
      throw EventLogError(storage: error, path: logPath)
    }
  }

  func submit(
    _ work: WriteJob.Work, _ completion: @escaping @Sendable (Result<[WriteOutcome], EventLogError>) -> Void
  ) {
    guard let writer else {
      completion(.failure(EventLogError(.readOnly, "The archive in \(directory) is open for reading only.")))
      return
    }
    writer.submit(WriteJob(work: work, completion: completion))
  }

  func submitAndWait(_ work: WriteJob.Work) -> Result<[WriteOutcome], EventLogError> {
    let answer = Answer()
    submit(work) { answer.give($0) }
    return answer.wait()
  }

  private static func cost(_ drafts: [EventDraft]) -> Int {
    drafts.reduce(0) { sum, draft in
      guard case .bytes(let bytes) = draft.content else { return sum + ChunkSeal.sealedCapacity }
      return sum + bytes.count
    }
  }
}
