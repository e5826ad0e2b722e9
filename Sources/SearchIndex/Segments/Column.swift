/// A column as `ColumnWriter` wrote it.
struct Column {
  private let smallest: Int64
  private let width: Int
  private let packed: UnsafeRawPointer
  private let count: Int

  /// Reads the column that begins at `offset` of `section`, and moves behind it.
  init(_ section: UnsafeRawBufferPointer, _ offset: inout Int, count: Int) throws(IndexError) {
    var reader = ByteReader(section, from: offset)
    smallest = Int64(bitPattern: reader.uint64())
    width = Int(reader.byte())
    reader.skip(7)
    let size = (width * count + 63) / 64 * 8 + 8
    let bytes = reader.bytes((size + 15) / 16 * 16)
    guard !reader.isOverrun, width <= 57 || width == 64, let start = bytes.baseAddress else {
      throw IndexError(.damaged, "A column of a search segment is cut short; it is computed again from the log.")
    }
    packed = start
    self.count = count
    offset = reader.offset
  }

  /// Value of a document, which must be below the count of documents.
  @inline(__always)
  subscript(document: Int) -> Int64 {
    if width == 0 { return smallest }
    if width == 64 {
      return smallest &+ Int64(bitPattern: packed.loadUnaligned(fromByteOffset: document &* 8, as: UInt64.self))
    }
    let bit = document &* width
    let word = packed.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self)
    return smallest &+ Int64(bitPattern: (word &>> UInt64(bit & 7)) & ((1 &<< UInt64(width)) &- 1))
  }
}
