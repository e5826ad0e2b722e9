import EventLog

/// The beginning of a stored message that surely holds its header section.
enum HeaderPrefix {
  /// Bytes read of a large message; headers beyond are not looked at (MailFormat
  /// has the same limit).
  static let limit = 1 << 20

  private struct Enough: Error {}

  static func read(_ content: StoredContent, from log: any ArchiveLog) throws -> [UInt8] {
    if content.size <= UInt64(limit) { return try log.content(content) }
    var bytes: [UInt8] = []
    do {
      try log.readContent(content) { chunk in
        bytes.append(contentsOf: chunk.prefix(limit - bytes.count))
        if bytes.count >= limit { throw Enough() }
      }
    } catch let error {
      guard error.underlying is Enough || bytes.count >= limit else { throw error }
    }
    return bytes
  }
}
