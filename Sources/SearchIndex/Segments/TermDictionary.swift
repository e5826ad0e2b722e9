/// What the dictionary says of a term.
struct TermEntry {
  var ordinal: Int
  var documents: Int
  var occurrences: Int
  var hasPositions: Bool
  var hasSets: Bool
  /// One form, spelled and folded as the term.
  var isPlain: Bool
  var postings: Range<Int>
  var positions: Range<Int>
}

/// A form that leads to a term.
struct FormReference: Hashable {
  var term: Int
  var form: Int
  /// Nil where it is spelled as its key is.
  var spelling: [UInt8]?
}

/// The keys of a segment: looked up, or read in order.
struct TermDictionary {
  private let file: SegmentFile
  private let directory: UnsafeRawBufferPointer
  private let directoryKeys: UnsafeRawBufferPointer
  let blockCount: Int

  private static let directoryEntry = 32

  init(_ file: SegmentFile) throws(IndexError) {
    self.file = file
    directory = try file.whole(.directory)
    directoryKeys = try file.whole(.directoryKeys)
    blockCount = max(0, directory.count / Self.directoryEntry - 1)
  }

  struct Block {
    var start: Int
    var postings: Int
    var positions: Int
    var firstTerm: Int
    var keyStart: Int
  }

  func block(_ index: Int) -> Block {
    var reader = ByteReader(directory, from: index * Self.directoryEntry)
    return Block(
      start: Int(truncatingIfNeeded: reader.uint64()), postings: Int(truncatingIfNeeded: reader.uint64()),
      positions: Int(truncatingIfNeeded: reader.uint64()), firstTerm: Int(reader.uint32()),
      keyStart: Int(reader.uint32()))
  }

  private func firstKey(_ index: Int) -> UnsafeRawBufferPointer {
    let start = block(index).keyStart
    let end = block(index + 1).keyStart
    guard start <= end, end <= directoryKeys.count else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(rebasing: directoryKeys[start..<end])
  }

  /// Reads keys from the block on in which `key` would stand, or from the very first.
  func scan(from key: [UInt8] = []) throws(IndexError) -> DictionaryScan {
    let block = key.withUnsafeBytes { key in
      var (low, high) = (0, blockCount)
      while low < high {
        let middle = (low + high) / 2
        if ByteOrder.compare(firstKey(middle), key) <= 0 { low = middle + 1 } else { high = middle }
      }
      return max(0, low - 1)
    }
    return try DictionaryScan(self, block: block)
  }

  /// The entry of a key.
  func find(_ key: [UInt8]) throws(IndexError) -> DictionaryScan.Entry? {
    guard blockCount > 0 else { return nil }
    var scan = try scan(from: key)
    while try scan.next() {
      let order = scan.compareKey(to: key)
      if order == 0 { return scan.entry }
      if order > 0 { return nil }
    }
    return nil
  }

  /// A term by its place in the order of terms.
  func term(_ ordinal: Int) throws(IndexError) -> TermEntry { try keyedTerm(ordinal).term }

  /// The key of a term.
  func key(ofTerm ordinal: Int) throws(IndexError) -> [UInt8] { try keyedTerm(ordinal).key }

  private func keyedTerm(_ ordinal: Int) throws(IndexError) -> (term: TermEntry, key: [UInt8]) {
    var (low, high) = (0, blockCount)
    while low < high {
      let middle = (low + high) / 2
      if block(middle).firstTerm <= ordinal { low = middle + 1 } else { high = middle }
    }
    // A block without a term begins with the ordinal that the next one begins with: go back to the one that has it.
    var scan = try DictionaryScan(self, block: max(0, low - 1))
    while try scan.next() {
      if let term = scan.entry.term, term.ordinal == ordinal { return (term, scan.key) }
      if let term = scan.entry.term, term.ordinal > ordinal { break }
    }
    throw SegmentFile.damaged(file.path, "refers to a term that it lacks")
  }

  func bytes(of index: Int) throws(IndexError) -> UnsafeRawBufferPointer {
    let start = block(index).start
    return try file.bytes(.dictionary, start, block(index + 1).start - start)
  }

