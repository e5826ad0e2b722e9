/// Where a reader of one term's postings stands, and the block that it has unpacked.
///
/// A value in memory of its own, used through a pointer: the loops that call it millions of times must neither count
/// references nor check for exclusive access. `PostingsCursor` owns the memory and keeps the segment alive.
struct PostingsState {
  static let end: UInt32 = .max
  static let blockSize = BitPacking.blockCount
  /// Numbers for which memory is kept: documents, frequencies, weights, sets, starts of positions, a group of gaps.
  static let memory = blockSize * 6 + 32

  let fullBlocks: Int
  let tailSize: Int
  /// Blocks, the tail included.
  let blockCount: Int
  let hasHeader: Bool
  let hasPositions: Bool
  let hasSets: Bool
  let isWeighted: Bool
  let unit: UInt32
  let lastDocument: UInt32

  private let header: UnsafeRawPointer
  private let skips: UnsafeRawPointer
  private let blocks: UnsafeRawPointer
  private let tail: ByteReader
  private let positions: UnsafeRawBufferPointer

  /// Of the current block; `size` of them count.
  let documents: UnsafeMutablePointer<UInt32>
  let frequencies: UnsafeMutablePointer<UInt32>
  /// Weights of the occurrences, in units of the schema.
  let weights: UnsafeMutablePointer<UInt32>
  let setNumbers: UnsafeMutablePointer<UInt32>
  private let occurrenceStarts: UnsafeMutablePointer<UInt32>
  private let group: UnsafeMutablePointer<UInt32>

  private(set) var size = 0
  private(set) var block = -1
  var index = 0
  private var hasFrequencies = false
  private var frequencyPlace: UnsafeRawPointer
  /// Block whose positions are being read; its groups of gaps are read in order.
  private var positionsBlock = -1
  private var occurrenceTotal = 0
  private var nextGroup: UnsafeRawPointer
  private var groupsRead = 0
  private var currentGroup = -1

