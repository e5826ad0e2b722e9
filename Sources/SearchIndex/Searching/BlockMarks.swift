/// The documents of one block of a list as bits, for asking about many documents.
struct BlockMarks {
  /// Words of bits; one more stays zero, for whatever lies outside.
  private static let words = 64

  private let bits: UnsafeMutablePointer<UInt64>
  /// Block that is marked; -1 for none.
  private var block = -1
  private var start: UInt32 = 0
  private var touched = 0

  init() {
    bits = .allocate(capacity: Self.words + 1)
    bits.initialize(repeating: 0, count: Self.words + 1)
  }

  func deallocate() { bits.deallocate() }

  /// Marks the current block of a list; false where its documents stand too far apart.
  @inline(__always)
  mutating func mark(_ state: UnsafeMutablePointer<PostingsState>) -> Bool {
    if block == state.pointee.block { return true }
    let (documents, size) = (state.pointee.documents, state.pointee.size)
    let start = documents[0] & ~63
    let wanted = Int((documents[size &- 1] &- start) >> 6) &+ 1
    guard wanted <= Self.words else { return false }
    bits.update(repeating: 0, count: touched)
    _ = WindowBits.mark(documents, 0, size, start: Int(start), bits)
    (block, self.start, touched) = (state.pointee.block, start, wanted)
    return true
  }

  /// 1 where a document is in the block, else 0.
  @inline(__always)
  func contains(_ document: UInt32) -> Int {
    // What stands before the block wraps around, and is outside as well.
    let offset = Int(document &- start)
    return Int(truncatingIfNeeded: bits[min(offset >> 6, Self.words)] &>> UInt64(truncatingIfNeeded: offset & 63)) & 1
  }
}
