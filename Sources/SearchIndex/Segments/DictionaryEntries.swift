/// The entries of one block of a dictionary, read without keeping their keys: what most look-ups pass over costs a few
/// bytes' reading each and no memory.
struct DictionaryEntries {
  private typealias Shape = DictionaryWriter.Shape

  private var reader: ByteReader
  /// Ordinal that the next term has.
  private(set) var ordinal: Int
  /// Where the next term's postings and positions begin.
  private var postings: Int
  private var positions: Int
  /// Shape of the entry at which `seek` stopped; what it says of the entry has yet to be read.
  private(set) var shape: UInt8 = 0

  init(_ bytes: UnsafeRawBufferPointer, _ block: TermDictionary.Block) {
    reader = ByteReader(bytes)
    (ordinal, postings, positions) = (block.firstTerm, block.postings, block.positions)
  }

  var isAtEnd: Bool { reader.isAtEnd }
  var isCutShort: Bool { reader.isOverrun }

  /// Goes to the entry of a key; false where there is none.
  ///
  /// All keys passed stand before `target`. `matched` is how many bytes the last of them has in common with it, so that a
  /// key that keeps more of its predecessor than that stands before it too, and one that keeps less stands behind.
  mutating func seek(_ target: UnsafeRawBufferPointer) -> Bool {
    var matched = 0
    while !reader.isAtEnd {
      let (shared, rest) = takeKey()
      if shared < matched { return false }
      if shared == matched {
        let limit = min(rest.count, target.count &- matched)
        var common = 0
        while common < limit, rest[common] == target[matched &+ common] { common &+= 1 }
        if common == rest.count {
          if matched &+ common == target.count {
            takeShape()
            return true
          }
        } else if matched &+ common == target.count || rest[common] > target[matched &+ common] {
          return false
        }
        matched &+= common
      }
      skip(reader.byte())
    }
    return false
  }

  /// How many bytes the next key has in common with the one before, and the others.
  @inline(__always)
  mutating func takeKey() -> (shared: Int, rest: UnsafeRawBufferPointer) {
    let shared = reader.varInt()
    return (shared, reader.bytes(reader.varInt()))
  }

  @inline(__always)
  mutating func takeShape() { shape = reader.byte() }

  /// Passes over a key and returns the shape of its entry.
  mutating func skipKey() -> UInt8 {
    _ = reader.varInt()
    reader.skip(reader.varInt())
    return reader.byte()
  }

  /// Passes over what stands behind a shape.
  @inline(__always)
  mutating func skip(_ shape: UInt8) {
    if shape & Shape.isTerm != 0 {
      if shape & Shape.isSingle == 0 {
        reader.skipVarInt()
        if shape & Shape.hasPositions != 0 { reader.skipVarInt() }
      }
      postings &+= max(0, reader.varInt())
      if shape & Shape.hasPositions != 0 { positions &+= max(0, reader.varInt()) }
      ordinal &+= 1
    }
    skipVariants(shape)
  }

  /// Passes over the variants behind the term.
  @inline(__always)
  mutating func skipVariants(_ shape: UInt8) {
    guard shape & Shape.hasVariants != 0 else { return }
    var left = reader.varInt()
    while left > 0, !reader.isOverrun {
      reader.skipVarInt()
      reader.skipVarInt()
      reader.skip(reader.varInt())
      left &-= 1
    }
  }

  /// Reads the term behind a shape; nil where the key is none.
  @inline(__always)
  mutating func takeTerm(_ shape: UInt8) -> TermEntry? {
    guard shape & Shape.isTerm != 0 else { return nil }
    let hasPositions = shape & Shape.hasPositions != 0
    var (documents, occurrences) = (1, 1)
    if shape & Shape.isSingle == 0 {
      documents = reader.varInt()
      occurrences = documents &+ (hasPositions ? reader.varInt() : 0)
    }
    let postingsBytes = max(0, reader.varInt())
    let positionsBytes = hasPositions ? max(0, reader.varInt()) : 0
    let term = TermEntry(
      ordinal: ordinal, documents: documents, occurrences: occurrences, hasPositions: hasPositions,
      hasSets: shape & Shape.hasSets != 0, isPlain: shape & Shape.isPlain != 0,
      postings: Self.range(postings, postingsBytes), positions: Self.range(positions, positionsBytes))
    postings &+= postingsBytes
    positions &+= positionsBytes
    ordinal &+= 1
    return term
  }

  /// Sums of damaged numbers may wrap; such a range lies outside of its section, which the file notices.
  @inline(__always)
  private static func range(_ start: Int, _ count: Int) -> Range<Int> {
    Range(uncheckedBounds: (start, max(start, start &+ count)))
  }

  /// Reads the variants behind the term. `base` is the ordinal from which their terms are counted.
  mutating func takeVariants(_ shape: UInt8, base: Int) -> [FormReference] {
    var variants: [FormReference] = []
    takeVariants(shape, base: base) { term, form, spelling in
      variants.append(FormReference(term: term, form: form, spelling: spelling.isEmpty ? nil : [UInt8](spelling)))
    }
    return variants
  }

  /// - Parameter body: Is given the term, the form, and its spelling where that differs from the key.
  @inline(__always)
  mutating func takeVariants(_ shape: UInt8, base: Int, _ body: (Int, Int, UnsafeRawBufferPointer) -> Void) {
    guard shape & Shape.hasVariants != 0 else { return }
    let count = reader.varInt()
    var read = 0
    while read < count, !reader.isOverrun {
      let distance = reader.varInt()
      let term = base &+ (distance & 1 == 0 ? distance >> 1 : -((distance &+ 1) >> 1))
      let form = reader.varInt()
      body(term, form, reader.bytes(reader.varInt()))
      read &+= 1
    }
  }

  /// Reads the beginning of an entry into `key`, which holds the one before; the shape is returned. Nil where it has more in
  /// common with the one before than that has.
  @inline(__always)
  mutating func takeKey(into key: inout [UInt8]) -> UInt8? {
    let (shared, rest) = takeKey()
    guard shared <= key.count else { return nil }
    key.removeSubrange(shared...)
    key.append(contentsOf: rest)
    return reader.byte()
  }
}
