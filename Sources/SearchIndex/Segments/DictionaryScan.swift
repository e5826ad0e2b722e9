/// Reads keys one after another.
struct DictionaryScan {
  struct Entry {
    var term: TermEntry?
    var variants: [FormReference] = []
  }

  private let dictionary: TermDictionary
  private(set) var blockIndex: Int
  private var entries: DictionaryEntries
  private(set) var key: [UInt8] = []
  private(set) var entry = Entry()

  /// Whether the forms at each key are wanted.
  private let hasVariants: Bool

  init(_ dictionary: TermDictionary, block: Int, variants: Bool = true) throws(IndexError) {
    self.dictionary = dictionary
    hasVariants = variants
    blockIndex = block
    key.reserveCapacity(64)
    entries = DictionaryEntries(
      UnsafeRawBufferPointer(start: nil, count: 0),
      TermDictionary.Block(start: 0, postings: 0, positions: 0, firstTerm: 0))
    if block < dictionary.blockCount { try enter() }
  }

  private mutating func enter() throws(IndexError) {
    entries = DictionaryEntries(try dictionary.bytes(of: blockIndex), dictionary.block(blockIndex))
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
    while entries.isAtEnd {
      guard blockIndex + 1 < dictionary.blockCount else { return false }
      blockIndex += 1
      try enter()
    }
    guard let shape = entries.takeKey(into: &key) else {
      throw SegmentFile.damaged(dictionary.path, "has a key without its beginning")
    }
    entry.term = entries.takeTerm(shape)
    if hasVariants {
      entry.variants = entries.takeVariants(shape, base: entry.term?.ordinal ?? entries.ordinal)
    } else {
      entries.skipVariants(shape)
    }
    guard !entries.isCutShort else { throw SegmentFile.damaged(dictionary.path, "has a key that is cut short") }
    return true
  }
}
