public import ArchiveEvents
import Crypto
public import Foundation
import LMDB

extension LMDBArchiveLog {
  public func head() throws(EventLogError) -> Position? {
    let tables = tables
    return try reading { transaction in
      try transaction.withCursor(tables.events) { cursor in
        try cursor.last()?.integerKey.flatMap { Position($0) }
      }
    }
  }

  /// The number of events.
  public func count() throws(EventLogError) -> UInt64 { try head()?.rawValue ?? 0 }

  public func read(from position: Position, limit: Int) throws(EventLogError) -> [RecordedEvent] {
    try read(from: position, limit: limit, open: true)
  }

  /// With `open` false the payloads stay sealed, which is all that counting needs.
  public func read(from position: Position, limit: Int, open: Bool) throws(EventLogError) -> [RecordedEvent] {
    let tables = tables
    let found: [(Position, EventEnvelope, EventID)] = try reading { transaction in
      try transaction.withCursor(tables.events) { cursor in
        var found: [(Position, EventEnvelope, EventID)] = []
        found.reserveCapacity(min(limit, 4096))
        var record = limit > 0 ? try cursor.seek(position.rawValue) : nil
        while let current = record, found.count < limit {
          guard let place = current.integerKey.flatMap({ Position($0) }) else {
            throw EventLogError(.corrupted, "The table events holds a key that is no position; run `evrak verify`.")
          }
          let (envelope, id) = try EventReader.envelope(current.value, at: place)
          found.append((place, envelope, id))
          if found.count < limit { record = try cursor.next() }
        }
        return found
      }
    }
    guard open else {
      return found.map { RecordedEvent(position: $0.0, id: $0.2, envelope: $0.1, payload: nil) }
    }
    do {
      let remembered = found.map { recent.payload(at: $0.0) }
      let sealed = zip(found, remembered).filter { $0.1 == nil }.map { KeyID($0.0.1.keyID) }
      var opened = try keys.keys(sealed).makeIterator()
      return try zip(found, remembered).map { event, known in
        let (position, envelope, id) = event
        let payload = try known ?? opened.next()?.1.map { try Self.open(envelope, id, key: $0, at: position) }
        return RecordedEvent(position: position, id: id, envelope: envelope, payload: payload)
      }
    } catch {
      throw EventLogError(storage: error, path: directory + "/keys")
    }
  }

  private static func open(
    _ envelope: EventEnvelope, _ id: EventID, key: SymmetricKey, at position: Position
  ) throws -> SealedPayload {
    do {
      return try PayloadSeal.open(envelope.sealedPayload, itemKey: key, event: id)
    } catch {
      throw EventLogError(
        .corrupted, "The payload at position \(position) does not open; run `evrak verify` and restore from a backup.",
        underlying: error)
    }
  }

  /// The bytes that the commitment of an event without content binds: the event as it was serialised for the log.
  ///
  /// Throws `erased`, `corrupted`.
  public func originalBytes(of event: RecordedEvent) throws(EventLogError) -> [UInt8] {
    do {
      guard let key = try keys.key(KeyID(event.envelope.keyID)) else {
        throw EventLogError(.erased, "The item at position \(event.position) was erased; nothing of it can be read.")
      }
      return try PayloadSeal.eventBytes(
        PayloadSeal.openBytes(event.envelope.sealedPayload, itemKey: key, event: event.id))
    } catch {
      throw EventLogError(storage: error, path: logPath)
    }
  }

  public func subscribe(after position: Position?) -> EventSubscription {
    EventSubscription(log: self, start: position, head: headSignal)
  }

  /// Keeps the newest events at hand, as they were before they were sealed, until `endFollowing`: for a view that reads
  /// them as they come.
  public func beginFollowing() { recent.follow() }

  public func endFollowing() { recent.unfollow() }

  /// Blocks until the log has grown beyond `position`, was closed, or
  /// `deadline` has come. Only the owner's own appends are noticed.
  @available(*, noasync)
  public func waitForGrowth(beyond position: UInt64, until deadline: Date) -> (head: UInt64, isClosed: Bool) {
    headSignal.wait(beyond: position, until: deadline)
  }

