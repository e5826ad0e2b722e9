import EventLog
import Foundation

/// Gathers the pieces of one message: small ones in memory, large ones in a file without a name in the archive's own folder, so
/// that a message of 100 MB is never whole in memory and nothing of it stays behind.
final class MessageCollector {
  /// Larger messages go to a file (1 MiB).
  private static let inMemory: UInt64 = 1 << 20
  /// What is larger is let pass and counted as not handed out (2 GiB).
  private static let longest: UInt64 = 2 << 30

  private let folder: String
  private var bytes: [UInt8] = []
  private var spool: SpoolFile?
  private var size: UInt64 = 0
  private var isTooLarge = false

  init(folder: String) { self.folder = folder }

  func begin(_ announced: UInt64) throws(MailboxesError) {
    (bytes, spool, size) = ([], nil, 0)
    isTooLarge = announced > Self.longest
    if isTooLarge { return }
    if announced > Self.inMemory {
      spool = try SpoolFile(folder: folder)
    } else {
      bytes.reserveCapacity(Int(announced))
    }
  }

  func add(_ piece: UnsafeRawBufferPointer) throws(MailboxesError) {
    if isTooLarge { return }
    size += UInt64(piece.count)
    if let spool { try spool.write(piece) } else { bytes.append(contentsOf: piece) }
  }

  /// The message, once; nil for one that is too large, and for one without a byte, as which some servers hand out what is
  /// expunged (RFC 2180 §4.1.2).
  func finish() -> (body: ContentInput, size: UInt64)? {
    defer { (bytes, spool) = ([], nil) }
    guard size > 0 else { return nil }
    return (spool.map { .stream($0) } ?? .bytes(bytes), size)
  }
}

/// A file without a name.
///
/// Sendable because it is written by one thread before others read it.
final class SpoolFile: ContentStream, @unchecked Sendable {
  private let descriptor: CInt

  private static let chunk = 256 << 10

  init(folder: String) throws(MailboxesError) {
    var template = Array("\(folder)/.fetched-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Self.failure("made", folder) }
    unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(descriptor) }

  func write(_ piece: UnsafeRawBufferPointer) throws(MailboxesError) {
    var rest = piece
    while !rest.isEmpty {
      let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure("written", "the archive's folder") }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunk, alignment: 16)
    defer { buffer.deallocate() }
    var offset: off_t = 0
    while true {
      let count = pread(descriptor, buffer.baseAddress, buffer.count, offset)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.failure("read", "the archive's folder") }
      guard count > 0 else { return }
      try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      offset += off_t(count)
    }
  }

  private static func failure(_ participle: String, _ place: String) -> MailboxesError {
    let reason = String(cString: strerror(errno))
    return MailboxesError(
      .storage, "A large message can't be \(participle) in \(place) while it is fetched: \(reason); free some space.")
  }
}
