internal import CLinux
import Foundation

/// Writes a segment file section by section, with the checksum of each page, and brings it to the disk.
final class SegmentFileWriter {
  private let path: String
  private let descriptor: Int32
  private let page: UnsafeMutableRawPointer
  private let zeros: UnsafeMutableRawPointer
  private var filled = 0
  private var offset = 0
  private let digests = ByteWriter()
  private var sections = [(offset: Int, size: Int)](
    repeating: (0, 0), count: SegmentFormat.Section.allCases.count)
  private var isFinished = false
  /// Whole pages that wait to be written together.
  private let waiting = ByteWriter(capacity: 1 << 16)
  /// So many bytes are written together (256 KiB); what comes in larger pieces is not copied before.
  private static let pieceBytes = 1 << 18
  private var written = 0

  init(path: String) throws(IndexError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(errno, "written", path, writing: true) }
    page = .allocate(byteCount: SegmentFormat.pageBytes, alignment: 64)
    zeros = .allocate(byteCount: 64, alignment: 16)
    zeros.initializeMemory(as: UInt8.self, repeating: 0, count: 64)
  }

  deinit {
    page.deallocate()
    zeros.deallocate()
    close(descriptor)
    if !isFinished { unlink(path) }
  }

  func append(_ bytes: UnsafeRawBufferPointer, as section: SegmentFormat.Section) throws(IndexError) {
    begin(section)
    try append(bytes)
    try end(section)
  }

  func begin(_ section: SegmentFormat.Section) { sections[section.rawValue].offset = offset }

  func end(_ section: SegmentFormat.Section) throws(IndexError) {
    sections[section.rawValue].size = offset - sections[section.rawValue].offset
    // Zeros for readers that reach over the end, and the next section at a multiple of 16.
    let padding = SegmentFormat.slack + (16 - offset % 16) % 16
    try append(UnsafeRawBufferPointer(start: zeros, count: padding))
  }

  func append(_ bytes: UnsafeRawBufferPointer) throws(IndexError) {
    var rest = bytes[...]
    if filled > 0 { try fillPage(&rest) }
    let whole = rest.count / SegmentFormat.pageBytes * SegmentFormat.pageBytes
    if whole >= Self.pieceBytes {
      try flush()
      let pages = UnsafeRawBufferPointer(rebasing: rest.prefix(whole))
      for start in stride(from: 0, to: whole, by: SegmentFormat.pageBytes) {
        digests.append(
          PageDigest.of(UnsafeRawBufferPointer(rebasing: pages[start..<(start + SegmentFormat.pageBytes)])))
      }
      try write(pages)
      offset += whole
      rest = rest.dropFirst(whole)
    }
    while !rest.isEmpty { try fillPage(&rest) }
  }

  private func fillPage(_ rest: inout Slice<UnsafeRawBufferPointer>) throws(IndexError) {
    let taken = rest.prefix(SegmentFormat.pageBytes - filled)
    UnsafeMutableRawBufferPointer(start: page + filled, count: taken.count).copyMemory(
      from: UnsafeRawBufferPointer(rebasing: taken))
    filled += taken.count
    offset += taken.count
    rest = rest.dropFirst(taken.count)
    if filled == SegmentFormat.pageBytes { try endPage() }
  }

  private func endPage() throws(IndexError) {
    let bytes = UnsafeRawBufferPointer(start: page, count: filled)
    digests.append(PageDigest.of(bytes))
    waiting.append(bytes)
    filled = 0
    if waiting.count >= Self.pieceBytes { try flush() }
  }

  private func flush() throws(IndexError) {
    try write(waiting.bytes)
    waiting.removeAll()
  }

  private func write(_ bytes: UnsafeRawBufferPointer) throws(IndexError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest)
      let count = Foundation.write(descriptor, piece.baseAddress, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .system(count == 0 ? ENOSPC : errno, "written", path, writing: true) }
      rest = rest.dropFirst(count)
    }
    // The disk begins while more is computed, so that the end has less to wait for; if it does not, nothing is lost.
    _ = clinux_begin_writing(descriptor, Int64(written), Int64(bytes.count))
    written += bytes.count
  }

  /// Writes the footer and waits until the file is on the disk.
  func finish(documents: Int, totalLength: Int, terms: Int) throws(IndexError) -> SegmentRecord {
    if filled > 0 { try endPage() }
    let footer = SegmentFormat.Footer(
      sections: sections, digestsOffset: offset, documents: documents, totalLength: totalLength, terms: terms,
      digestOfDigests: PageDigest.of(digests.bytes))
    waiting.append(digests.bytes)
    let end = ByteWriter()
    let digest = footer.encode(into: end)
    waiting.append(end.bytes)
    let size = offset + digests.count + end.count
    try flush()
    guard fdatasync(descriptor) == 0 else { throw .system(errno, "written", path, writing: true) }
    isFinished = true
    return SegmentRecord(documents: documents, totalLength: totalLength, bytes: size, digest: digest)
  }
}

/// The sections of a segment that have one entry a document.
enum SegmentTables {
  static func write(
    to file: SegmentFileWriter, schema: IndexSchema, norms: [UInt8], keys: [UInt64], fieldStarts: [UInt32],
    columns: [[Int64]], totalLength: Int, terms: Int
  ) throws(IndexError) -> SegmentRecord {
    let writer = ByteWriter(capacity: 1 << 12)
    writer.append(norms)
    try file.append(writer.bytes, as: .norms)
    writer.removeAll()
    ColumnWriter.write(keys.map { Int64(bitPattern: $0) }, into: writer)
    try file.append(writer.bytes, as: .keys)
    writer.removeAll()
    let borders = schema.texts.count - 1
    for border in 0..<max(0, borders) {
      let starts = stride(from: border, to: fieldStarts.count, by: borders).map { Int64(fieldStarts[$0]) }
      ColumnWriter.write(starts, into: writer)
    }
    try file.append(writer.bytes, as: .fieldStarts)
    writer.removeAll()
    for column in columns { ColumnWriter.write(column, into: writer) }
    try file.append(writer.bytes, as: .columns)
    return try file.finish(documents: keys.count, totalLength: totalLength, terms: terms)
  }
}
