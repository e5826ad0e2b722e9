import EventLog
import Foundation

/// Copies a file and waits until the copy is on disk.
enum DurableCopy {
  private static let pieceByteCount = 4 << 20

  static func copy(_ source: String, to destination: String) throws {
    let input = open(source, O_RDONLY | O_CLOEXEC)
    guard input >= 0 else { throw EventLogError(errno: errno, doing: "read", path: source) }
    defer { close(input) }
    let output = open(destination, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard output >= 0 else { throw EventLogError(errno: errno, doing: "written", path: destination) }
    defer { close(output) }
    var buffer = [UInt8](repeating: 0, count: pieceByteCount)
    while true {
      let count = read(input, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw EventLogError(errno: errno, doing: "read", path: source) }
      if count == 0 { break }
      var written = 0
      while written < count {
        let step = buffer[written..<count].withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
        if step < 0, errno == EINTR { continue }
        guard step > 0 else { throw EventLogError(errno: errno, doing: "written", path: destination) }
        written += step
      }
    }
    guard fsync(output) == 0 else { throw EventLogError(errno: errno, doing: "made durable", path: destination) }
    try DirectorySync.sync(URL(fileURLWithPath: destination).deletingLastPathComponent().path)
  }
}
