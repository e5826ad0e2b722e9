import Foundation
import LMDB

/// Looks at the data file of an environment that can be computed again, before LMDB trusts it: LMDB follows what a damaged file
/// says, beyond its end if need be, and that kills the process.
enum DisposableFile {
  /// Larger files are only looked at for being cut short (4 MiB).
  private static let inspectedBytes = 4 << 20
  /// Looks at a file that another process may be writing; one that is caught between two states is sound at the next.
  private static let looks = 5

  /// Throws `corrupted` where the file at `path` can't be used; one that is not there is new.
  static func check(_ path: String, isBeingWritten: Bool) throws(LMDBError) {
    for look in 1... {
      guard FileManager.default.fileExists(atPath: path) else { return }
      let file = try MappedFile(path: path)
      guard isShort(file.bytes) || file.bytes.count <= inspectedBytes else { return }
      let report = PageInspector(bytes: file.bytes, maximumFaults: 1).inspect()
      if report.isSound { return }
      guard isBeingWritten, look < looks else {
        throw LMDBError(.corrupted, operation: "inspect", path: path, detail: report.faults.first?.description)
      }
      Thread.sleep(forTimeInterval: 0.001)
    }
  }

  /// Whether the file ends before the last page that its newer meta page names. A commit may leave out pages at the end that
  /// it has freed at once, so this alone is no damage.
  private static func isShort(_ bytes: UnsafeRawBufferPointer) -> Bool {
    // Offsets within a page: page size 40, last page 136, transaction 144 (LMDB 0.9, 64-bit).
    guard bytes.count >= 152 else { return true }
    let size = Int(bytes.loadUnaligned(fromByteOffset: 40, as: UInt32.self))
    guard (512...65_536).contains(size), bytes.count >= size + 152 else { return true }
    let newer = [0, size].max { one, other in
      bytes.loadUnaligned(fromByteOffset: one + 144, as: UInt64.self)
        < bytes.loadUnaligned(fromByteOffset: other + 144, as: UInt64.self)
    }
    let last = bytes.loadUnaligned(fromByteOffset: (newer ?? 0) + 136, as: UInt64.self)
    return last >= UInt64(bytes.count / size)
  }
}
