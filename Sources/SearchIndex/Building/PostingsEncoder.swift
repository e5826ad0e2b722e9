/// Writes the postings of one term after another: in which documents it stands, how often, in which forms and where.
///
/// The layout is told in ARCHITECTURE.md. Documents come in ascending order.
final class PostingsEncoder {
  /// Bytes of a skip entry.
  static let skipBytes = 16
  /// Bytes before the skip entries.
  static let headerBytes = 16

  private let postings: ByteWriter
  private let positions: ByteWriter
  private let unit: Int
  private let isWeighted: Bool
  private let bounds: BlockBounds
  private let norms: UnsafePointer<UInt8>

  private let skips = ByteWriter()
  private let blocks = ByteWriter()
  private let tail = ByteWriter(capacity: 1 << 9)
  private let documents: UnsafeMutablePointer<UInt32>
  private let frequencies: UnsafeMutablePointer<UInt32>
  private let excesses: UnsafeMutablePointer<UInt32>
  private let sets: UnsafeMutablePointer<UInt32>
  private let scratch: UnsafeMutablePointer<UInt32>
  private var gaps: UnsafeMutablePointer<UInt32>
  private var gapCapacity = 1 << 12
  private var gapCount = 0

  private var pending = 0
  private var lastDocument: UInt32 = 0
  private var hasPositions = true
  private var hasSets = false
  private var termStart = 0
  private var positionsStart = 0
  private var termBound = BlockBounds.Bound()
  private var documentCount = 0
  private var occurrenceCount = 0

  /// Appends to `postings` and `positions`. `norms` has the length code of every document.
  init(
    postings: ByteWriter, positions: ByteWriter, schema: IndexSchema, bounds: BlockBounds, norms: UnsafePointer<UInt8>
  ) {
    (self.postings, self.positions) = (postings, positions)
    (unit, isWeighted) = (schema.unit, schema.isWeighted)
    (self.bounds, self.norms) = (bounds, norms)
    let count = BitPacking.blockCount
    documents = .allocate(capacity: count)
    frequencies = .allocate(capacity: count)
    excesses = .allocate(capacity: count)
    sets = .allocate(capacity: count)
    scratch = .allocate(capacity: count)
    gaps = .allocate(capacity: gapCapacity)
  }

  deinit {
    for buffer in [documents, frequencies, excesses, sets, scratch, gaps] { buffer.deallocate() }
  }

  /// What a term's entry in the dictionary says of its postings.
  struct Summary {
    var documents: Int
    var occurrences: Int
    var postingsBytes: Int
    var positionsBytes: Int
  }

  /// - Parameter setTable: the form sets of the term, as `FormSets` encodes them; empty where it has one form.
  func begin(hasPositions: Bool, setTable: UnsafeRawBufferPointer) {
    termStart = postings.count
    positionsStart = positions.count
    self.hasPositions = hasPositions
    hasSets = !setTable.isEmpty
    if hasSets { postings.append(setTable) }
    skips.removeAll()
    blocks.removeAll()
    (pending, gapCount, lastDocument) = (0, 0, 0)
    (documentCount, occurrenceCount) = (0, 0)
    termBound = BlockBounds.Bound()
  }

  /// Announces a document; its positions follow, if the term has any.
  @inline(__always)
  func add(_ document: UInt32, frequency: Int, weight: Int, set: UInt32) {
    if pending == BitPacking.blockCount { writeBlock() }
    documents[pending] = document
    frequencies[pending] = UInt32(truncatingIfNeeded: frequency)
    let excess = Int32(truncatingIfNeeded: weight &- frequency &* unit)
    excesses[pending] = UInt32(bitPattern: (excess &<< 1) ^ (excess &>> 31))
    sets[pending] = set
    pending &+= 1
    documentCount &+= 1
    occurrenceCount &+= frequency
  }

  /// The position of the first occurrence, then the distance from each to the next.
  @inline(__always)
  func add(gap: UInt32) {
    if gapCount == gapCapacity { growGaps(1) }
    gaps[gapCount] = gap
    gapCount &+= 1
  }

  /// The gaps of a document, taken over from elsewhere.
  @inline(__always)
  func add(gaps added: UnsafePointer<UInt32>, count: Int) {
    if count > gapCapacity &- gapCount { growGaps(count) }
    (gaps + gapCount).update(from: added, count: count)
    gapCount &+= count
  }

