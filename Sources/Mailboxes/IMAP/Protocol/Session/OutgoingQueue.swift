/// What is to be sent, in order. A part may have to wait until the server asks for it.
struct OutgoingQueue {
  private struct Part {
    let tag: IMAPTag
    let bytes: [UInt8]
    /// Whether the server has to ask for it first.
    var awaitsServer: Bool
    let isFirst: Bool
  }

  private var parts: [Part] = []

  /// The commands whose first part was taken are told by `started`.
  mutating func takeBytes(started: (IMAPTag) -> Void) -> [UInt8] {
    let count = parts.firstIndex { $0.awaitsServer } ?? parts.count
    guard count > 0 else { return [] }
    var bytes: [UInt8] = []
    for part in parts.prefix(count) {
      bytes.append(contentsOf: part.bytes)
      if part.isFirst { started(part.tag) }
    }
    parts.removeFirst(count)
    return bytes
  }

  mutating func append(_ command: [[UInt8]], tag: IMAPTag) {
    for (place, bytes) in command.enumerated() {
      parts.append(Part(tag: tag, bytes: bytes, awaitsServer: place > 0, isFirst: place == 0))
    }
  }

  /// Adds what ends a command, to be sent when the server has asked for it.
  mutating func append(ending bytes: [UInt8], tag: IMAPTag, awaitsServer: Bool) {
    parts.append(Part(tag: tag, bytes: bytes, awaitsServer: awaitsServer, isFirst: false))
  }

  /// Whether nothing can be sent before the server asks.
  var isAwaitingServer: Bool { parts.first?.awaitsServer ?? false }

  /// The server asks.
  /// - Returns: the command that it asks about, or `nil` when nothing waits.
  mutating func serverAsks() -> IMAPTag? {
    guard let first = parts.first, first.awaitsServer else { return nil }
    parts[0].awaitsServer = false
    return first.tag
  }

  /// The command is over; what is left of it is not sent.
  mutating func drop(_ tag: IMAPTag) { parts.removeAll { $0.tag == tag } }
}
