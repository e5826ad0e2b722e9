import ArchiveEvents
import LMDB

/// The records of `log/` as the page walk found them, without LMDB.
struct LogRecords {
  /// One chunk of content.
  struct Chunk {
    let number: UInt64
    let index: UInt32
    let bytes: MappedBytes
  }

  var events: [(position: UInt64, bytes: MappedBytes)] = []
  /// In order of number, then index.
  var chunks: [Chunk] = []
  var digests: [[UInt8]: MappedBytes] = [:]
  /// By position; what `digests` does not have yet.
  var recent: [UInt64: MappedBytes] = [:]
  var sources: [[UInt8]: MappedBytes] = [:]
  var tiles: [[UInt8]: MappedBytes] = [:]
  var checkpoints: [[UInt8]: MappedBytes] = [:]
  var staged: [[UInt8]: MappedBytes] = [:]
  var state: [[UInt8]: MappedBytes] = [:]

  mutating func take(_ table: String, _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool {
    let bytes = MappedBytes(bytes: value)
    switch table {
    case "events":
      guard key.count == 8 else { return false }
      events.append((key.loadUnaligned(as: UInt64.self), bytes))
    case "content":
      guard key.count == 12, let number: UInt64 = key.bigEndianInteger(at: 0),
        let index: UInt32 = key.bigEndianInteger(at: 8)
      else { return false }
      chunks.append(Chunk(number: number, index: index, bytes: bytes))
    case "digests": digests[Array(key)] = bytes
    case "recent":
      guard key.count == 8 else { return false }
      recent[key.loadUnaligned(as: UInt64.self)] = bytes
    case "sources": sources[Array(key)] = bytes
    case "tree": tiles[Array(key)] = bytes
    case "checkpoints": checkpoints[Array(key)] = bytes
    case "staged": staged[Array(key)] = bytes
    case "state": state[Array(key)] = bytes
    default: return false
    }
    return true
  }

  /// The chunks of one content, found by binary search.
  func chunks(of number: UInt64) -> ArraySlice<Chunk> {
    let start = firstChunk { $0.number >= number }
    let end = firstChunk { $0.number > number }
    return chunks[start..<max(start, end)]
  }

  private func firstChunk(where isBeyond: (Chunk) -> Bool) -> Int {
    var low = 0
    var high = chunks.count
    while low < high {
      let middle = (low + high) / 2
      if isBeyond(chunks[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
