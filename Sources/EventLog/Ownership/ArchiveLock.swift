import Foundation
import Synchronization

/// The right to append to an archive, held by one process: an open file
/// description lock on `archive/lock` (fcntl F_OFD_SETLK), which ends with the
/// process however it ends. The pid inside the file is information only.
public final class ArchiveLock: Sendable {
  private let held: Mutex<Int32?>

  /// F_OFD_SETLK of Linux ≥ 3.15 (fcntl(2)); the C headers guard the name.
  private static let setLock: Int32 = 37

  /// Throws `archiveInUse` at once where another process has it.
  public init(directory: String) throws(EventLogError) {
    let path = directory + "/lock"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw EventLogError(errno: errno, doing: "locked", path: path) }
    var range = flock()
    range.l_type = Int16(F_WRLCK)
    range.l_whence = Int16(SEEK_SET)
    guard fcntl(descriptor, Self.setLock, &range) == 0 else {
      let failure = errno
      defer { close(descriptor) }
      guard failure == EAGAIN || failure == EACCES else {
        throw EventLogError(errno: failure, doing: "locked", path: path)
      }
      let holder = Self.holder(descriptor).map { "process \($0)" } ?? "another process"
      throw EventLogError(
        .archiveInUse,
        "The archive \(directory) is in use by \(holder); wait until it has finished, or stop it, and run the command again."
      )
    }
    held = Mutex(descriptor)
    let text = Array("\(getpid())\n".utf8)
    // A full disk leaves the file without a pid, which nobody relies on.
    if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.count, 0) }
  }

  deinit { release() }

  /// Gives the right up, for others to take at once.
  public func release() {
    let descriptor = held.withLock { held in
      defer { held = nil }
      return held
    }
    guard let descriptor else { return }
    // A child process that is just being made has a copy of the descriptor, with which the lock would live on.
    var range = flock()
    range.l_type = Int16(F_UNLCK)
    range.l_whence = Int16(SEEK_SET)
    _ = fcntl(descriptor, Self.setLock, &range)
    close(descriptor)
  }

  private static func holder(_ descriptor: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    return Int32(String(decoding: bytes[..<count].prefix { $0 != 10 }, as: UTF8.self))
  }
}
