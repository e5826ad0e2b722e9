extension TreeWalk {
  func leaf(_ view: PageView, _ page: UInt64, _ offset: Int, lower: Key?, upper: Key?) -> Key? {
    let (count, high) = (view.nodeCount, view.upper)
    let largest = PageFormat.largestNode(pageSize: view.size)
    var (first, previous): (Key?, Key?) = (nil, nil)
    var sound = true
    leafPages += 1
    entries += UInt64(count)
    tiling.begin()
    for index in 0..<count {
      let start = view.nodePointer(index)
      let head = view.u64(start)
      let dataSize = Int(head & 0xffff_ffff)
      let flags = Int((head >> 32) & 0xffff)
      let keySize = Int(head >> 48)
      let stored = flags & PageFormat.NodeFlags.overflow != 0 ? 8 : dataSize
      let size = PageFormat.nodeHeaderSize + keySize + stored
      guard start >= high, start & 1 == 0, start <= view.size - PageFormat.nodeHeaderSize,
        isKeySize(keySize), areLeafFlags(flags, dataSize), size <= largest, size <= view.size - start
      else {
        sound = false
        reportNode(view, page, offset, index, start)
        continue
      }
      tiling.add(start: start, size: (size + 1) & ~1)
      let place = offset + start
      let key = view.bytes(start + PageFormat.nodeHeaderSize, keySize)
      if let before = previous {
        if !sorts(before, before: key) {
          fault(.keyOrder, place, page, key: key, "the key does not sort after the one before it")
          use.damaged.insert(page)
        }
      } else {
        first = key
        if let lower, sorts(key, before: lower) {
          fault(.keyOrder, place, page, key: key, "the key sorts before its page's separator")
        }
      }
      previous = key
      silent?.add(place + size, size & 1, .padding)
      let valueStart = start + PageFormat.nodeHeaderSize + keySize
      if flags & PageFormat.NodeFlags.overflow == 0 {
        noteSilent(place, keySize: keySize, dataSize: dataSize, value: view.bytes(valueStart, dataSize))
        sink(key, view.bytes(valueStart, dataSize), place)
      } else {
        use.leavesWithOverflow.insert(page)
        noteSilent(place, keySize: keySize, dataSize: 0, value: nil)
        if let value = overflowValue(view.u64(valueStart), size: dataSize, from: place, key: key) {
          sink(key, value, place)
        } else {
          damage(page)
        }
      }
    }
    if let upper, let previous, !sorts(previous, before: upper) {
      fault(
        .keyOrder, offset + view.nodePointer(count - 1), page, key: previous,
        "the key does not sort before the next page's separator")
    }
    if !sound {
      damage(page)
    } else if !tiling.fills(from: high) {
      use.damaged.insert(page)
      fault(
        .pageLayout, offset + PageFormat.headerSize, page, "the nodes overlap, or do not fill the page from \(high) on")
    }
    return first
  }

  @inline(__always)
  private func areLeafFlags(_ flags: Int, _ dataSize: Int) -> Bool {
    switch content {
    case .entries, .freeList: flags & ~PageFormat.NodeFlags.overflow == 0
    case .tables: flags == PageFormat.NodeFlags.tree && dataSize == PageFormat.treeRecordSize
    }
  }

  /// Finds out which of the rules a node broke.
  @inline(never)
  private func reportNode(_ view: PageView, _ page: UInt64, _ offset: Int, _ index: Int, _ start: Int) {
    guard start >= view.upper, start & 1 == 0, start <= view.size - PageFormat.nodeHeaderSize else {
      fault(.pageLayout, offset + PageFormat.headerSize + 2 * index, page, "node \(index) cannot begin at \(start)")
      return
    }
    let (dataSize, flags, keySize) = (view.u32(start), view.u16(start + 4), view.u16(start + 6))
    guard areLeafFlags(flags, Int(dataSize)) else {
      fault(
        .node, offset + start + 4, page,
        "node \(index) has flags \(flags) and \(dataSize) bytes, which do not belong here")
      return
    }
    fault(
      .node, offset + start, page,
      "node \(index) has a key of \(keySize) and a value of \(dataSize) bytes, which cannot be")
  }

  /// The value on overflow pages from `first` on; they are taken for this commit. Nil if any of it is out of reach.
  private func overflowValue(_ first: UInt64, size: Int, from place: Int, key: Key) -> UnsafeRawBufferPointer? {
    let needed = PageFormat.overflowPages(for: size, pageSize: file.pageSize)
    guard let head = file.page(first), first >= PageFormat.firstDataPage, first <= lastPage else {
      // The claim says which rule the reference broke.
      _ = claim(first, count: UInt64(needed), from: place)
      return nil
    }
    let offset = file.offset(of: first)
    var pages = head.overflowPages
    var sound = true
    if head.flags != PageFormat.Flags.overflow || head.number != first {
      fault(.pageHeader, offset, first, key: key, "number \(head.number) and kind \(head.flags) where a value begins")
      // Both wrong: it is the reference that leads astray, and the page belongs to another.
      if head.flags != PageFormat.Flags.overflow, head.number != first { return nil }
      sound = false
    }
    if pages < needed {
      fault(.pageHeader, offset + 12, first, key: key, "\(pages) pages for a value that needs \(needed)")
      sound = false
      pages = needed
    }
    guard claim(first, count: UInt64(pages), from: place) else { return nil }
    if !sound { complete = false }
    overflowPages += UInt64(pages)
    let begin = offset + PageFormat.headerSize
    let value = UnsafeRawBufferPointer(rebasing: file.bytes[begin..<begin + size])
    if let silent {
      silent.add(offset + 8, 2, .unreadHeader)
      if newest != nil { silent.add(begin, size, .previousPayload) }
      if content == .freeList { noteFreeListSlack(value, at: begin) }
      silent.add(begin + size, pages * file.pageSize - PageFormat.headerSize - size, .overflowSlack)
    }
    return value
  }

  private func noteSilent(_ place: Int, keySize: Int, dataSize: Int, value: UnsafeRawBufferPointer?) {
    guard let silent else { return }
    let key = place + PageFormat.nodeHeaderSize
    switch content {
    case .entries where newest != nil:
      silent.add(key, keySize + dataSize, .previousPayload)
    case .freeList:
      silent.add(key, keySize, .freeListKey)
      if let value { noteFreeListSlack(value, at: key + keySize) }
    case .entries, .tables:
      break
    }
  }

  private func noteFreeListSlack(_ value: UnsafeRawBufferPointer, at place: Int) {
    guard value.count >= 8 else { return }
    let used = min(UInt64(littleEndian: value.loadUnaligned(as: UInt64.self)), UInt64(value.count / 8 - 1))
    let end = 8 + 8 * Int(used)
    silent?.add(place + end, value.count - end, .freeListSlack)
  }
}
