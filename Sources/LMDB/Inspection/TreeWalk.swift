#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

typealias Key = UnsafeRawBufferPointer

/// Which pages the trees of one commit use, and how.
final class PageUse {
  /// Every page in use.
  let reached: PageSet
  /// Branch and leaf pages.
  let trees: PageSet
  /// Leaf pages with values on overflow pages.
  let leavesWithOverflow: PageSet
  /// Pages with a fault of their own.
  let damaged: PageSet

  init(pages: UInt64) {
    reached = PageSet(capacity: pages)
    trees = PageSet(capacity: pages)
    leavesWithOverflow = PageSet(capacity: pages)
    damaged = PageSet(capacity: pages)
  }
}

/// Walks one tree from its root, checks each page and hands out its entries in key order. Whatever the bytes, it reads
/// only inside the file and comes to an end, since each page is entered once per commit.
final class TreeWalk {
  enum Content {
    case freeList
    case tables
    case entries
  }

  /// Receives key, value and the place of the node in the file.
  typealias Sink = (Key, UnsafeRawBufferPointer, Int) -> Void

  let file: FilePages
  let faults: FaultList
  let lastPage: UInt64
  let use: PageUse
  /// For the commit before the last: the pages of the last one, whose shared parts need no second look.
  let newest: PageUse?
  let silent: SilentCollector?
  let sink: Sink
  let content: Content
  let table: String?
  let integerKey: Bool
  /// Nothing was ever deleted here, so each separator is the first key behind it.
  let appendOnly: Bool
  let record: TreeRecord
  /// Levels to the leaves; the record's, unless the tree itself says otherwise.
  var depth: Int

  var branchPages: UInt64 = 0
  var leafPages: UInt64 = 0
  var overflowPages: UInt64 = 0
  var entries: UInt64 = 0
  var looseSeparators: UInt64 = 0
  /// False once a part had to be left out; counters then say nothing.
  var complete = true
  var tiling: NodeTiling

  init(
    file: FilePages, faults: FaultList, lastPage: UInt64, use: PageUse, newest: PageUse?, silent: SilentCollector?,
    content: Content, table: String?, appendOnly: Bool, record: TreeRecord, sink: @escaping Sink
  ) {
    self.file = file
    self.faults = faults
    self.lastPage = lastPage
    self.use = use
    self.newest = newest
    self.silent = silent
    self.content = content
    self.table = table
    self.appendOnly = appendOnly
    self.record = record
    depth = record.depth
    self.integerKey = record.flags & PageFormat.integerKeyFlag != 0
    self.sink = sink
    tiling = NodeTiling(pageSize: file.pageSize)
  }

  /// Walks the tree that `record`, which stands at `place` in the file, describes.
  func run(place: Int) {
    let page = UInt64(place / file.pageSize)
    if record.isEmpty {
      let counters = [record.branchPages, record.leafPages, record.overflowPages, record.entries]
      if record.depth != 0 || counters.contains(where: { $0 != 0 }) {
        faults.add(.counters, at: place, page: page, table: table, "an empty tree has counters that are not zero")
      }
      return
    }
    guard record.depth >= 1, record.depth <= PageFormat.maximumDepth else {
      faults.add(.counters, at: place, page: page, table: table, "a tree cannot have \(record.depth) levels")
      complete = false
      return
    }
    if let found = measuredDepth(), found != depth {
      faults.add(.counters, at: place, page: page, table: table, "the record says \(depth) levels, there are \(found)")
      depth = found
    }
    _ = descend(to: record.root, level: 1, from: place + 40, lower: nil, upper: nil)
    guard complete else { return }
    let pairs = [
      ("entries", record.entries, entries), ("branch pages", record.branchPages, branchPages),
      ("leaf pages", record.leafPages, leafPages), ("overflow pages", record.overflowPages, overflowPages),
    ]
    for (name, stored, found) in pairs where stored != found {
      faults.add(
        .counters, at: place, page: page, table: table, "the counter says \(stored) \(name), there are \(found)")
    }
  }

