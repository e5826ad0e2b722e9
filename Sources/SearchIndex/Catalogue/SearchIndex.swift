import Foundation
import LMDB

/// A full-text index in a folder: immutable segments and a catalogue that says which of them count.
///
/// One owner writes; any number of readers, in this process or others, see the state of one moment each.
public final class SearchIndex: Sendable {
  public enum Role: Sendable { case owner, reader }

  public let directory: String
  public let schema: IndexSchema
  public let role: Role
  private let store: CatalogueStore
  private let state: Locked<State>
  /// Held by whoever changes which segments there are.
  private let writing = NSLock()

  private struct State {
    var catalogue: Catalogue
    var segments: [Segment]
  }

  /// Whether the folder was empty or held the index of something else, so that all must be added anew.
  public let isNew: Bool

  /// Opens the index in `directory`.
  ///
  /// - Parameter identity: What the index is computed from and by. An owner empties an index of another identity, or a damaged one;
  ///   a reader is told `missing`.
  public init(directory: String, schema: IndexSchema, identity: [UInt8], role: Role) throws {
    (self.directory, self.schema, self.role) = (directory, schema, role)
    let path = directory + "/catalogue"
    // What can't be looked at is there: a lack of rights must not cost an index.
    let isThere = access(path + "/data.mdb", F_OK) == 0 || errno != ENOENT
    guard isThere || role == .owner else {
      throw IndexError(.missing, "There is no search index in \(directory) yet.")
    }
    var opened: (CatalogueStore, Catalogue, [Segment])?
    do {
      if isThere { opened = try Self.open(directory, schema, identity, role) }
    } catch  where role == .owner && Self.isOfTheFiles(error) {
      // Disposable by design: whatever is wrong with it, the log has the truth.
      opened = nil
    }
    if let opened {
      (store, isNew) = (opened.0, false)
      state = Locked(State(catalogue: opened.1, segments: opened.2))
      if role == .owner { Self.removeOrphans(directory, opened.1) }
      return
    }
    guard role == .owner else {
      throw IndexError(.missing, "There is no search index in \(directory) that fits this archive and this version.")
    }
    if FileManager.default.fileExists(atPath: directory) { try FileManager.default.removeItem(atPath: directory) }
    try Self.makeFolder(directory)
    store = try CatalogueStore(path: path, isReader: false)
    let catalogue = Catalogue(identity: identity)
    try store.write(catalogue, deleted: [:], removed: [])
    state = Locked(State(catalogue: catalogue, segments: []))
    isNew = true
  }

  /// Whether what is stored is at fault; a lack of rights, memory or descriptors is no reason to throw an index away.
  private static func isOfTheFiles(_ error: any Error) -> Bool {
    if let error = error as? IndexError { return error.code == .damaged || error.code == .missing }
    guard let error = error as? LMDBError else { return false }
    switch error.code {
    case .corrupted, .notADatabase, .versionMismatch, .incompatible, .notFound, .panic, .invalid, .noSuchFile:
      return true
    default: return false
    }
  }

  private static func makeFolder(_ path: String) throws(IndexError) {
    if mkdir(path, 0o700) != 0, errno != EEXIST { throw .system(errno, "made", path, writing: true) }
  }

  private static func open(
    _ directory: String, _ schema: IndexSchema, _ identity: [UInt8], _ role: Role
  ) throws -> (CatalogueStore, Catalogue, [Segment])? {
    let store = try CatalogueStore(path: directory + "/catalogue", isReader: role == .reader)
    do {
      guard let (catalogue, deleted) = try store.read(), catalogue.identity == identity else {
        store.close()
        return nil
      }
      var segments: [Segment] = []
      for entry in catalogue.segments {
        segments.append(try segment(entry, directory, schema, deleted[entry.number] ?? DeletedDocuments()))
      }
      return (store, catalogue, segments)
    } catch {
      store.close()
      throw error
    }
  }

  private static func segment(
    _ entry: Catalogue.Entry, _ directory: String, _ schema: IndexSchema, _ deleted: DeletedDocuments
  ) throws(IndexError) -> Segment {
    try Segment(
      path: path(entry.number, directory), number: entry.number, record: entry.record, schema: schema, deleted: deleted)
  }

  static func path(_ number: UInt64, _ directory: String) -> String {
    directory + "/" + String(repeating: "0", count: max(0, 8 - String(number).count)) + "\(number).segment"
  }

