/// The bytes of a message that is too large to be held in memory, read again from its file in pieces.
public struct MessageStream: Sendable {
  /// Size of the message in bytes.
  public let count: UInt64

  let file: OpenFile
  let range: Range<UInt64>
  let quoting: MboxQuoting
  let chunk: Int

  /// Calls `body` with the message's bytes in order, at most `MessageReadLimits.chunk` of them at a time. Can be called
  /// again, and from another thread.
  /// - Throws: what `body` throws, or `IntakeError` when the file can no longer be read or was changed meanwhile.
  public func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(chunk, 1), alignment: 16)
    defer { buffer.deallocate() }
    var delivered: UInt64 = 0
    var unquoter = MboxUnquoter(quoting)
    var place = range.lowerBound
    while place < range.upperBound {
      let wanted = Int(min(UInt64(buffer.count), range.upperBound - place))
      let filled = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]), at: place)
      guard filled == wanted else { throw file.shorter(at: place + UInt64(filled)) }
      place += UInt64(filled)
      try unquoter.feed(UnsafeRawBufferPointer(rebasing: buffer[..<filled])) { piece in
        delivered += UInt64(piece.count)
        try body(piece)
      }
    }
    try unquoter.finish { piece in
      delivered += UInt64(piece.count)
      try body(piece)
    }
    guard delivered == count else {
      throw IntakeError(
        code: .truncated, path: file.path, offset: range.lowerBound,
        reason: "the message was changed while it was read; import it again when nothing writes to the file")
    }
  }
}
