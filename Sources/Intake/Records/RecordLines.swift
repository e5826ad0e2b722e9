/// Divides NDJSON into its lines, in pieces of any size.
struct RecordLines {
  enum Line: Equatable {
    /// A line that is not blank, without its line end.
    case line([UInt8], offset: UInt64)
    /// It begins here and is longer than the limit.
    case tooLong(offset: UInt64)
  }

  private let limit: Int
  /// Of the line that has not ended.
  private var bytes: [UInt8] = []
  /// Where the line begins in the file.
  private var start: UInt64 = 0
  /// Where the next piece begins.
  private var place: UInt64 = 0
  private var isTooLong = false

  /// - Parameter limit: bytes of a line without its line end.
  init(limit: Int) {
    self.limit = limit
  }

  mutating func feed(
    _ piece: UnsafeRawBufferPointer, _ body: (Line) throws(ScanStopped) -> Void
  ) throws(ScanStopped) {
    var begin = 0
    while begin < piece.count {
      let end = piece[begin...].firstIndex(of: 0x0A)
      try add(piece[begin..<(end ?? piece.count)], body)
      guard let end else { break }
      try endLine(body)
      begin = end + 1
      start = place + UInt64(begin)
    }
    place += UInt64(piece.count)
  }

  mutating func finish(_ body: (Line) throws(ScanStopped) -> Void) throws(ScanStopped) {
    try endLine(body)
  }

  private mutating func add(
    _ part: Slice<UnsafeRawBufferPointer>, _ body: (Line) throws(ScanStopped) -> Void
  ) throws(ScanStopped) {
    guard !isTooLong else { return }
    // One byte more than the limit may be the CR of a line end, three more the byte order mark.
    if bytes.count + part.count > limit + 4 {
      try reportTooLong(body)
    } else {
      bytes.append(contentsOf: part)
    }
  }

  private mutating func reportTooLong(_ body: (Line) throws(ScanStopped) -> Void) throws(ScanStopped) {
    isTooLong = true
    bytes = []
    try body(.tooLong(offset: start))
  }

  private mutating func endLine(_ body: (Line) throws(ScanStopped) -> Void) throws(ScanStopped) {
    defer {
      bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 20)
      isTooLong = false
    }
    guard !isTooLong else { return }
    if bytes.last == 0x0D { bytes.removeLast() }
    var offset = start
    if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      bytes.removeFirst(3)
      offset = 3
    }
    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return }
    if bytes.count > limit {
      try reportTooLong(body)
    } else {
      try body(.line(bytes, offset: offset))
    }
  }
}
