internal import CChild
internal import Glibc

/// Bytes in a file that has no name and lies on no disk: it ends with the last process that holds it, so nothing of a
/// document is left behind whatever happens. It is sealed: a child can't change it.
struct MemoryFile: ~Copyable {
  let descriptor: CInt

  /// - Throws: `ExtractionReason.unreadable` when the system has no memory or no descriptor left.
  init(_ bytes: [UInt8]) throws(ExtractionReason) {
    let file = bytes.withUnsafeBytes { cchild_memory_file($0.baseAddress, $0.count) }
    guard file >= 0 else {
      throw .unreadable("it can't be handed to a program (\(String(cString: strerror(-file))))")
    }
    descriptor = file
  }

  deinit { close(descriptor) }
}