  public func content(_ content: StoredContent) throws(EventLogError) -> [UInt8] {
    if let known = recent.content(content) { return known }
    do {
      let seal = try chunkSeal(content)
      let first = try openChunk(content, 0, seal)
      if first.isLast, content.size <= UInt64(ContentLimits.wholeInMemory) {
        return try unpack(first.plain, content)
      }
      var bytes: [UInt8] = []
      bytes.reserveCapacity(Int(clamping: min(content.size, 1 << 30)))
      try unpack(from: first, content, seal) { bytes.append(contentsOf: $0) }
      return bytes
    } catch {
      throw EventLogError(storage: error, path: logPath)
    }
  }

  public func readContent(
    _ content: StoredContent, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws(EventLogError) {
    do {
      if let known = recent.content(content) {
        try known.withUnsafeBytes(body)
        return
      }
      let seal = try chunkSeal(content)
      let first = try openChunk(content, 0, seal)
      if first.isLast, content.size <= UInt64(ContentLimits.wholeInMemory) {
        try unpack(first.plain, content).withUnsafeBytes(body)
      } else {
        try unpack(from: first, content, seal, body)
      }
    } catch {
      throw EventLogError(storage: error, path: logPath)
    }
  }

  private func chunkSeal(_ content: StoredContent) throws -> ChunkSeal {
    guard let key = try keys.key(content.keyID) else {
      throw EventLogError(.erased, "The item at position \(content.position) was erased; its content can't be read.")
    }
    return ChunkSeal(itemKey: key, event: content.event, number: content.number)
  }

  private func unpack(_ frame: Data, _ content: StoredContent) throws -> [UInt8] {
    try frame.withUnsafeBytes { frame in
      try decompressors.with { try $0.decompress(frame, originalSize: Int(content.size)) }
    }
  }

  private func unpack(
    from first: (plain: Data, isLast: Bool), _ content: StoredContent, _ seal: ChunkSeal,
    _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    try decompressors.with { decompressor in
      try decompressor.begin()
      var chunk = first
      var index: UInt32 = 0
      while true {
        try chunk.plain.withUnsafeBytes { try decompressor.feed($0, output: body) }
        if chunk.isLast { return }
        index += 1
        chunk = try openChunk(content, index, seal)
      }
    }
  }

  private func openChunk(
    _ content: StoredContent, _ index: UInt32, _ seal: ChunkSeal
  ) throws -> (plain: Data, isLast: Bool) {
    let tables = tables
    let key = LogTables.contentKey(content.number, index)
    let following = LogTables.contentKey(content.number, index + 1)
    return try environment.withReadTransaction { transaction in
      guard let sealed = try transaction.get(tables.content, key) else {
        throw EventLogError(
          .corrupted,
          "Content \(content.number) of position \(content.position) lacks chunk \(index); run `evrak verify` and restore from a backup."
        )
      }
      // Only a full chunk can have another after it.
      let isLast =
        sealed.count < ChunkSeal.sealedCapacity ? true : try transaction.get(tables.content, following) == nil
      guard let plain = try? seal.open(sealed, index: index, isLast: isLast) else {
        throw EventLogError(
          .corrupted,
          "Content \(content.number) of position \(content.position) was altered in chunk \(index); run `evrak verify` and restore from a backup."
        )
      }
      return (plain, isLast)
    }
  }

  /// Runs `body` in a read transaction and puts failures into the user's terms.
  func reading<Value>(_ body: (borrowing ReadTransaction) throws -> Value) throws(EventLogError) -> Value {
    do {
      return try environment.withReadTransaction(body)
    } catch {
      throw EventLogError(storage: error, path: logPath)
    }
  }
}

/// Bounds on content in memory.
enum ContentLimits {
  /// Originals up to this size are unpacked in one piece (8 MiB).
  static let wholeInMemory = 8 << 20
}
