import ArchiveEvents

/// One thing for the writer to make durable.
struct WriteJob: Sendable {
  enum Work: Sendable {
    /// All or none.
    case append([PreparedEvent])
    /// Chunks of a large content ahead of its event.
    case stage(ContentNumber, firstChunk: UInt32, chunks: [[UInt8]])
    /// Drops chunks whose event will not come.
    case unstage(ContentNumber)
    case checkpoint(size: UInt64, note: [UInt8])
  }

  let work: Work
  let completion: @Sendable (Result<[WriteOutcome], EventLogError>) -> Void

  var byteCount: Int {
    switch work {
    case .append(let events): events.reduce(0) { $0 + $1.byteCount }
    case .stage(_, _, let chunks): chunks.reduce(0) { $0 + $1.count }
    case .unstage, .checkpoint: 0
    }
  }
}
