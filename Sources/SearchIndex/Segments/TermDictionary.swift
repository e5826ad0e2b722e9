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
  }

  /// A number of a directory entry; `index` is no greater than `blockCount`, whose entry ends the directory.
  @inline(__always)
  private func number<Value: FixedWidthInteger>(_ index: Int, at offset: Int, as type: Value.Type) -> Int {
    let value = directory.loadUnaligned(fromByteOffset: index &* Self.directoryEntry &+ offset, as: Value.self)
    return Int(truncatingIfNeeded: Value(littleEndian: value))
  }

  func block(_ index: Int) -> Block {
    Block(
      start: number(index, at: 0, as: UInt64.self), postings: number(index, at: 8, as: UInt64.self),
      positions: number(index, at: 16, as: UInt64.self), firstTerm: number(index, at: 24, as: UInt32.self))
  }

  @inline(__always)
  private func firstKey(_ index: Int) -> UnsafeRawBufferPointer {
    let start = number(index, at: 28, as: UInt32.self)
    let end = number(index &+ 1, at: 28, as: UInt32.self)
    guard start <= end, end <= directoryKeys.count, let base = directoryKeys.baseAddress else {
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    return UnsafeRawBufferPointer(start: base + start, count: end &- start)
  }

  /// The block in which a key would stand.
  func blockIndex(of key: UnsafeRawBufferPointer) -> Int {
    let prefix = ByteOrder.prefix(key)
    var (low, high) = (0, blockCount)
    while low < high {
      let middle = (low &+ high) >> 1
      let first = firstKey(middle)
      let other = Self.prefix(first)
      // Most keys differ in their first eight bytes.
      let isBehind = other == prefix ? ByteOrder.compare(first, key) > 0 : other > prefix
      if isBehind { high = middle } else { low = middle &+ 1 }
    }
    return max(0, low &- 1)
  }

  /// As `ByteOrder.prefix`, of a key behind which more bytes of the file can be read.
  @inline(__always)
  private static func prefix(_ key: UnsafeRawBufferPointer) -> UInt64 {
    guard let base = key.baseAddress, !key.isEmpty else { return 0 }
    let eight = UInt64(bigEndian: base.loadUnaligned(as: UInt64.self))
    return key.count < 8 ? eight & (UInt64.max &<< UInt64(64 &- 8 &* key.count)) : eight
  }

  /// Reads keys from the block on in which `key` would stand, or from the very first.
  func scan(from key: [UInt8] = []) throws(IndexError) -> DictionaryScan {
    try DictionaryScan(self, block: key.withUnsafeBytes { blockIndex(of: $0) })
  }

  /// The entry of a key.
  func find(_ key: [UInt8]) throws(IndexError) -> DictionaryScan.Entry? {
    guard var entries = try entries(at: key) else { return nil }
    let shape = entries.shape
    let term = entries.takeTerm(shape)
    let variants = entries.takeVariants(shape, base: term?.ordinal ?? entries.ordinal)
    try check(entries)
    return DictionaryScan.Entry(term: term, variants: variants)
  }

  /// The term of a key; each form that stands there is given to `body`: its term, its number, and its spelling where that
  /// differs from the key.
  @inline(__always)
  func find(_ key: [UInt8], _ body: (Int, Int, UnsafeRawBufferPointer) -> Void) throws(IndexError) -> TermEntry? {
    guard var entries = try entries(at: key) else { return nil }
    let shape = entries.shape
    let term = entries.takeTerm(shape)
    entries.takeVariants(shape, base: term?.ordinal ?? entries.ordinal, body)
    try check(entries)
    return term
  }

  /// The term of a key, whatever forms stand there too.
  func findTerm(_ key: [UInt8]) throws(IndexError) -> TermEntry? {
    guard var entries = try entries(at: key) else { return nil }
    let term = entries.takeTerm(entries.shape)
    try check(entries)
    return term
  }

  /// The entries of a block from that of `key` on, whose key and shape were read; nil where there is none.
  private func entries(at key: [UInt8]) throws(IndexError) -> DictionaryEntries? {
    guard blockCount > 0 else { return nil }
    let block = key.withUnsafeBytes { blockIndex(of: $0) }
    var entries = DictionaryEntries(try bytes(of: block), self.block(block))
    let isThere = key.withUnsafeBytes { entries.seek($0) }
    try check(entries)
    return isThere ? entries : nil
  }

  func check(_ entries: DictionaryEntries) throws(IndexError) {
    if entries.isCutShort { throw SegmentFile.damaged(file.path, "has a key that is cut short") }
  }

  /// A term by its place in the order of terms.
  func term(_ ordinal: Int) throws(IndexError) -> TermEntry {
    let block = try blockIndex(ofTerm: ordinal)
    var entries = DictionaryEntries(try bytes(of: block), self.block(block))
    while !entries.isAtEnd, entries.ordinal <= ordinal {
      let shape = entries.skipKey()
      if entries.ordinal == ordinal, let term = entries.takeTerm(shape) {
        try check(entries)
        return term
      }
      entries.skip(shape)
    }
    throw SegmentFile.damaged(file.path, "refers to a term that it lacks")
  }

  /// The key of a term.
  func key(ofTerm ordinal: Int) throws(IndexError) -> [UInt8] {
    var scan = try DictionaryScan(self, block: try blockIndex(ofTerm: ordinal))
    while try scan.next() {
      guard let term = scan.entry.term else { continue }
      if term.ordinal == ordinal { return scan.key }
      if term.ordinal > ordinal { break }
    }
    throw SegmentFile.damaged(file.path, "refers to a term that it lacks")
  }

  private func blockIndex(ofTerm ordinal: Int) throws(IndexError) -> Int {
    guard blockCount > 0, ordinal >= 0 else {
      throw SegmentFile.damaged(file.path, "refers to a term that it lacks")
    }
    var (low, high) = (0, blockCount)
    while low < high {
      let middle = (low + high) / 2
      if number(middle, at: 24, as: UInt32.self) <= ordinal { low = middle + 1 } else { high = middle }
    }
    // A block without a term begins with the ordinal that the next one begins with; the last of those has it.
    return max(0, low - 1)
  }

  func bytes(of index: Int) throws(IndexError) -> UnsafeRawBufferPointer {
    let start = number(index, at: 0, as: UInt64.self)
    return try file.bytes(.dictionary, start, number(index &+ 1, at: 0, as: UInt64.self) &- start)
  }

  var path: String { file.path }
}
