/// Writes the keys of a segment in order: terms, and the folded forms that lead to terms.
///
/// Keys stand in blocks of half a KiB, each front-coded (a key repeats nothing of what it has in common with the one
/// before). The directory has an entry for each block, so that a key is found by one binary search and one scan.
final class DictionaryWriter {
  /// A form of a term under its folded spelling.
  struct Variant {
    var term: Int
    var form: Int
    /// The spelling, where it differs from the key.
    var spelling: [UInt8]?
  }

  private static let blockBytes = 512

  let blocks: ByteWriter
  let directory = ByteWriter()
  let directoryKeys = ByteWriter()
  private var blockStart = 0
  private var entriesInBlock = 0
  private let lastKey = ByteWriter(capacity: 1 << 9)
  private(set) var termCount = 0
  private(set) var keyCount = 0
  private var postingsOffset = 0
  private var positionsOffset = 0

  init(blocks: ByteWriter) { self.blocks = blocks }

  private func beginEntry(_ key: UnsafeRawBufferPointer) {
    if entriesInBlock == 0 || blocks.count - blockStart > Self.blockBytes {
      blockStart = blocks.count
      entriesInBlock = 0
      directory.append(UInt64(blocks.count))
      directory.append(UInt64(postingsOffset))
      directory.append(UInt64(positionsOffset))
      directory.append(UInt32(termCount))
      directory.append(UInt32(directoryKeys.count))
      directoryKeys.append(key)
      lastKey.removeAll()
    }
    let shared = ByteOrder.commonPrefix(lastKey.bytes, key)
    blocks.appendVarInt(shared)
    blocks.appendVarInt(key.count - shared)
    blocks.append(UnsafeRawBufferPointer(rebasing: key[shared...]))
    lastKey.removeAll()
    lastKey.append(key)
    entriesInBlock += 1
    keyCount += 1
  }

  /// What stands in the shape byte of an entry.
  struct Shape {
    static let isTerm: UInt8 = 1
    /// The term has one form, spelled as the key is.
    static let isPlain: UInt8 = 2
    static let hasPositions: UInt8 = 4
    static let hasSets: UInt8 = 8
    static let hasVariants: UInt8 = 16
    /// The term stands once in one document.
    static let isSingle: UInt8 = 32
  }

  /// Adds a key; `term` where it is one.
  func add(
    _ key: UnsafeRawBufferPointer, term: PostingsEncoder.Summary?, hasPositions: Bool, hasSets: Bool, isPlain: Bool,
    variants: [Variant]
  ) {
    beginEntry(key)
    var shape: UInt8 = 0
    if let term {
      shape |= Shape.isTerm
      if hasPositions { shape |= Shape.hasPositions }
      if hasSets { shape |= Shape.hasSets }
      if isPlain { shape |= Shape.isPlain }
      if term.documents == 1, term.occurrences <= 1 { shape |= Shape.isSingle }
    }
    if !variants.isEmpty { shape |= Shape.hasVariants }
    blocks.append(shape)
    if let term {
      if shape & Shape.isSingle == 0 {
        blocks.appendVarInt(term.documents)
        if hasPositions { blocks.appendVarInt(term.occurrences - term.documents) }
      }
      blocks.appendVarInt(term.postingsBytes)
      if hasPositions { blocks.appendVarInt(term.positionsBytes) }
      postingsOffset += term.postingsBytes
      positionsOffset += term.positionsBytes
    }
    if !variants.isEmpty {
      blocks.appendVarInt(variants.count)
      // The number that the key itself has, or would have, as a term: variants mostly belong to a neighbour.
      for variant in variants {
        let distance = variant.term - termCount
        blocks.appendVarInt(distance >= 0 ? distance << 1 : (-distance << 1) - 1)
        blocks.appendVarInt(variant.form)
        if let spelling = variant.spelling {
          blocks.appendVarInt(spelling.count)
          blocks.append(spelling)
        } else {
          blocks.append(0 as UInt8)
        }
      }
    }
    if term != nil { termCount += 1 }
  }

  /// Ends the directory with an entry behind the last block.
  func finish() {
    directory.append(UInt64(blocks.count))
    directory.append(UInt64(postingsOffset))
    directory.append(UInt64(positionsOffset))
    directory.append(UInt32(termCount))
    directory.append(UInt32(directoryKeys.count))
  }
}