  /// The levels that both the first and the last way down have, if they agree; one damaged page does not mislead.
  private func measuredDepth() -> Int? {
    var found: Int?
    for last in [false, true] {
      var (page, level) = (record.root, 1)
      while let view = file.page(page), view.flags == PageFormat.Flags.branch, level < PageFormat.maximumDepth,
        view.nodeCount > 0, let child = child(view, last ? view.nodeCount - 1 : 0)
      {
        page = child
        level += 1
      }
      guard let view = file.page(page), view.flags == PageFormat.Flags.leaf, found == nil || found == level else {
        return nil
      }
      found = level
    }
    return found
  }

  /// Enters a branch or leaf page that the node or record at `place` points to. The page's keys must be at least
  /// `lower` and below `upper`. Answers its first key, if that could be read.
  func descend(to page: UInt64, level: Int, from place: Int, lower: Key?, upper: Key?) -> Key? {
    if let newest, newest.trees.contains(page) {
      return enterShared(page, level: level, from: place, lower: lower, upper: upper)
    }
    guard claim(page, count: 1, from: place), let view = file.page(page) else {
      complete = false
      return nil
    }
    use.trees.insert(page)
    let offset = file.offset(of: page)
    let isLeaf = level == depth
    guard view.flags == (isLeaf ? PageFormat.Flags.leaf : PageFormat.Flags.branch) else {
      damage(page)
      fault(.pageHeader, offset + 10, page, "kind \(view.flags) where a \(isLeaf ? "leaf" : "branch") page belongs")
      return nil
    }
    if view.number != page {
      use.damaged.insert(page)
      fault(.pageHeader, offset, page, "the page says it is number \(view.number)")
    }
    let (low, high) = (view.lower, view.upper)
    let fewest = isLeaf ? 1 : 2
    guard low & 1 == 0, high & 1 == 0, low >= PageFormat.headerSize + 2 * fewest, low <= high, high < view.size else {
      damage(page)
      fault(.pageLayout, offset + 12, page, "fill marks \(low) and \(high) are out of range")
      return nil
    }
    silent?.add(offset + 8, 2, .unreadHeader)
    silent?.add(offset + low, high - low, .gap)
    return isLeaf
      ? leaf(view, page, offset, lower: lower, upper: upper)
      : branch(view, page, offset, level: level, lower: lower, upper: upper)
  }

  /// Takes pages for this commit, once. A page that is out of reach or taken already is a fault of the reference.
  func claim(_ first: UInt64, count: UInt64, from place: Int) -> Bool {
    let page = UInt64(place / file.pageSize)
    guard first >= PageFormat.firstDataPage, first <= lastPage, count >= 1, count - 1 <= lastPage - first else {
      fault(.pageReference, place, page, "points to page \(first), outside of the pages 2 to \(lastPage)")
      return false
    }
    guard first + count <= file.count else {
      let missing = max(first, file.count)
      fault(
        .truncated, min(file.offset(of: missing), file.bytes.count), missing,
        "the file ends before page \(missing), which page \(page) needs")
      return false
    }
    if count == 1 ? use.reached.insert(first) : true {
      guard count > 1, let clash = use.reached.insertRun(first, count: count) else { return true }
      fault(.pageReference, place, page, "points to page \(clash), which is in use elsewhere")
      return false
    }
    fault(.pageReference, place, page, "points to page \(first), which is in use elsewhere")
    return false
  }

  func damage(_ page: UInt64) {
    use.damaged.insert(page)
    complete = false
  }

  @inline(never)
  func fault(
    _ kind: PageFault.Kind, _ offset: Int, _ page: UInt64, key: Key? = nil, _ explanation: @autoclosure () -> String
  ) {
    faults.add(kind, at: offset, page: page, table: table, key: key, explanation())
  }

  @inline(__always)
  func isKeySize(_ size: Int) -> Bool {
    integerKey ? size == 8 : size >= 1 && size <= PageFormat.maximumKeySize
  }

  /// Whether `left` sorts before `right`, both of a size that fits the table.
  @inline(__always)
  func sorts(_ left: Key, before right: Key) -> Bool {
    if integerKey {
      guard left.count == 8, right.count == 8 else { return false }
      return UInt64(littleEndian: left.loadUnaligned(as: UInt64.self))
        < UInt64(littleEndian: right.loadUnaligned(as: UInt64.self))
    }
    guard let first = left.baseAddress, let second = right.baseAddress else { return left.count < right.count }
    let order = memcmp(first, second, min(left.count, right.count))
    return order == 0 ? left.count < right.count : order < 0
  }
}
