// Also part of the fuzz target SegmentFuzz, which is one module with the sources.
#if canImport(SearchIndex)
  @testable import SearchIndex
#endif

/// Damage that no checksum shows.
enum SegmentDamage {
  /// Writes all checksums anew; nil where the footer does not lead to them.
  static func repairChecksums(_ bytes: inout [UInt8]) -> SegmentRecord? {
    let footerStart = bytes.count - SegmentFormat.footerBytes
    guard footerStart > 0 else { return nil }
    return bytes.withUnsafeMutableBytes { bytes in
      func store(_ value: UInt64, at place: Int) {
        bytes.storeBytes(of: value.littleEndian, toByteOffset: place, as: UInt64.self)
      }
      func number(_ place: Int) -> Int {
        Int(truncatingIfNeeded: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
      }
      // Behind the sections: offset of the checksums, documents, length, terms, checksum of checksums, checksum of all.
      let numbers = footerStart + 16 + SegmentFormat.Section.allCases.count * 16
      let data = number(numbers)
      let pages = (data + SegmentFormat.pageBytes - 1) / SegmentFormat.pageBytes
      guard data > 0, data < bytes.count, data + pages * 8 + SegmentFormat.footerBytes == bytes.count else {
        return nil
      }
      for page in 0..<pages {
        let start = page * SegmentFormat.pageBytes
        let end = min(data, start + SegmentFormat.pageBytes)
        store(PageDigest.of(UnsafeRawBufferPointer(rebasing: bytes[start..<end])), at: data + page * 8)
      }
      store(PageDigest.of(UnsafeRawBufferPointer(rebasing: bytes[data..<footerStart])), at: numbers + 32)
      let digest = PageDigest.of(UnsafeRawBufferPointer(rebasing: bytes[footerStart..<(bytes.count - 8)]))
      store(digest, at: bytes.count - 8)
      return SegmentRecord(
        documents: number(numbers + 8), totalLength: number(numbers + 16), bytes: bytes.count, digest: digest)
    }
  }
}
