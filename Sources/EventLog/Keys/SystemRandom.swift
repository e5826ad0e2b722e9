import Foundation

/// The kernel's random source, asked once for all the bytes that a step needs.
enum SystemRandom {
  /// getentropy(3) gives at most this many bytes at a time, and then all of them.
  private static let piece = 256

  static func bytes(_ count: Int) throws -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let wanted = min(piece, count - filled)
        guard let start = buffer.baseAddress?.advanced(by: filled), getentropy(start, wanted) == 0 else {
          failure = errno
          return
        }
        filled += wanted
      }
    }
    guard bytes.count == count else {
      throw EventLogError(.storage, "The system gives no random bytes: \(String(cString: strerror(failure))).")
    }
    return bytes
  }
}