  private func growGaps(_ additional: Int) {
    let wanted = max(gapCapacity * 2, gapCount + additional)
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: wanted)
    larger.update(from: gaps, count: gapCount)
    gaps.deallocate()
    gaps = larger
    gapCapacity = wanted
  }

  private func writePositions() -> UInt32 {
    let offset = positions.count - positionsStart
    var start = 0
    while start < gapCount {
      let count = min(BitPacking.blockCount, gapCount - start)
      PatchedBlock.encode(gaps + start, count: count, into: positions)
      start += count
    }
    gapCount = 0
    return UInt32(truncatingIfNeeded: offset)
  }

  /// Differences between the pending documents, less one but for the very first of a term.
  private func differences() {
    var before = lastDocument
    let isFirst = documentCount == pending
    for index in 0..<pending {
      let document = documents[index]
      scratch[index] = isFirst && index == 0 ? document : document &- before &- 1
      before = document
    }
    lastDocument = before
  }

  private func pendingBound() -> BlockBounds.Bound {
    var shares = BlockBounds.Shares()
    let (documents, frequencies, excesses, norms, unit) = (documents, frequencies, excesses, norms, unit)
    for index in 0..<pending {
      let excess = excesses[index]
      let weight = Int(frequencies[index]) &* unit &+ Int(Int32(bitPattern: (excess >> 1) ^ (0 &- (excess & 1))))
      bounds.raise(&shares, weight: weight, norm: norms[Int(documents[index])])
    }
    return shares.bound
  }

  private func writeBlock() {
    let count = BitPacking.blockCount
    let bound = pendingBound()
    termBound.raise(to: bound)
    differences()
    skips.append(lastDocument)
    skips.append(UInt32(truncatingIfNeeded: blocks.count))
    skips.append(hasPositions ? writePositions() : 0)
    let width = BitPacking.width(of: scratch, count: count)
    skips.append(bound.low)
    skips.append(bound.high)
    skips.append(UInt8(width))
    for index in 0..<count { frequencies[index] &-= 1 }
    let frequencyWidth = hasPositions ? BitPacking.width(of: frequencies, count: count) : 0
    skips.append(UInt8(frequencyWidth))
    BitPacking.packBlock(scratch, width: width, into: blocks)
    BitPacking.packBlock(frequencies, width: frequencyWidth, into: blocks)
    if isWeighted, hasPositions {
      let width = BitPacking.width(of: excesses, count: count)
      blocks.append(UInt8(width))
      BitPacking.packBlock(excesses, width: width, into: blocks)
    }
    if hasSets {
      let width = BitPacking.width(of: sets, count: count)
      blocks.append(UInt8(width))
      BitPacking.packBlock(sets, width: width, into: blocks)
    }
    pending = 0
  }

  private func writeTail() {
    differences()
    tail.removeAll()
    for index in 0..<pending {
      let isPlain = frequencies[index] == 1 && excesses[index] == 0
      guard hasPositions else {
        tail.appendVarInt(Int(scratch[index]))
        continue
      }
      tail.appendVarInt(Int(scratch[index]) << 1 | (isPlain ? 0 : 1))
      if !isPlain {
        tail.appendVarInt(Int(frequencies[index]) - 1)
        if isWeighted { tail.appendVarInt(Int(excesses[index])) }
      }
      if hasSets { tail.appendVarInt(Int(sets[index])) }
    }
  }

  /// A term of one form that stands in one place of all: what `begin`, `add` and `finish` write for it.
  func single(_ document: UInt32, weight: Int, position: UInt32) -> Summary {
    let (postingsStart, positionsStart) = (postings.count, positions.count)
    let excess = weight &- unit
    postings.appendVarInt(Int(document) << 1 | (excess == 0 ? 0 : 1))
    if excess != 0 {
      postings.appendVarInt(0)
      if isWeighted { postings.appendVarInt(Int(UInt32(truncatingIfNeeded: (excess << 1) ^ (excess >> 63)))) }
    }
    positions.appendVarInt(Int(position))
    return Summary(
      documents: 1, occurrences: 1, postingsBytes: postings.count - postingsStart,
      positionsBytes: positions.count - positionsStart)
  }

  /// Ends the term.
  func finish() -> Summary {
    if pending == BitPacking.blockCount { writeBlock() }
    let hasBlocks = documentCount >= BitPacking.blockCount
    if hasBlocks {
      let bound = pendingBound()
      termBound.raise(to: bound)
      postings.append(termBound.low)
      postings.append(termBound.high)
      postings.append(bound.low)
      postings.append(bound.high)
      postings.append(UInt32(truncatingIfNeeded: blocks.count))
      postings.append(hasPositions ? writePositions() : 0)
      postings.append(lastDocument)
      postings.append(skips.bytes)
      postings.append(blocks.bytes)
    } else if hasPositions {
      _ = writePositions()
    }
    writeTail()
    postings.append(tail.bytes)
    pending = 0
    return Summary(
      documents: documentCount, occurrences: occurrenceCount, postingsBytes: postings.count - termStart,
      positionsBytes: positions.count - positionsStart)
  }
}
