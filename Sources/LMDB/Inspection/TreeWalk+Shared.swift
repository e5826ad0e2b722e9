/// A page that the last commit uses too cannot have changed since, for LMDB never writes to a page in use: its subtree
/// was checked already. What is left to do is to see that it fits its new parent, and to count it.
extension TreeWalk {
  func enterShared(_ page: UInt64, level: Int, from place: Int, lower: Key?, upper: Key?) -> Key? {
    count(page, level: level, from: place)
    let first = edgeKey(of: page, level: level, last: false)
    if let lower, let first, sorts(first, before: lower) {
      fault(
        .keyOrder, place, UInt64(place / file.pageSize), key: first,
        "the keys of page \(page) sort before its separator")
    }
    if let upper, let last = edgeKey(of: page, level: level, last: true), !sorts(last, before: upper) {
      fault(
        .keyOrder, place, UInt64(place / file.pageSize), key: last,
        "the keys of page \(page) do not sort before the next separator")
    }
    return first
  }

  private func count(_ page: UInt64, level: Int, from place: Int) {
    guard claim(page, count: 1, from: place), let view = file.page(page), let newest else {
      complete = false
      return
    }
    let knownDamage = newest.damaged.contains(page)
    if knownDamage { complete = false }
    let isLeaf = level >= depth
    guard view.flags == (isLeaf ? PageFormat.Flags.leaf : PageFormat.Flags.branch) else {
      complete = false
      if !knownDamage {
        fault(
          .pageHeader, file.offset(of: page) + 10, page,
          "kind \(view.flags) where a \(isLeaf ? "leaf" : "branch") page belongs")
      }
      return
    }
    if isLeaf { countLeaf(view, page) } else { countBranch(view, page, level: level) }
  }

  private func countBranch(_ view: PageView, _ page: UInt64, level: Int) {
    branchPages += 1
    for index in 0..<view.nodeCount {
      guard let child = child(view, index), let newest, newest.trees.contains(child) else {
        // Only below a page that is damaged, and reported as such.
        complete = false
        continue
      }
      count(child, level: level + 1, from: file.offset(of: page) + view.nodePointer(index))
    }
  }

  private func countLeaf(_ view: PageView, _ page: UInt64) {
    leafPages += 1
    entries += UInt64(view.nodeCount)
    guard let newest, newest.leavesWithOverflow.contains(page) else { return }
    for index in 0..<view.nodeCount {
      let start = view.nodePointer(index)
      guard view.u16(start + 4) & PageFormat.NodeFlags.overflow != 0 else { continue }
      let first = view.u64(start + PageFormat.nodeHeaderSize + view.u16(start + 6))
      guard newest.reached.contains(first), let head = file.page(first),
        claim(first, count: UInt64(head.overflowPages), from: file.offset(of: page) + start)
      else {
        complete = false
        continue
      }
      overflowPages += UInt64(head.overflowPages)
    }
  }

  /// The first or last key under `page`; nil if the way there is damaged.
  private func edgeKey(of page: UInt64, level: Int, last: Bool) -> Key? {
    var (page, level) = (page, level)
    while let view = file.page(page), view.nodeCount > 0, level <= depth {
      let index = last ? view.nodeCount - 1 : 0
      if level == depth {
        let start = view.nodePointer(index)
        let size = view.u16(start + 6)
        let key = view.bytes(start + PageFormat.nodeHeaderSize, size)
        return isKeySize(size) && key.count == size ? key : nil
      }
      guard let child = child(view, index) else { return nil }
      page = child
      level += 1
    }
    return nil
  }
}
