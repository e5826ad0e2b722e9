extension TreeWalk {
  func branch(_ view: PageView, _ page: UInt64, _ offset: Int, level: Int, lower: Key?, upper: Key?) -> Key? {
    let count = view.nodeCount
    branchPages += 1
    checkNodes(view, page, offset, lower: lower, upper: upper)
    var first: Key?
    for index in 0..<count {
      guard let child = child(view, index) else {
        complete = false
        continue
      }
      let place = offset + view.nodePointer(index)
      let separator = index == 0 ? nil : separator(view, index)
      let next = index + 1 < count ? self.separator(view, index + 1) : nil
      let begins = descend(to: child, level: level + 1, from: place, lower: separator ?? lower, upper: next ?? upper)
      if index == 0 { first = begins }
      if let separator, let begins, sorts(separator, before: begins) {
        looseSeparators += 1
        if appendOnly {
          fault(
            .keyOrder, place, page, key: separator,
            "the separator is not the first key behind it, although nothing is ever deleted here")
        }
      }
    }
    return first
  }

  /// Nodes within the page, side by side, separators in order and between those of the parent.
  private func checkNodes(_ view: PageView, _ page: UInt64, _ offset: Int, lower: Key?, upper: Key?) {
    let (count, high) = (view.nodeCount, view.upper)
    var previous = lower
    var sound = true
    tiling.begin()
    for index in 0..<count {
      let start = view.nodePointer(index)
      guard start >= high, child(view, index) != nil else {
        fault(.pageLayout, offset + PageFormat.headerSize + 2 * index, page, "node \(index) cannot begin at \(start)")
        sound = false
        continue
      }
      let keySize = view.u16(start + 6)
      let size = PageFormat.nodeHeaderSize + keySize
      guard size <= view.size - start, index == 0 ? keySize <= PageFormat.maximumKeySize : isKeySize(keySize) else {
        fault(.node, offset + start + 6, page, "node \(index) has a separator of \(keySize) bytes, which cannot be")
        sound = false
        continue
      }
      tiling.add(start: start, size: (size + 1) & ~1)
      noteSilent(offset + start, size: size, leftmost: index == 0)
      guard index > 0 else { continue }
      let key = view.bytes(start + PageFormat.nodeHeaderSize, keySize)
      if let previous, !sorts(previous, before: key) {
        fault(.keyOrder, offset + start, page, key: key, "the separator does not sort after the one before it")
        use.damaged.insert(page)
      }
      previous = key
    }
    if let upper, let previous, !sorts(previous, before: upper) {
      fault(
        .keyOrder, offset + view.nodePointer(count - 1), page, key: previous,
        "the separator does not sort before the parent's next one")
    }
    if !sound {
      use.damaged.insert(page)
    } else if !tiling.fills(from: high) {
      use.damaged.insert(page)
      fault(
        .pageLayout, offset + PageFormat.headerSize, page, "the nodes overlap, or do not fill the page from \(high) on")
    }
  }

  /// The page that a node of a branch page leads to; nil if the node is not in the page.
  func child(_ view: PageView, _ index: Int) -> UInt64? {
    let start = view.nodePointer(index)
    guard start & 1 == 0, start >= PageFormat.headerSize, start <= view.size - PageFormat.nodeHeaderSize else {
      return nil
    }
    return view.u64(start) & 0xffff_ffff_ffff
  }

  /// The key of a branch node; nil if it has none that could be one.
  private func separator(_ view: PageView, _ index: Int) -> Key? {
    let start = view.nodePointer(index)
    let size = view.u16(start + 6)
    guard isKeySize(size) else { return nil }
    let key = view.bytes(start + PageFormat.nodeHeaderSize, size)
    return key.count == size ? key : nil
  }

  private func noteSilent(_ place: Int, size: Int, leftmost: Bool) {
    guard let silent else { return }
    let keySize = size - PageFormat.nodeHeaderSize
    if leftmost {
      silent.add(place + PageFormat.nodeHeaderSize, keySize, .leftmostKey)
    } else if !appendOnly {
      // Its size belongs to it: one byte more or less may separate as well.
      silent.add(place + 6, keySize + 2, .separator)
    }
    silent.add(place + size, size & 1, .padding)
  }
}
