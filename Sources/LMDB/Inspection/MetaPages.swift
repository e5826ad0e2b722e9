/// One of the two meta pages: the root of everything that one commit left.
struct MetaPage {
  let index: Int
  /// Where it begins in the file.
  let offset: Int
  let page: PageView

  init?(bytes: UnsafeRawBufferPointer, index: Int, pageSize: Int) {
    guard let base = bytes.baseAddress, pageSize >= PageFormat.metaEnd, bytes.count / pageSize > index else {
      return nil
    }
    self.index = index
    offset = index * pageSize
    page = PageView(base: base + offset, size: pageSize)
  }

  var magic: UInt32 { page.u32(16) }
  var version: UInt32 { page.u32(20) }
  var address: UInt64 { page.u64(24) }
  var mapSize: UInt64 { page.u64(32) }
  var freeTree: TreeRecord { TreeRecord(page, MetaPage.freeTreeOffset) }
  var mainTree: TreeRecord { TreeRecord(page, MetaPage.mainTreeOffset) }
  var lastPage: UInt64 { page.u64(136) }
  var transactionID: UInt64 { page.u64(144) }
  /// LMDB keeps the page size where the free list's tree has no use for the field.
  var pageSize: UInt32 { page.u32(MetaPage.freeTreeOffset) }

  static let freeTreeOffset = 40
  static let mainTreeOffset = 88

  /// Whether LMDB would take this for a meta page.
  var isRecognisable: Bool {
    page.flags == PageFormat.Flags.meta && magic == PageFormat.magic && version == PageFormat.version
  }
}

/// Both meta pages, checked; the newer is what LMDB opens.
struct MetaPages {
  let newest: MetaPage
  /// The commit before, whose pages LMDB leaves alone until the next commit is safe. Nil in a file without commits.
  let previous: MetaPage?
  let pageSize: Int

  /// Nil, with faults, if nothing in the file can be found.
  init?(bytes: UnsafeRawBufferPointer, faults: FaultList) {
    guard let pageSize = MetaPages.findPageSize(bytes, faults),
      let first = MetaPage(bytes: bytes, index: 0, pageSize: pageSize),
      let second = MetaPage(bytes: bytes, index: 1, pageSize: pageSize)
    else { return nil }
    self.pageSize = pageSize
    for meta in [first, second] { MetaPages.check(meta, pageSize, faults) }
    let newer = second.transactionID > first.transactionID ? second : first
    let older = newer.index == 0 ? second : first
    guard first.isRecognisable || second.isRecognisable else { return nil }
    newest = newer.isRecognisable ? newer : older
    let other = newer.isRecognisable ? older : newer
    if first.transactionID == 0, second.transactionID == 0 {
      previous = nil
      MetaPages.checkInitial(first, second, faults)
    } else {
      previous = other.isRecognisable ? other : nil
      MetaPages.checkPair(newer: newer, older: older, faults)
    }
  }

  /// The first meta page says it; if that is damaged, the place of the second one does.
  private static func findPageSize(_ bytes: UnsafeRawBufferPointer, _ faults: FaultList) -> Int? {
    let sizes = (9...15).map { 1 << $0 }
    let stated = MetaPage(bytes: bytes, index: 0, pageSize: 512).map { Int($0.pageSize) } ?? 0
    func fits(_ size: Int) -> Bool {
      MetaPage(bytes: bytes, index: 1, pageSize: size)?.isRecognisable ?? false
    }
    if sizes.contains(stated), fits(stated) { return stated }
    let found = sizes.first { fits($0) && MetaPage(bytes: bytes, index: 1, pageSize: $0)?.pageSize == UInt32($0) }
    if found != stated, found != nil {
      faults.add(.meta, at: MetaPage.freeTreeOffset, page: 0, "the page size cannot be \(stated)")
    }
    if found == nil, sizes.contains(stated), bytes.count >= 2 * stated { return stated }
    if found == nil {
      let isShort = bytes.count < 2 * 4096
      faults.add(
        isShort ? .truncated : .meta, at: isShort ? bytes.count : 0, page: 0,
        "no meta pages of LMDB's format 1 for 64-bit little-endian machines were found")
    }
    return found
  }

  private static func check(_ meta: MetaPage, _ pageSize: Int, _ faults: FaultList) {
    func require(_ condition: Bool, _ field: Int, _ explanation: @autoclosure () -> String) {
      if !condition { faults.add(.meta, at: meta.offset + field, page: UInt64(meta.index), explanation()) }
    }
    require(meta.page.number == UInt64(meta.index), 0, "the page says it is number \(meta.page.number)")
    require(meta.page.flags == PageFormat.Flags.meta, 10, "kind \(meta.page.flags) where a meta page belongs")
    require(meta.magic == PageFormat.magic, 16, "the magic number is wrong")
    require(meta.version == PageFormat.version, 20, "format version \(meta.version), known is \(PageFormat.version)")
    require(meta.address == 0, 24, "a fixed map address, which this archive never asks for")
    require(Int(meta.pageSize) == pageSize, 40, "page size \(meta.pageSize) differs from \(pageSize)")
    require(
      meta.freeTree.flags == PageFormat.integerKeyFlag, 44,
      "settings \(meta.freeTree.flags) of the free list are not its own")
    require(meta.mainTree.flags == 0 && meta.mainTree.pad == 0, 88, "the list of tables has settings that it never has")
    require(
      meta.transactionID == 0 || Int(meta.transactionID & 1) == meta.index, 144,
      "transaction \(meta.transactionID) belongs on the other meta page")
    let plausible = meta.mapSize % UInt64(pageSize) == 0 && meta.mapSize <= PageFormat.maximumMapSize
    require(
      plausible && meta.lastPage < meta.mapSize / UInt64(pageSize), 32,
      "map size \(meta.mapSize) cannot be, with last page \(meta.lastPage)")
    require(meta.lastPage >= 1, 136, "last page \(meta.lastPage), although there are two meta pages")
  }

  /// A new file: two meta pages that say the same.
  private static func checkInitial(_ first: MetaPage, _ second: MetaPage, _ faults: FaultList) {
    for meta in [first, second] where !meta.freeTree.isEmpty || !meta.mainTree.isEmpty || meta.lastPage != 1 {
      faults.add(.meta, at: meta.offset + 144, page: UInt64(meta.index), "transaction 0 has contents")
    }
    if first.mapSize != second.mapSize { faults.add(.meta, at: second.offset + 32, page: 1, "the map sizes differ") }
  }

  private static func checkPair(newer: MetaPage, older: MetaPage, _ faults: FaultList) {
    if newer.transactionID != older.transactionID &+ 1 {
      faults.add(
        .meta, at: newer.offset + 144, page: UInt64(newer.index),
        "transactions \(newer.transactionID) and \(older.transactionID) do not follow one another")
    }
    if newer.lastPage < older.lastPage {
      faults.add(
        .meta, at: newer.offset + 136, page: UInt64(newer.index),
        "last page \(newer.lastPage) is less than \(older.lastPage) of the commit before")
    }
    // The map grows by doubling, and the newer page learns of it first.
    let grown =
      older.mapSize > 0 && newer.mapSize % older.mapSize == 0 && (newer.mapSize / older.mapSize).nonzeroBitCount == 1
    if !grown {
      faults.add(
        .meta, at: newer.offset + 32, page: UInt64(newer.index),
        "map size \(newer.mapSize) cannot follow \(older.mapSize) of the commit before")
    }
  }
}
