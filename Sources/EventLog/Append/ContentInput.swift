/// Bytes that can be read more than once from the start, for content too large
/// to be whole in memory.
public protocol ContentStream: Sendable {
  /// Calls `body` with the bytes in order, in pieces of any size.
  func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) throws
}

/// The original bytes that an event brings.
public enum ContentInput: Sendable {
  case bytes([UInt8])
  case stream(any ContentStream)

  func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    switch self {
    case .bytes(let bytes): try bytes.withUnsafeBytes(body)
    case .stream(let stream): try stream.forEachChunk(body)
    }
  }
}
