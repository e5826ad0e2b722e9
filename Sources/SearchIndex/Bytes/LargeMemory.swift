import Foundation

/// Memory in pages of 2 MiB where the system has them: what is touched out of order costs far fewer translations then, and
/// what is touched first far fewer faults.
enum LargeMemory {
  /// Smaller pieces are left as they are (4 MiB).
  private static let smallest = 4 << 20

  /// Asks for large pages behind memory that was allocated already. That the system may refuse makes no difference but in
  /// time.
  @discardableResult
  static func advise<Value>(_ memory: UnsafeMutablePointer<Value>, count: Int) -> UnsafeMutablePointer<Value> {
    let size = count * MemoryLayout<Value>.stride
    guard size >= smallest else { return memory }
    let page = 1 << 12
    let start = (UInt(bitPattern: memory) + UInt(page) - 1) & ~UInt(page - 1)
    let end = (UInt(bitPattern: memory) + UInt(size)) & ~UInt(page - 1)
    if end > start, let place = UnsafeMutableRawPointer(bitPattern: start) {
      _ = madvise(place, Int(end - start), 14)  // MADV_HUGEPAGE, which Swift's Glibc does not show
    }
    return memory
  }
}
