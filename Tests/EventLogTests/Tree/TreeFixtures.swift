import EventLog

/// The tree as RFC 9162 defines it, by recursion over all leaves: slow and plainly right.
struct RecursiveTree {
  let leaves: [MerkleHash]
  private var known: [Range<Int>: MerkleHash] = [:]

  init(_ leaves: [MerkleHash]) {
    self.leaves = leaves
  }

  /// MTH(D[lower:upper]), §2.1.1.
  mutating func root(_ range: Range<Int>) -> MerkleHash {
    if range.isEmpty { return .emptyRoot }
    if range.count == 1 { return leaves[range.lowerBound] }
    if let root = known[range] { return root }
    let middle = range.lowerBound + Self.largestPowerOfTwo(below: range.count)
    let root = MerkleHash.node(root(range.lowerBound..<middle), root(middle..<range.upperBound))
    known[range] = root
    return root
  }

  /// PATH(m, D[lower:upper]), §2.1.3.1, for every leaf of the range at once; `above` is what follows on the path.
  mutating func eachInclusionPath(
    _ range: Range<Int>, above: [MerkleHash] = [], _ body: (_ index: Int, _ path: [MerkleHash]) throws -> Void
  ) rethrows {
    if range.count == 1 { return try body(range.lowerBound, above) }
    let middle = range.lowerBound + Self.largestPowerOfTwo(below: range.count)
    let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
    try eachInclusionPath(left, above: [root(right)] + above, body)
    try eachInclusionPath(right, above: [root(left)] + above, body)
  }

  /// SUBPROOF(m, D[lower:upper], b), §2.1.4.1.
  mutating func subproof(_ size: Int, _ range: Range<Int>, _ isOldTree: Bool) -> [MerkleHash] {
    if size == range.count { return isOldTree ? [] : [root(range)] }
    let half = Self.largestPowerOfTwo(below: range.count)
    let middle = range.lowerBound + half
    if size <= half {
      return subproof(size, range.lowerBound..<middle, isOldTree) + [root(middle..<range.upperBound)]
    }
    return subproof(size - half, middle..<range.upperBound, false) + [root(range.lowerBound..<middle)]
  }

  private static func largestPowerOfTwo(below count: Int) -> Int {
    var power = 1
    while power * 2 < count { power *= 2 }
    return power
  }
}

/// A log in memory that keeps what storage would keep: tiles as the builder hands them out, leaves for the last one.
struct TreeInMemory: MerkleHashSource {
  private(set) var builder = TileBuilder()
  private(set) var leaves: [MerkleHash] = []
  var tiles: [TileID: [UInt8]] = [:]

  mutating func append(_ leaf: MerkleHash) {
    builder.append(leaf)
    leaves.append(leaf)
  }

  mutating func commit() {
    for (id, hashes) in builder.drainTiles() { tiles[id] = hashes }
  }

  /// What a process does after a restart: only the record of the edge, the tiles and the events are left.
  mutating func reopen() throws {
    builder = try TileBuilder(edge: MerkleEdge(decoding: builder.edge.encoded()), source: self)
  }

  func tile(_ id: TileID) -> [UInt8]? { tiles[id] }

  func leafHashes(_ range: Range<UInt64>) -> [MerkleHash] {
    Array(leaves[Int(range.lowerBound)..<Int(range.upperBound)])
  }
}

extension TreeInMemory {
  init(size: Int) {
    for index in 0..<size { append(.numbered(index)) }
    commit()
  }
}

extension MerkleHash {
  /// A leaf unlike any other.
  static func numbered(_ index: Int) -> MerkleHash {
    Swift.withUnsafeBytes(of: UInt64(index).bigEndian) { .leaf($0) }
  }

  static func leaf(_ bytes: [UInt8]) -> MerkleHash {
    bytes.withUnsafeBytes { .leaf($0) }
  }

  /// From hexadecimal, as specifications print hashes.
  init?(hex: String) {
    guard let bytes = [UInt8](hex: hex) else { return nil }
    self.init(bytes: bytes)
  }

  func flippingBit(_ bit: Int) -> MerkleHash {
    var bytes = bytes
    bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    return MerkleHash(bytes: bytes) ?? self
  }
}

extension [UInt8] {
  init?(hex: String) {
    self = []
    var rest = hex[...]
    while !rest.isEmpty {
      guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
      append(byte)
      rest = rest.dropFirst(2)
    }
  }
}
