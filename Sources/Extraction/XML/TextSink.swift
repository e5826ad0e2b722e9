/// Text that grows up to a limit.
struct TextSink {
  private(set) var bytes: [UInt8] = []
  let limit: Int

  init(limit: Int) { self.limit = limit }

  var isFull: Bool { bytes.count >= limit }
  var text: String { String(decoding: bytes, as: UTF8.self) }
  var isEmpty: Bool { bytes.isEmpty }

  mutating func append(_ text: String) { if !isFull { bytes += text.utf8 } }

  mutating func append(_ more: some Collection<UInt8>) {
    // Beyond the limit by one piece at most; what is kept is cut at the end, between characters.
    if !isFull { bytes += more }
  }

  /// Ends a line, unless one was just ended.
  mutating func endLine() { if let last = bytes.last, last != 0x0A { bytes.append(0x0A) } }

  mutating func append(_ other: TextSink) { append(other.bytes) }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
}
