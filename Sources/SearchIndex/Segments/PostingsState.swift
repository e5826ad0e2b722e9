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
  private let blocksSize: Int
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
  /// Blocks whose skip entries were seen to ascend, less one.
  private var orderedBlocks = 0
  private var frequencyPlace: UnsafeRawPointer
  /// Block whose positions are being read; its groups of gaps are read in order.
  private var positionsBlock = -1
  private var occurrenceTotal = 0
  private var nextGroup: UnsafeRawPointer
  private var groupsRead = 0
  private var currentGroup = -1

  /// - Parameter memory: For `memory` numbers; lives as long as this does. So does the segment.
  init(_ term: TermEntry, in segment: Segment, memory: UnsafeMutablePointer<UInt32>) throws(IndexError) {
    let bytes = try segment.file.bytes(.postings, term.postings.lowerBound, term.postings.count)
    let positions =
      term.hasPositions
      ? try segment.file.bytes(.positions, term.positions.lowerBound, term.positions.count)
      : UnsafeRawBufferPointer(start: nil, count: 0)
    var reader = ByteReader(bytes)
    if term.hasSets { reader.skip(reader.varInt()) }
    guard let base = bytes.baseAddress, term.documents > 0, term.documents <= segment.documentCount else {
      throw SegmentFile.damaged(segment.file.path, "has a term without postings")
    }
    fullBlocks = term.documents / Self.blockSize
    tailSize = term.documents % Self.blockSize
    blockCount = fullBlocks + (tailSize > 0 ? 1 : 0)
    hasHeader = fullBlocks > 0
    (hasPositions, hasSets) = (term.hasPositions, term.hasSets)
    isWeighted = segment.schema.isWeighted && term.hasPositions
    unit = UInt32(segment.schema.unit)
    lastDocument = UInt32(truncatingIfNeeded: segment.documentCount - 1)
    self.positions = positions
    header = base + reader.offset
    if hasHeader {
      blocksSize = Int(header.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
      skips = header + PostingsEncoder.headerBytes
      blocks = skips + fullBlocks * PostingsEncoder.skipBytes
      let used = PostingsEncoder.headerBytes + fullBlocks * PostingsEncoder.skipBytes + blocksSize
      guard used <= bytes.count - reader.offset else {
        throw SegmentFile.damaged(segment.file.path, "has postings that are cut short")
      }
      reader.skip(used)
    } else {
      (skips, blocks, blocksSize) = (header, header, 0)
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
    guard block < blockCount, isOrdered(through: block) else { return loadEnd() }
    guard block < fullBlocks else { return loadTail() }
    let skip = skips + block &* PostingsEncoder.skipBytes
    let width = Int(skip.load(fromByteOffset: 14, as: UInt8.self)) & 63
    // Only a fault of ours can lead beyond the blocks, since the checksums hold; it must not lead out of the file.
    let place = blocks + min(Int(skip.loadUnaligned(fromByteOffset: 4, as: UInt32.self)), blocksSize)
    BitPacking.unpackBlock(place, width: width, into: documents)
    // What is stored is the distance less one; the very first document of all is stored as it is.
    Self.sum(documents, from: block == 0 ? .max : last(block &- 1))
    let last = documents[Self.blockSize &- 1]
    if width > 24 || last != self.last(block) || last > lastDocument { keepWithinBounds() }
    size = Self.blockSize
    hasFrequencies = false
    frequencyPlace = place + BitPacking.blockBytes(width: width)
  }

  /// Whether the skip entries ascend up to a block, each of which is looked at once. If not, which only a fault of ours can
  /// bring about, the postings end before it, since loops rely on documents never going down.
  @inline(__always)
  private mutating func isOrdered(through block: Int) -> Bool {
    let target = min(block, fullBlocks &- 1)
    while orderedBlocks < target {
      if last(orderedBlocks) >= last(orderedBlocks &+ 1) { return false }
      orderedBlocks &+= 1
    }
    return true
  }

  /// Makes documents of the distances of a block, less one each, four at a time.
  @inline(__always)
  private static func sum(_ documents: UnsafeMutablePointer<UInt32>, from before: UInt32) {
    let numbers = UnsafeMutableRawPointer(documents)
    var before = SIMD4(repeating: before)
    var offset = 0
    while offset < 4 &* blockSize {
      var four = numbers.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt32>.self) &+ 1
      // Each of a pair, then each pair of four.
      let pairs = unsafeBitCast(four, to: SIMD2<UInt64>.self)
      four = four &+ unsafeBitCast(pairs &<< 32, to: SIMD4<UInt32>.self)
      four = four &+ (SIMD4(repeating: four[1]) & SIMD4(0, 0, .max, .max))
      four = four &+ before
      numbers.storeBytes(of: four, toByteOffset: offset, as: SIMD4<UInt32>.self)
      before = SIMD4(repeating: four[3])
      offset &+= 16
    }
  }

  /// For a block that does not end where its skip entry says, or with gaps so wide that their sum may wrap.
  @inline(never)
  private func keepWithinBounds() {
    var least: UInt32 = block == 0 ? 0 : min(last(block &- 1) &+ 1, lastDocument)
    for index in 0..<Self.blockSize {
      documents[index] = min(max(documents[index], least), lastDocument)
      least = documents[index]
    }
  }

  private mutating func loadEnd() {
    size = 0
    block = blockCount
  }

  private mutating func loadTail() {
    var reader = tail
    var document: UInt32 = fullBlocks > 0 ? min(last(fullBlocks - 1), lastDocument) : .max
    for index in 0..<tailSize {
      let value = reader.varInt()
      if hasPositions {
        document = document &+ UInt32(min(value >> 1, Int(lastDocument))) &+ 1
        var (frequency, excess): (UInt32, UInt32) = (1, 0)
        if value & 1 != 0 {
          frequency = UInt32(truncatingIfNeeded: reader.varInt() &+ 1)
          if isWeighted { excess = UInt32(truncatingIfNeeded: reader.varInt()) }
        }
        frequencies[index] = frequency
        weights[index] = frequency &* unit &+ ((excess >> 1) ^ (0 &- (excess & 1)))
        setNumbers[index] = hasSets ? UInt32(truncatingIfNeeded: reader.varInt()) : 0
      } else {
        document = document &+ UInt32(min(value, Int(lastDocument))) &+ 1
        (frequencies[index], weights[index], setNumbers[index]) = (1, unit, 0)
      }
      // Bytes whose checksum held are what was written; this only keeps a fault of ours within bounds.
      document = min(document, lastDocument)
      documents[index] = document
    }
    // Searches within a block look at all of it.
    for index in tailSize..<Self.blockSize { documents[index] = UInt32(Int32.max) }
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
    weigh()
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

  /// Makes frequencies, which are stored less one, and weights of them, four at a time.
  @inline(__always)
  private func weigh() {
    let (source, target) = (UnsafeMutableRawPointer(frequencies), UnsafeMutableRawPointer(weights))
    var offset = 0
    if unit == 1 {
      while offset < 4 &* Self.blockSize {
        let four = source.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt32>.self) &+ 1
        source.storeBytes(of: four, toByteOffset: offset, as: SIMD4<UInt32>.self)
        target.storeBytes(of: four, toByteOffset: offset, as: SIMD4<UInt32>.self)
        offset &+= 16
      }
      return
    }
    while offset < 4 &* Self.blockSize {
      let four = source.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt32>.self) &+ 1
      source.storeBytes(of: four, toByteOffset: offset, as: SIMD4<UInt32>.self)
      target.storeBytes(of: four &* unit, toByteOffset: offset, as: SIMD4<UInt32>.self)
      offset &+= 16
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

  private var positionsEnd: UnsafeRawPointer { positions.baseAddress.map { $0 + positions.count } ?? blocks + 1 }

  /// Positions take a byte for each 128 at least; frequencies that say otherwise count as nothing.
  mutating func keepWithinPositions() {
    loadFrequencies()
    var total: UInt64 = 0
    for index in 0..<size { total &+= UInt64(frequencies[index]) }
    let bytes = positions.baseAddress == nil ? 0 : positionsEnd - positionsPlace
    if total > UInt64(bytes) &* UInt64(Self.blockSize) { frequencies.update(repeating: 0, count: size) }
  }

  private mutating func beginPositions() {
    keepWithinPositions()
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
      if nextGroup >= positionsEnd { nextGroup = positionsPlace }
      nextGroup = PatchedBlock.skip(nextGroup, count: Self.blockSize)
      groupsRead &+= 1
    }
    let count = min(Self.blockSize, occurrenceTotal &- number &* Self.blockSize)
    if nextGroup >= positionsEnd { nextGroup = positionsPlace }
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
      if place >= positionsEnd { place = positionsPlace }
      place = PatchedBlock.decode(place, count: number, into: output + start)
      start += number
    }
  }
}
