/// The on-disk format of LMDB 0.9 (format version 1) on 64-bit little-endian machines: offsets in bytes, as laid down by
/// the structures `MDB_page`, `MDB_node`, `MDB_db` and `MDB_meta` of its source.
///
///     page      0 number (8) | 8 pad (2) | 10 flags (2) | 12 lower (2), 14 upper (2)  or  12 overflow pages (4)
///               16 node pointers (2 each) up to `lower`; nodes from `upper` to the end of the page
///     leaf node 0 data size (4) | 4 flags (2) | 6 key size (2) | 8 key, data; padded to an even size
///     branch    0 child page (6) | 6 key size (2) | 8 key; the first node's key is never compared
///     tree      0 pad (4) | 4 flags (2) | 6 depth (2) | 8 branch | 16 leaf | 24 overflow pages | 32 entries | 40 root
///     meta      16 magic (4) | 20 version (4) | 24 address (8) | 32 map size (8) | 40 free-list tree (48)
///               88 main tree (48) | 136 last page (8) | 144 transaction (8)
enum PageFormat {
  static let headerSize = 16
  static let nodeHeaderSize = 8
  static let treeRecordSize = 48
  static let metaEnd = 152
  static let magic: UInt32 = 0xBEEF_C0DE
  static let version: UInt32 = 1
  static let maximumDepth = 32
  static let maximumKeySize = 511
  static let noPage = UInt64.max
  static let firstDataPage: UInt64 = 2
  /// 47 bits of address space are all that a process has.
  static let maximumMapSize: UInt64 = 1 << 47

  enum Flags {
    static let branch = 0x01
    static let leaf = 0x02
    static let overflow = 0x04
    static let meta = 0x08
  }

  enum NodeFlags {
    static let overflow = 0x01
    static let tree = 0x02
  }

  static let integerKeyFlag: UInt16 = 0x08

  /// The largest leaf node that keeps its value inside the page: two must fit, with their pointers.
  static func largestNode(pageSize: Int) -> Int {
    (((pageSize - headerSize) / 2) & ~1) - 2
  }

  /// Pages that a value outside of its leaf needs; only the first has a header.
  static func overflowPages(for size: Int, pageSize: Int) -> Int {
    (headerSize - 1 + size) / pageSize + 1
  }
}

/// The bytes of one page. Reading past its end gives zeros, so a damaged offset cannot lead out of the page.
struct PageView {
  let base: UnsafeRawPointer
  let size: Int

  @inline(__always)
  func u16(_ offset: Int) -> Int {
    guard offset >= 0, offset <= size - 2 else { return 0 }
    return Int(UInt16(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
  }

  @inline(__always)
  func u32(_ offset: Int) -> UInt32 {
    guard offset >= 0, offset <= size - 4 else { return 0 }
    return UInt32(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  @inline(__always)
  func u64(_ offset: Int) -> UInt64 {
    guard offset >= 0, offset <= size - 8 else { return 0 }
    return UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// `count` bytes from `offset`; empty if they do not lie in the page.
  @inline(__always)
  func bytes(_ offset: Int, _ count: Int) -> UnsafeRawBufferPointer {
    guard offset >= 0, count >= 0, count <= size, offset <= size - count else {
      return UnsafeRawBufferPointer(start: base, count: 0)
    }
    return UnsafeRawBufferPointer(start: base + offset, count: count)
  }

  var number: UInt64 { u64(0) }
  var flags: Int { u16(10) }
  var lower: Int { u16(12) }
  var upper: Int { u16(14) }
  var overflowPages: Int { Int(u32(12)) }

  /// Node pointers on a branch or leaf page; never more than fit, whatever `lower` says.
  var nodeCount: Int { max(0, (min(lower, size) - PageFormat.headerSize) / 2) }

  @inline(__always)
  func nodePointer(_ index: Int) -> Int { u16(PageFormat.headerSize + 2 * index) }
}

/// What a meta page, or the entry of a named table, says of a tree (`MDB_db`).
struct TreeRecord: Equatable {
  var pad: UInt32
  var flags: UInt16
  var depth: Int
  var branchPages: UInt64
  var leafPages: UInt64
  var overflowPages: UInt64
  var entries: UInt64
  var root: UInt64

  init(_ page: PageView, _ offset: Int) {
    pad = page.u32(offset)
    flags = UInt16(truncatingIfNeeded: page.u16(offset + 4))
    depth = page.u16(offset + 6)
    branchPages = page.u64(offset + 8)
    leafPages = page.u64(offset + 16)
    overflowPages = page.u64(offset + 24)
    entries = page.u64(offset + 32)
    root = page.u64(offset + 40)
  }

  var isEmpty: Bool { root == PageFormat.noPage }
}

/// The file as pages.
struct FilePages {
  let bytes: UnsafeRawBufferPointer
  let pageSize: Int
  /// Whole pages in the file.
  let count: UInt64

  init(bytes: UnsafeRawBufferPointer, pageSize: Int) {
    self.bytes = bytes
    self.pageSize = pageSize
    count = UInt64(bytes.count / pageSize)
  }

  /// The page at `number`, which must be less than `count`.
  @inline(__always)
  func page(_ number: UInt64) -> PageView? {
    guard number < count, let base = bytes.baseAddress else { return nil }
    return PageView(base: base + Int(number) * pageSize, size: pageSize)
  }

  @inline(__always)
  func offset(of page: UInt64) -> Int {
    Int(clamping: page.multipliedReportingOverflow(by: UInt64(pageSize)).partialValue)
  }
}
