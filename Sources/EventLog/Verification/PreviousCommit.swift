import ArchiveEvents

/// Checks the pages of the commit before the last, to which LMDB falls back
/// when the last meta page is lost. What the log appends it never changes, so
/// every such record must stand unaltered in the last commit; the few records
/// that do change must be readable.
struct PreviousCommit {
  let records: LogRecords
  let file: VerifiedFile
  let faults: FaultCollector

  func check(_ entries: [(table: String, key: [UInt8], value: MappedBytes)]) {
    for entry in entries where !isAsExpected(entry.table, entry.key, entry.value) {
      faults.add(
        VerificationFault(
          "the record of the previous commit is not what the last commit holds", table: entry.table,
          key: Hexadecimal.encode(entry.key), file: file.path, offset: file.offset(of: entry.value.bytes)))
    }
  }

  private func isAsExpected(_ table: String, _ key: [UInt8], _ value: MappedBytes) -> Bool {
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
      // Chunks of a capture that was given up are dropped later.
      return chunk.map { $0.bytes.equals(value.bytes) } ?? true
    case "digests": return records.digests[key].map { $0.equals(value.bytes) } ?? false
    case "sources": return records.sources[key].map { $0.equals(value.bytes) } ?? false
    case "checkpoints": return records.checkpoints[key].map { $0.equals(value.bytes) } ?? false
    case "tree":
      guard let now = records.tiles[key], now.bytes.count >= value.bytes.count else { return false }
      return now.bytes.prefix(value.bytes.count).elementsEqual(value.bytes)
    case "staged": return key.count == 8 && value.bytes.isEmpty
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
      guard let counters = LogCounters(value.bytes), let now = records.state[key].flatMap({ LogCounters($0.bytes) }) else {
        return false
      }
      return counters.key <= now.key && counters.content <= now.content
    default:
      return records.state[key].map { $0.equals(value.bytes) } ?? false
    }
  }
}
