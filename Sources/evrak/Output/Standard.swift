import EventLog
import Foundation

/// Standard output, written in large pieces and at once when asked.
enum StandardOutput {
  static func line(_ text: String) {
    print(text)
  }

  static func flush() {
    fflush(nil)
  }

  /// At the end of a command: what was printed may have gone nowhere, on a full disk for example.
  static func finish() throws {
    // What could not be written stays in the buffer, so that this is the last of the failures.
    guard fflush(nil) == 0 else {
      throw Failure(
        status: Failure.inputOutput, message: "The output can't be written: \(String(cString: strerror(errno))).")
    }
  }

  /// Bytes as they are. Throws when the reader at the other end has gone.
  static func write(_ bytes: UnsafeRawBufferPointer) throws {
    flush()
    var written = 0
    while written < bytes.count {
      let count = Foundation.write(STDOUT_FILENO, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw Failure(
          status: Failure.inputOutput, message: "The output can't be written: \(String(cString: strerror(errno))).")
      }
      written += count
    }
  }
}

extension StandardOutput {
  /// Original bytes as they were stored.
  static func write(_ content: StoredContent, of log: any ArchiveLog) throws {
    var failure: Failure?
    do {
      try log.readContent(content) { bytes in
        do {
          try write(bytes)
        } catch let error as Failure {
          failure = error
          throw error
        }
      }
    } catch {
      // The log would name itself as what could not be used.
      throw failure ?? error
    }
  }
}

/// Text from mail made safe for a terminal: control characters, which could
/// move the cursor or retitle the window, become visible signs.
func printable(_ text: String, keepingLines: Bool = false) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x0A where keepingLines, 0x09 where keepingLines: result.append(scalar)
    case 0x0D where keepingLines: continue
    case 0x0A, 0x0D, 0x09: result.append(" ")
    case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: result.append("\u{FFFD}")
    default: result.append(scalar)
    }
  }
  return String(result)
}
