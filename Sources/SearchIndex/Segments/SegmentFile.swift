import Foundation
import Synchronization

/// A segment file mapped into memory. No byte is trusted before the checksum of its page was seen to hold.
///
/// Sendable because the mapping never changes and the marks of pages are atomic.
final class SegmentFile: @unchecked Sendable {
  let path: String
  let footer: SegmentFormat.Footer
  private let base: UnsafeRawPointer
  private let size: Int
  private let pageCount: Int
  /// One bit a page: its checksum held.
  private let verified: UnsafeMutablePointer<Atomic<UInt64>>
  private let verifiedWords: Int

  /// Opens the file that the catalogue describes by `record`.
  init(path: String, record: SegmentRecord) throws(IndexError) {
    self.path = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(errno, "read", path, writing: false) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(errno, "read", path, writing: false) }
    guard Int(status.st_size) == record.bytes, record.bytes >= SegmentFormat.footerBytes else {
      throw Self.damaged(path, "has \(status.st_size) bytes instead of \(record.bytes)")
    }
    guard let mapping = mmap(nil, record.bytes, PROT_READ, MAP_SHARED, descriptor, 0), mapping != MAP_FAILED else {
      throw .system(errno, "mapped", path, writing: false)
    }
    (base, size) = (UnsafeRawPointer(mapping), record.bytes)
    let end = UnsafeRawBufferPointer(
      start: base + (size - SegmentFormat.footerBytes), count: SegmentFormat.footerBytes)
    guard let footer = SegmentFormat.Footer(end), footer.digest == record.digest,
      let pages = Self.checked(footer, base, size)
    else {
      munmap(mapping, record.bytes)
      throw Self.damaged(path, "is not the segment that the catalogue names")
    }
    self.footer = footer
    pageCount = pages
    verifiedWords = (pages + 63) / 64
    verified = .allocate(capacity: max(1, verifiedWords))
    for index in 0..<verifiedWords { (verified + index).initialize(to: Atomic(0)) }
  }

  deinit {
    (verified).deinitialize(count: verifiedWords)
    verified.deallocate()
    munmap(UnsafeMutableRawPointer(mutating: base), size)
  }

  /// Number of pages, where the sections and the checksums lie within the file.
  private static func checked(_ footer: SegmentFormat.Footer, _ base: UnsafeRawPointer, _ size: Int) -> Int? {
    let data = footer.digestsOffset
    let pages = (data + SegmentFormat.pageBytes - 1) / SegmentFormat.pageBytes
    guard data >= 0, data + pages * 8 + SegmentFormat.footerBytes == size,
      PageDigest.of(UnsafeRawBufferPointer(start: base + data, count: pages * 8)) == footer.digestOfDigests
    else { return nil }
    for section in footer.sections {
      guard section.offset >= 0, section.size >= 0, section.offset <= data,
        section.size + SegmentFormat.slack <= data - section.offset
      else { return nil }
    }
    return pages
  }

  static func damaged(_ path: String, _ reason: String) -> IndexError {
    IndexError(.damaged, "The search segment \(path) \(reason); it is computed again from the log.")
  }

  /// Bytes of a section, after their checksums were seen to hold; readers may touch `SegmentFormat.slack` bytes more.
  @inline(__always)
  func bytes(_ section: SegmentFormat.Section, _ start: Int, _ count: Int) throws(IndexError) -> UnsafeRawBufferPointer
  {
    let place = footer.sections[section.rawValue]
    guard start >= 0, count >= 0, start <= place.size, count <= place.size - start else {
      throw Self.damaged(path, "points outside of itself")
    }
    let first = place.offset + start
    try verify(first, count + SegmentFormat.slack)
    return UnsafeRawBufferPointer(start: base + first, count: count)
  }

  func whole(_ section: SegmentFormat.Section) throws(IndexError) -> UnsafeRawBufferPointer {
    try bytes(section, 0, footer.sections[section.rawValue].size)
  }

  @inline(__always)
  private func verify(_ start: Int, _ count: Int) throws(IndexError) {
    let last = min(start + count, footer.digestsOffset) - 1
    var page = start / SegmentFormat.pageBytes
    while page <= last / SegmentFormat.pageBytes {
      if (verified + page >> 6).pointee.load(ordering: .relaxed) & (1 &<< UInt64(page & 63)) == 0 { try check(page) }
      page &+= 1
    }
  }

  @inline(never)
  private func check(_ page: Int) throws(IndexError) {
    let start = page * SegmentFormat.pageBytes
    let count = min(SegmentFormat.pageBytes, footer.digestsOffset - start)
    let stored = UInt64(
      littleEndian: base.loadUnaligned(fromByteOffset: footer.digestsOffset + page * 8, as: UInt64.self))
    guard PageDigest.of(UnsafeRawBufferPointer(start: base + start, count: count)) == stored else {
      throw Self.damaged(path, "is damaged between byte \(start) and \(start + count)")
    }
    (verified + page >> 6).pointee.bitwiseOr(1 &<< UInt64(page & 63), ordering: .relaxed)
  }

  /// Checks every page.
  func verifyAll() throws(IndexError) {
    for page in 0..<pageCount { try check(page) }
  }
}
