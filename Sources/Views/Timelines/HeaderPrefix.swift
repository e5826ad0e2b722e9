import EventLog
import MailFormat

/// The beginning of a stored message, by default as much as surely holds its header section.
enum HeaderPrefix {
  /// Messages up to this size are read whole, which is quicker (1 MiB).
  static let wholeByteCount = 1 << 20

  private struct Enough: Error {}

  /// - Parameters:
  ///   - limit: bytes to read at most; beyond the default MailFormat reads no header either.
  ///   - endsWithHeader: whether to stop where the header section may end.
  static func read(
    _ content: StoredContent, from log: any ArchiveLog, limit: Int = MailLimits.default.maximumHeaderBytes,
    endsWithHeader: Bool = true
  ) throws -> [UInt8] {
    if content.size <= UInt64(wholeByteCount) { return try log.content(content) }
    var bytes: [UInt8] = []
    var hasEnough = false
    do {
      try log.readContent(content) { chunk in
        // A blank line may begin in the piece before.
        let seam = max(0, bytes.count - 3)
        bytes.append(contentsOf: chunk.prefix(limit - bytes.count))
        hasEnough = bytes.count >= limit || (endsWithHeader && hasBlankLine(bytes[seam...]))
        if hasEnough { throw Enough() }
      }
    } catch let error {
      guard hasEnough else { throw error }
    }
    return bytes
  }

  /// Whether a header section can end here (RFC 5322 §2.1), with any line ends.
  private static func hasBlankLine(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var last: UInt8 = 0
      var beforeLast: UInt8 = 0
      for byte in bytes {
        if byte == 0x0A, last == 0x0A || (last == 0x0D && beforeLast == 0x0A) { return true }
        if byte == 0x0D, last == 0x0D { return true }
        (beforeLast, last) = (last, byte)
      }
      return false
    }
  }
}