  var path: String { file.path }
}

/// Reads keys one after another.
struct DictionaryScan {
  struct Entry {
    var term: TermEntry?
    var variants: [FormReference] = []
  }

  private let dictionary: TermDictionary
  private(set) var blockIndex: Int
  private var reader: ByteReader
  private(set) var key: [UInt8] = []
  private(set) var entry = Entry()
  private var ordinal = 0
  private var postings = 0
  private var positions = 0

  init(_ dictionary: TermDictionary, block: Int) throws(IndexError) {
    self.dictionary = dictionary
    blockIndex = block
    reader = ByteReader(UnsafeRawBufferPointer(start: nil, count: 0))
    if block < dictionary.blockCount { try enter() }
  }

  private mutating func enter() throws(IndexError) {
    reader = ByteReader(try dictionary.bytes(of: blockIndex))
    let block = dictionary.block(blockIndex)
    (ordinal, postings, positions) = (block.firstTerm, block.postings, block.positions)
    key.removeAll(keepingCapacity: true)
  }

  func compareKey(to other: [UInt8]) -> Int {
    key.withUnsafeBytes { key in other.withUnsafeBytes { ByteOrder.compare(key, $0) } }
  }

  /// Whether the key stands before (negative), among (zero) or behind those that begin with a prefix.
  func compareBeginning(to prefix: [UInt8]) -> Int {
    key.withUnsafeBytes { key in
      prefix.withUnsafeBytes { ByteOrder.compare(UnsafeRawBufferPointer(rebasing: key.prefix($0.count)), $0) }
    }
  }

  /// Goes to the next key; false behind the last.
  mutating func next() throws(IndexError) -> Bool {
    while reader.isAtEnd {
      guard blockIndex + 1 < dictionary.blockCount else { return false }
      blockIndex += 1
      try enter()
    }
    let shared = reader.varInt()
    let rest = reader.bytes(reader.varInt())
    guard shared <= key.count else { throw SegmentFile.damaged(dictionary.path, "has a key without its beginning") }
    key.removeSubrange(shared...)
    key.append(contentsOf: rest)
    entry = Entry()
    let shape = reader.byte()
    readTerm(shape)
    if shape & DictionaryWriter.Shape.hasVariants != 0 { readVariants(base: entry.term?.ordinal ?? ordinal) }
    guard !reader.isOverrun else { throw SegmentFile.damaged(dictionary.path, "has a key that is cut short") }
    return true
  }

  @inline(__always)
  private mutating func readTerm(_ shape: UInt8) {
    typealias Shape = DictionaryWriter.Shape
    guard shape & Shape.isTerm != 0 else { return }
    let hasPositions = shape & Shape.hasPositions != 0
    var (documents, occurrences) = (1, 1)
    if shape & Shape.isSingle == 0 {
      documents = reader.varInt()
      occurrences = documents &+ (hasPositions ? reader.varInt() : 0)
    }
    let postingsBytes = reader.varInt()
    let positionsBytes = hasPositions ? reader.varInt() : 0
    entry.term = TermEntry(
      ordinal: ordinal, documents: documents, occurrences: occurrences, hasPositions: hasPositions,
      hasSets: shape & Shape.hasSets != 0, isPlain: shape & Shape.isPlain != 0,
      postings: postings..<(postings &+ max(0, postingsBytes)),
      positions: positions..<(positions &+ max(0, positionsBytes)))
    postings &+= max(0, postingsBytes)
    positions &+= max(0, positionsBytes)
    ordinal += 1
  }

  private mutating func readVariants(base: Int) {
    let count = reader.varInt()
    for _ in 0..<count where !reader.isOverrun {
      let distance = reader.varInt()
      let term = base + (distance & 1 == 0 ? distance >> 1 : -((distance + 1) >> 1))
      let form = reader.varInt()
      let length = reader.varInt()
      let spelling = length > 0 ? [UInt8](reader.bytes(length)) : nil
      entry.variants.append(FormReference(term: term, form: form, spelling: spelling))
    }
  }
}
