import Foundation

/// Random bytes drawn from the kernel ahead of their use, some thousand at a time: asked for each event by itself, the
/// calls cost more than the bytes. Not for keys that last, which are drawn when they are made.
///
/// One thread at a time, as in a `ContextPool`.
final class RandomReserve {
  private static let drawnByteCount = 4_096

  private var bytes: [UInt8] = []
  private var used = 0

  /// Bytes that nobody is given again, and that do not stay here.
  func take(_ count: Int) throws -> [UInt8] {
    if count > bytes.count - used {
      bytes = try SystemRandom.bytes(max(count, Self.drawnByteCount))
      used = 0
    }
    defer {
      for index in used..<used + count { bytes[index] = 0 }
      used += count
    }
    return Array(bytes[used..<used + count])
  }
}