  /// - Parameter postings: Bytes of the term's postings behind the table of its sets.
  init(
    _ term: TermEntry, postings: ByteReader, base: UnsafeRawPointer, size: Int, positions: UnsafeRawBufferPointer,
    segment: Segment, memory: UnsafeMutablePointer<UInt32>
  ) throws(IndexError) {
    fullBlocks = term.documents / Self.blockSize
    tailSize = term.documents % Self.blockSize
    blockCount = fullBlocks + (tailSize > 0 ? 1 : 0)
    hasHeader = fullBlocks > 0
    (hasPositions, hasSets) = (term.hasPositions, term.hasSets)
    isWeighted = segment.schema.isWeighted && term.hasPositions
    unit = UInt32(segment.schema.unit)
    lastDocument = UInt32(truncatingIfNeeded: segment.documentCount - 1)
    self.positions = positions
    var reader = postings
    header = base + reader.offset
    if hasHeader {
      let blocksSize = Int(header.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
      skips = header + PostingsEncoder.headerBytes
      blocks = skips + fullBlocks * PostingsEncoder.skipBytes
      let used = PostingsEncoder.headerBytes + fullBlocks * PostingsEncoder.skipBytes + blocksSize
      guard used <= size - reader.offset else {
        throw SegmentFile.damaged(segment.file.path, "has postings that are cut short")
      }
      reader.skip(used)
    } else {
      (skips, blocks) = (header, header)
    }
    tail = reader
    documents = memory
    frequencies = memory + Self.blockSize
    weights = memory + 2 * Self.blockSize
    setNumbers = memory + 3 * Self.blockSize
    occurrenceStarts = memory + 4 * Self.blockSize
    group = memory + 5 * Self.blockSize + 8
    frequencyPlace = blocks
    nextGroup = blocks
  }

  // MARK: Blocks

  /// Last document of a block.
  @inline(__always)
  func last(_ block: Int) -> UInt32 {
    block < fullBlocks
      ? skips.loadUnaligned(fromByteOffset: block &* PostingsEncoder.skipBytes, as: UInt32.self) : Self.end &- 1
  }

  /// The stored bounds of a block; zeros where none are stored, which mean "anything".
  @inline(__always)
  func bound(_ block: Int) -> (low: UInt8, high: UInt8) {
    if block < fullBlocks {
      let place = block &* PostingsEncoder.skipBytes &+ 12
      return (skips.load(fromByteOffset: place, as: UInt8.self), skips.load(fromByteOffset: place &+ 1, as: UInt8.self))
    }
    guard hasHeader else { return (0, 0) }
    return (header.load(fromByteOffset: 2, as: UInt8.self), header.load(fromByteOffset: 3, as: UInt8.self))
  }

  /// The bounds of the whole term.
  var termBound: (low: UInt8, high: UInt8) {
    hasHeader ? (header.load(as: UInt8.self), header.load(fromByteOffset: 1, as: UInt8.self)) : (0, 0)
  }

  mutating func load(_ block: Int) {
    self.block = block
    index = 0
    guard block < fullBlocks else { return block < blockCount ? loadTail() : loadEnd() }
    let skip = skips + block &* PostingsEncoder.skipBytes
    let width = Int(skip.load(fromByteOffset: 14, as: UInt8.self)) & 63
    let place = blocks + Int(skip.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
    BitPacking.unpackBlock(place, width: width, into: documents)
    // What is stored is the distance less one; the very first document of all is stored as it is.
    var document: UInt32 = block == 0 ? .max : last(block &- 1)
    let documents = documents
    var index = 0
    while index < Self.blockSize {
      document = document &+ documents[index] &+ 1
      documents[index] = document
      index &+= 1
    }
    size = Self.blockSize
    hasFrequencies = false
    frequencyPlace = place + BitPacking.blockBytes(width: width)
  }

  private mutating func loadEnd() {
    size = 0
    block = blockCount
  }

  private mutating func loadTail() {
    var reader = tail
    var document: UInt32 = fullBlocks > 0 ? last(fullBlocks - 1) : .max
    for index in 0..<tailSize {
      let value = reader.varInt()
      if hasPositions {
        document = document &+ UInt32(truncatingIfNeeded: value >> 1) &+ 1
        var (frequency, excess): (UInt32, UInt32) = (1, 0)
        if value & 1 != 0 {
          frequency = UInt32(truncatingIfNeeded: reader.varInt() &+ 1)
          if isWeighted { excess = UInt32(truncatingIfNeeded: reader.varInt()) }
        }
        frequencies[index] = frequency
        weights[index] = frequency &* unit &+ ((excess >> 1) ^ (0 &- (excess & 1)))
        setNumbers[index] = hasSets ? UInt32(truncatingIfNeeded: reader.varInt()) : 0
      } else {
        document = document &+ UInt32(truncatingIfNeeded: value) &+ 1
        (frequencies[index], weights[index], setNumbers[index]) = (1, unit, 0)
      }
      // Bytes whose checksum held are what was written; this only keeps a fault of ours within bounds.
      documents[index] = min(document, lastDocument)
    }
    size = tailSize
    hasFrequencies = true
  }

  /// Unpacks how often, how weighty and in which forms, for the current block.
  @inline(__always)
  mutating func loadFrequencies() {
    if !hasFrequencies { unpackFrequencies() }
  }

  private mutating func unpackFrequencies() {
    hasFrequencies = true
    let width = Int((skips + block &* PostingsEncoder.skipBytes).load(fromByteOffset: 15, as: UInt8.self)) & 63
    var place = frequencyPlace
    BitPacking.unpackBlock(place, width: width, into: frequencies)
    place += BitPacking.blockBytes(width: width)
    let (frequencies, weights) = (frequencies, weights)
    for index in 0..<Self.blockSize {
      frequencies[index] &+= 1
      weights[index] = frequencies[index] &* unit
    }
    if isWeighted {
      let width = Int(place.load(as: UInt8.self)) & 63
      place += 1
      if width > 0 {
        BitPacking.unpackBlock(place, width: width, into: setNumbers)
        place += BitPacking.blockBytes(width: width)
        for index in 0..<Self.blockSize {
          let excess = setNumbers[index]
          weights[index] &+= (excess >> 1) ^ (0 &- (excess & 1))
        }
      }
    }
    if hasSets {
      let width = Int(place.load(as: UInt8.self)) & 63
      BitPacking.unpackBlock(place + 1, width: width, into: setNumbers)
    } else {
      setNumbers.update(repeating: 0, count: Self.blockSize)
    }
  }

  /// Weight and set of one posting of the current block, without unpacking the others.
  @inline(__always)
  func posting(at index: Int) -> (weight: UInt32, set: UInt32) {
    if hasFrequencies { return (weights[index], setNumbers[index]) }
    let width = Int((skips + block &* PostingsEncoder.skipBytes).load(fromByteOffset: 15, as: UInt8.self)) & 63
    var place = frequencyPlace
    var weight = (BitPacking.value(place, width: width, at: index) &+ 1) &* unit
    if !isWeighted, !hasSets { return (weight, 0) }
    place += BitPacking.blockBytes(width: width)
    if isWeighted {
      let width = Int(place.load(as: UInt8.self)) & 63
      let excess = BitPacking.value(place + 1, width: width, at: index)
      weight &+= (excess >> 1) ^ (0 &- (excess & 1))
      place += 1 &+ BitPacking.blockBytes(width: width)
    }
    guard hasSets else { return (weight, 0) }
    return (weight, BitPacking.value(place + 1, width: Int(place.load(as: UInt8.self)) & 63, at: index))
  }

  // MARK: Moving

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

  @inline(__always)
  private mutating func seekInBlock(_ target: UInt32) {
    let (documents, size) = (documents, size)
    var at = index
    // Mostly near: a few steps, then halving.
    var steps = 0
    while at < size, documents[at] < target {
      at &+= 1
      steps &+= 1
      if steps == 6 {
        var (low, count) = (at, size &- at)
        while count > 0 {
          let half = count >> 1
          if documents[low &+ half] < target {
            low &+= half &+ 1
            count &-= half &+ 1
          } else {
            count = half
          }
        }
        at = low
        break
      }
    }
    index = at
    if at >= size { load(block &+ 1) }
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

  // MARK: Positions

  private var positionsPlace: UnsafeRawPointer {
    // A term with positions has at least one.
    guard let base = positions.baseAddress else { return blocks }
    guard hasHeader else { return base }
    let offset =
      block < fullBlocks
      ? (skips + block &* PostingsEncoder.skipBytes).loadUnaligned(fromByteOffset: 8, as: UInt32.self)
      : header.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
    return base + min(Int(offset), positions.count)
  }

  private mutating func beginPositions() {
    loadFrequencies()
    var sum: UInt32 = 0
    for index in 0..<size {
      occurrenceStarts[index] = sum
      sum &+= frequencies[index]
    }
    occurrenceTotal = Int(sum)
    nextGroup = positionsPlace
    groupsRead = 0
    currentGroup = -1
    positionsBlock = block
  }

  /// Reads the 128 gaps with a number among those of the block.
  @inline(__always)
  private mutating func read(group number: Int) {
    if number < groupsRead { (nextGroup, groupsRead) = (positionsPlace, 0) }
    while groupsRead < number {
      nextGroup = PatchedBlock.skip(nextGroup, count: Self.blockSize)
      groupsRead &+= 1
    }
    let count = min(Self.blockSize, occurrenceTotal &- number &* Self.blockSize)
    nextGroup = PatchedBlock.decode(nextGroup, count: count, into: group)
    groupsRead &+= 1
    currentGroup = number
  }

  /// How often the term stands in the current document.
  @inline(__always)
  mutating func occurrences() -> Int {
    if positionsBlock != block { beginPositions() }
    return Int(frequencies[index])
  }

  /// Positions of the current document, ascending; `output` has room for `occurrences()`.
  @inline(__always)
  mutating func positions(into output: UnsafeMutablePointer<UInt32>) {
    if positionsBlock != block { beginPositions() }
    var occurrence = Int(occurrenceStarts[index])
    var left = Int(frequencies[index])
    var position: UInt32 = 0
    var written = 0
    while left > 0, occurrence < occurrenceTotal {
      let number = occurrence / Self.blockSize
      if number != currentGroup { read(group: number) }
      let within = occurrence & (Self.blockSize &- 1)
      let taken = min(left, Self.blockSize &- within)
      let group = group
      var offset = within
      while offset < within &+ taken {
        position = position &+ group[offset]
        output[written] = position
        written &+= 1
        offset &+= 1
      }
      occurrence &+= taken
      left &-= taken
    }
  }

  /// Reads the gaps of all documents of the current block into `output`, which has room for `count` and a block more.
  mutating func gaps(count: Int, into output: UnsafeMutablePointer<UInt32>) {
    var (place, start) = (positionsPlace, 0)
    while start < count {
      let number = min(Self.blockSize, count - start)
      place = PatchedBlock.decode(place, count: number, into: output + start)
      start += number
    }
  }
}