  /// Files that a crash left behind before the catalogue named them, or after it no longer did.
  private static func removeOrphans(_ directory: String, _ catalogue: Catalogue) {
    let known = Set(catalogue.segments.map { path($0.number, directory) })
    for name in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [] where name.contains(".segment")
    {
      let path = directory + "/" + name
      if !known.contains(path) { unlink(path) }
    }
  }

  // MARK: Reading

  /// What the user of the index stored with the last commit.
  public var checkpoint: [UInt8] { state.withLock { $0.catalogue.checkpoint } }

  /// The index as it is now. A reader looks at the catalogue again.
  public func snapshot() throws -> IndexSnapshot {
    if role == .reader { try refresh() }
    return IndexSnapshot(schema: schema, segments: state.withLock { $0.segments })
  }

  /// Opens what the owner has added meanwhile. A segment may be merged away between the look at the catalogue and the
  /// opening of its file; the next look then shows another catalogue.
  private func refresh() throws {
    for attempt in 1... {
      guard let (catalogue, deleted) = try store.read() else { return }
      let (known, current) = state.withLock { ($0.segments, $0.catalogue) }
      if catalogue == current, deleted.isEmpty { return }
      let opened = Result { () throws(IndexError) in try open(catalogue, deleted, known) }
      switch opened {
      case .success(let segments):
        return state.withLock { $0 = State(catalogue: catalogue, segments: segments) }
      case .failure(let error):
        guard error.code == .missing, attempt < 20 else { throw error }
      }
    }
  }

  /// The segments of a catalogue; those that are open already stay so.
  private func open(
    _ catalogue: Catalogue, _ deleted: [UInt64: DeletedDocuments], _ known: [Segment]
  ) throws(IndexError) -> [Segment] {
    var segments: [Segment] = []
    for entry in catalogue.segments {
      let deletions = deleted[entry.number] ?? DeletedDocuments()
      if let open = known.first(where: { $0.number == entry.number && $0.record == entry.record }) {
        segments.append(open.deleted == deletions ? open : Segment(open, deleted: deletions))
      } else {
        segments.append(try Self.segment(entry, directory, schema, deletions))
      }
    }
    return segments
  }

  public var segmentCount: Int { state.withLock { $0.segments.count } }
  /// Bytes of all segments.
  public var byteCount: Int { state.withLock { $0.catalogue.segments.reduce(0) { $0 + $1.record.bytes } } }

  /// Looks at every byte of every segment.
  public func verify() throws(IndexError) {
    for segment in state.withLock({ $0.segments }) { try segment.file.verifyAll() }
  }

  public func close() { store.close() }

  // MARK: Writing

  /// Number of the next segment file. What a crash leaves behind under a number that no catalogue names is removed by the
  /// next owner.
  private func takeNumber() -> UInt64 {
    state.withLock { state in
      defer { state.catalogue.nextNumber += 1 }
      return state.catalogue.nextNumber
    }
  }

  /// Adds what was gathered, takes away the documents with some keys that were there before, and stores how far the index
  /// has come: all of it or nothing. Several threads may add at once; their segments are written side by side.
  ///
  /// - Parameter replaced: Keys of which the document added last counts, if any was.
  /// - Parameter checkpoint: Nil leaves it as it is.
  func commit(
    _ builder: SegmentBuilder?, replaced: Set<UInt64>, removed: Set<UInt64>, checkpoint: [UInt8]?
  ) throws {
    let added = try builder.flatMap { try add($0, replaced: replaced, removed: removed) }
    try writing.withLock {
      var (catalogue, segments) = state.withLock { ($0.catalogue, $0.segments) }
      var changed: [UInt64: DeletedDocuments] = [:]
      let gone = replaced.union(removed)
      if !gone.isEmpty {
        for (index, segment) in segments.enumerated() {
          guard let deleted = Self.deletions(gone, segment, catalogue.segments[index].keys) else { continue }
          segments[index] = Segment(segment, deleted: deleted)
          changed[segment.number] = deleted
        }
      }
      if let added {
        catalogue.segments.append(added.entry)
        segments.append(added.segment)
        if !added.segment.deleted.isEmpty { changed[added.entry.number] = added.segment.deleted }
      }
      if let checkpoint { catalogue.checkpoint = checkpoint }
      try store.write(catalogue, deleted: changed, removed: [])
      publish(catalogue, segments)
    }
  }

  /// Numbers may have been taken meanwhile.
  private func publish(_ catalogue: Catalogue, _ segments: [Segment]) {
    state.withLock {
      var catalogue = catalogue
      catalogue.nextNumber = max(catalogue.nextNumber, $0.catalogue.nextNumber)
      $0 = State(catalogue: catalogue, segments: segments)
    }
  }

