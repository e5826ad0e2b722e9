import ArchiveEvents

/// Checks the pages of the commit before the last, to which LMDB falls back
/// when the last meta page is lost. What the log appends it never changes, so
/// every such record must stand unaltered in the last commit; the few records
/// that do change must be readable.
struct PreviousCommit {
  /// Its records on pages that the last commit has replaced.
  let entries: [(table: String, key: [UInt8], value: MappedBytes)]
  private let staged: Set<UInt64>

  init(_ entries: [(table: String, key: [UInt8], value: MappedBytes)]) {
    self.entries = entries
    staged = Set(
      entries.lazy.filter { $0.table == "staged" }
        .compactMap { $0.key.withUnsafeBytes { $0.bigEndianInteger(at: 0, as: UInt64.self) } })
  }

  /// Events that the commit held; nil where its edge is the last commit's too.
  var size: UInt64? {
    entries.first { $0.table == "state" && $0.key == StateKey.edge }
      .flatMap { try? MerkleEdge(decoding: Array($0.value.bytes)).size }
  }

  /// - Parameter earlier: what follows from the first `size` events.
  func check(
    _ records: LogRecords, _ earlier: FollowedRecords.EarlierLog, file: VerifiedFile, faults: FaultCollector
  ) {
    let comparison = Comparison(records: records, earlier: earlier, staged: staged)
    for entry in entries where !comparison.isAsExpected(entry.table, entry.key, entry.value) {
      faults.add(
        VerificationFault(
          "the record of the previous commit is not what the last commit holds", table: entry.table,
          key: Hexadecimal.encode(entry.key), file: file.path, offset: file.offset(of: entry.value.bytes)))
    }
  }

  private struct Comparison {
    let records: LogRecords
    let earlier: FollowedRecords.EarlierLog
    let staged: Set<UInt64>

    func isAsExpected(_ table: String, _ key: [UInt8], _ value: MappedBytes) -> Bool {
      switch table {
      case "events":
        guard key.count == 8 else { return false }
        let position = key.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
        guard position > 0, position <= UInt64(records.events.count) else { return false }
        let event = records.events[Int(position - 1)]
        // Where events are missing the order is not the position; the gap is named.
        return event.position != position || event.bytes.equals(value.bytes)
      case "content":
        let number: UInt64? = key.withUnsafeBytes { $0.bigEndianInteger(at: 0) }
        let index: UInt32? = key.withUnsafeBytes { $0.bigEndianInteger(at: 8) }
        guard key.count == 12, let number, let index else { return false }
        let chunk = records.chunks(of: number).first { $0.index == index }
        // Only the chunks of a capture that was given up are ever dropped.
        return chunk.map { $0.bytes.equals(value.bytes) } ?? staged.contains(number)
      case "digests": return records.digests[key].map { $0.equals(value.bytes) } ?? false
      case "recent":
        guard key.count == 8 else { return false }
        let position = key.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
        if let now = records.recent[position] { return now.equals(value.bytes) }
        // Taken over by the last commit.
        return records.digests[Array(value.bytes)].map { $0.bytes.bigEndianInteger(at: 0) == position } ?? false
      case "sources": return records.sources[key].map { $0.equals(value.bytes) } ?? false
      case "checkpoints": return records.checkpoints[key].map { $0.equals(value.bytes) } ?? false
      case "tree":
        guard let now = records.tiles[key], now.bytes.count >= value.bytes.count else { return false }
        return now.bytes.prefix(value.bytes.count).elementsEqual(value.bytes)
      case "staged":
        // Were an event's content named here, the next owner would drop it.
        let number: UInt64? = key.withUnsafeBytes { $0.bigEndianInteger(at: 0) }
        return key.count == 8 && value.bytes.isEmpty && number.map { !earlier.contents.contains($0) } ?? false
      case "state": return isEarlierState(key, value)
      default: return false
      }
    }

    private func isEarlierState(_ key: [UInt8], _ value: MappedBytes) -> Bool {
      switch key {
      case StateKey.edge:
        guard let edge = try? MerkleEdge(decoding: Array(value.bytes)), edge.size <= UInt64(records.events.count) else {
          return false
        }
        var expected = MerkleEdge()
        for event in records.events.prefix(Int(edge.size)) { expected.append(MerkleHash.leaf(event.bytes.bytes)) }
        return expected == edge
      case StateKey.counters:
        return LogCounters(value.bytes) == earlier.counters
      case StateKey.format:
        return LogTables.formats.contains(value.bytes.bigEndianInteger(at: 0) ?? 0) && value.bytes.count == 4
      default:
        return records.state[key].map { $0.equals(value.bytes) } ?? false
      }
    }
  }
}
