import Foundation

/// Memory straight from the system, in pages of 2 MiB where it has them: what is touched out of order costs far fewer
/// translations then, and what is touched first far fewer faults.
///
/// The C library's `realloc` is of no use beside that. Advice for a part of a mapping divides it in two, the system refuses
/// to move both at once, and each growth becomes a copy into pages of 4 KiB.
enum LargeMemory {
  /// Smaller pieces come from the C library (4 MiB).
  static let smallest = 4 << 20
  private static let page = 2 << 20

  /// Zeros, of which those that are never touched take no memory; nil where the system refuses so many. To be given back with
  /// `unmap`. At a multiple of 2 MiB, as is the size.
  static func map(_ size: Int) -> UnsafeMutableRawBufferPointer? {
    let size = (size + page - 1) / page * page
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    guard let mapping = mmap(nil, size + page, PROT_READ | PROT_WRITE, flags, -1, 0), mapping != MAP_FAILED else {
      return nil
    }
    let before = (page - Int(bitPattern: mapping) & (page - 1)) & (page - 1)
    let memory = mapping + before
    if before > 0 { munmap(mapping, before) }
    munmap(memory + size, page - before)
    // That the system may refuse makes no difference but in time.
    _ = madvise(memory, size, 14)  // MADV_HUGEPAGE, which Swift's Glibc does not show
    return UnsafeMutableRawBufferPointer(start: memory, count: size)
  }

  static func unmap(_ memory: UnsafeMutableRawPointer, _ size: Int) {
    munmap(memory, (size + page - 1) / page * page)
  }
}
