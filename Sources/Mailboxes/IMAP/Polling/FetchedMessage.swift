import ArchiveEvents
import EventLog
import Foundation

/// A message as an IMAP server handed it out.
struct FetchedMessage: Sendable {
  let uid: IMAPUID
  var internalDate: IMAPInternalDate?
  var flags: IMAPFlags?
  let body: ContentInput
  /// In bytes.
  let size: UInt64
}

/// Gathers the pieces of one message: small ones in memory, large ones in a file without a name in the archive's own folder, so
/// that a message of 100 MB is never whole in memory and nothing of it stays behind.
final class MessageCollector {
  /// Larger messages go to a file (1 MiB).
  private static let inMemory: UInt64 = 1 << 20

  private let folder: String
  private var bytes: [UInt8] = []
  private var spool: SpoolFile?
  private var size: UInt64 = 0

  init(folder: String) { self.folder = folder }

  func begin(_ announced: UInt64) throws(MailboxesError) {
    (bytes, spool, size) = ([], nil, 0)
    if announced > Self.inMemory {
      spool = try SpoolFile(folder: folder)
    } else {
      bytes.reserveCapacity(Int(announced))
    }
  }

  func add(_ piece: UnsafeRawBufferPointer) throws(MailboxesError) {
    size += UInt64(piece.count)
    if let spool { try spool.write(piece) } else { bytes.append(contentsOf: piece) }
  }

  /// The message, once.
  func finish() -> (body: ContentInput, size: UInt64) {
    defer { (bytes, spool) = ([], nil) }
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
