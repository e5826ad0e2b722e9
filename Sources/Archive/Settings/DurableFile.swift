public import EventLog
public import Foundation

/// Small files that must survive a crash whole: written beside their place,
/// synced, then renamed into it.
public enum DurableFile {
  public static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(EventLogError) {
    let temporary = path + ".new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw EventLogError(errno: errno, doing: "written", path: path) }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { try fail(descriptor, temporary, path) }
      written += count
    }
    guard fsync(descriptor) == 0 else { try fail(descriptor, temporary, path) }
    close(descriptor)
    guard rename(temporary, path) == 0 else {
      let number = errno
      unlink(temporary)
      throw EventLogError(errno: number, doing: "written", path: path)
    }
    do {
      try DirectorySync.sync(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    } catch {
      throw error as? EventLogError ?? EventLogError(.storage, "\(path) can't be made durable.", underlying: error)
    }
  }

  private static func fail(_ descriptor: Int32, _ temporary: String, _ path: String) throws(EventLogError) -> Never {
    let number = errno
    close(descriptor)
    unlink(temporary)
    throw EventLogError(errno: number, doing: "written", path: path)
  }
}
