/// Going from document to document.
extension PostingsState {
  /// The document at which the cursor stands, or `end`.
  @inline(__always)
  var document: UInt32 { index < size ? documents[index] : Self.end }

  @inline(__always)
  mutating func next() {
    index &+= 1
    if index >= size, block < blockCount { load(block &+ 1) }
  }

  /// Goes to the first document at or behind `target`; never back.
  @inline(__always)
  mutating func advance(to target: UInt32) {
    if block < 0 { load(block(of: target, from: 0)) }
    if block >= blockCount { return }
    if documents[size &- 1] < target {
      load(block(of: target, from: block &+ 1))
      if block >= blockCount { return }
    }
    seekInBlock(target)
  }

  /// Loads the block in which `target` would stand, if that is not the current one; false behind the last document.
  @inline(__always)
  mutating func reach(_ target: UInt32) -> Bool {
    if block >= 0 {
      if block >= blockCount { return false }
      if documents[size &- 1] >= target { return true }
    }
    load(block(of: target, from: block &+ 1))
    if block < blockCount, documents[size &- 1] < target { load(block &+ 1) }
    return block < blockCount
  }

  @inline(__always)
  private mutating func seekInBlock(_ target: UInt32) {
    let (documents, size) = (documents, size)
    var at = index
    // Mostly near: a few steps, then halving.
    var steps = 0
    while at < size, documents[at] < target {
      at &+= 1
      steps &+= 1
      if steps == 4 {
        at = place(of: target)
        break
      }
    }
    index = at
    if at >= size { load(block &+ 1) }
  }

  /// How many documents of the current block stand before `target`, without branches: whoever asks many times does not
  /// wait for one answer to begin with the next.
  @inline(__always)
  func place(of target: UInt32) -> Int {
    documents[size &- 1] < target ? size : placeWithin(target)
  }

  /// The same, where the last document of the block is known not to stand before `target`.
  @inline(__always)
  func placeWithin(_ target: UInt32) -> Int {
    let documents = documents
    var place = 0
    // Documents are below 2^31, so that the sign of a difference tells the order.
    place &+= Int(truncatingIfNeeded: (documents[place &+ 63] &- target) &>> 31) &<< 6
    place &+= Int(truncatingIfNeeded: (documents[place &+ 31] &- target) &>> 31) &<< 5
    place &+= Int(truncatingIfNeeded: (documents[place &+ 15] &- target) &>> 31) &<< 4
    place &+= Int(truncatingIfNeeded: (documents[place &+ 7] &- target) &>> 31) &<< 3
    place &+= Int(truncatingIfNeeded: (documents[place &+ 3] &- target) &>> 31) &<< 2
    place &+= Int(truncatingIfNeeded: (documents[place &+ 1] &- target) &>> 31) &<< 1
    place &+= Int(truncatingIfNeeded: (documents[place] &- target) &>> 31)
    return place
  }

  /// First block from `from` on that may hold `target`.
  func block(of target: UInt32, from: Int) -> Int {
    var (low, step) = (from, 1)
    while low &+ step < fullBlocks, last(low &+ step) < target {
      low &+= step
      step &*= 2
    }
    var high = min(low &+ step, fullBlocks)
    while low < high {
      let middle = (low &+ high) >> 1
      if last(middle) < target { low = middle &+ 1 } else { high = middle }
    }
    return low
  }
}