  /// Brings the names of new files to the disk. That it can't be done is no reason to fail: a file whose name is lost in a
  /// crash is missed by its catalogue, and the index is computed anew.
  private func syncFolder() {
    let descriptor = Foundation.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    Foundation.close(descriptor)
  }

  private func add(
    _ builder: SegmentBuilder, replaced: Set<UInt64>, removed: Set<UInt64>
  ) throws -> (entry: Catalogue.Entry, segment: Segment)? {
    guard builder.documentCount > 0 else { return nil }
    let number = takeNumber()
    let record = try builder.write(to: Self.path(number, directory))
    syncFolder()
    let entry = Catalogue.Entry(
      number: number, record: record, keys: (builder.keys.min() ?? 0)...(builder.keys.max() ?? 0))
    var deleted = DeletedDocuments()
    var last: [UInt64: Int] = [:]
    for (document, key) in builder.keys.enumerated() {
      if removed.contains(key) { deleted.insert(document) }
      guard replaced.contains(key) else { continue }
      if let before = last[key] { deleted.insert(before) }
      last[key] = document
    }
    return (entry, try Self.segment(entry, directory, schema, deleted))
  }

  /// Nil where a segment has none of the keys.
  private static func deletions(
    _ keys: Set<UInt64>, _ segment: Segment, _ range: ClosedRange<UInt64>
  ) -> DeletedDocuments? {
    guard keys.contains(where: range.contains) else { return nil }
    var deleted = segment.deleted
    let before = deleted.count
    for document in 0..<segment.documentCount where keys.contains(segment.key(of: document)) {
      deleted.insert(document)
    }
    return deleted.count > before ? deleted : nil
  }

  // MARK: Merging

  /// Merges the segments that `MergePolicy` names, if any; returns whether it did. May run beside `commit`, but not twice at
  /// once.
  @discardableResult
  public func merge(_ policy: MergePolicy = MergePolicy(), isCancelled: () -> Bool = { false }) throws -> Bool {
    let chosen: [Segment] = state.withLock { state in
      let numbers = policy.choose(state.catalogue.segments.map { ($0.number, $0.record.bytes) })
      return state.segments.filter { numbers.contains($0.number) }
    }
    guard chosen.count > 1 else { return false }
    let number = takeNumber()
    let merger = SegmentMerger(chosen, schema: schema)
    let path = Self.path(number, directory)
    let record = try merger.write(to: path, isCancelled: isCancelled)
    syncFolder()
    try replace(chosen, merger, number, record)
    return true
  }

  private func replace(_ old: [Segment], _ merger: SegmentMerger, _ number: UInt64, _ record: SegmentRecord?) throws {
    let removed = Set(old.map(\.number))
    try writing.withLock {
      var (catalogue, segments) = state.withLock { ($0.catalogue, $0.segments) }
      // What was deleted while the merge ran is deleted in its result, too.
      var deleted = DeletedDocuments()
      for (index, before) in old.enumerated() {
        guard let now = segments.first(where: { $0.number == before.number }), now.deleted != before.deleted else {
          continue
        }
        for document in 0..<now.documentCount where now.deleted.contains(document) {
          let new = merger.documentNumbers[index][document]
          if new != SegmentMerger.gone { deleted.insert(Int(new)) }
        }
      }
      let place = catalogue.segments.firstIndex { removed.contains($0.number) } ?? 0
      let merged = catalogue.segments.filter { removed.contains($0.number) }
      catalogue.segments.removeAll { removed.contains($0.number) }
      segments.removeAll { removed.contains($0.number) }
      if let record {
        let low = merged.map(\.keys.lowerBound).min() ?? 0
        let high = merged.map(\.keys.upperBound).max() ?? 0
        let entry = Catalogue.Entry(number: number, record: record, keys: low...high)
        catalogue.segments.insert(entry, at: min(place, catalogue.segments.count))
        segments.insert(
          try Self.segment(entry, directory, schema, deleted), at: min(place, segments.count))
      }
      try store.write(catalogue, deleted: deleted.isEmpty ? [:] : [number: deleted], removed: Array(removed))
      publish(catalogue, segments)
    }
    // The catalogue that no longer names them must be on the disk before they go, and the folder that names the new one.
    try store.sync()
    // Readers that have them open keep them; others see the new catalogue.
    for segment in old { unlink(segment.file.path) }
  }
}
