#if canImport(EventLog)
  import EventLog
#endif

/// Feeds arbitrary bytes to everything that reads a proof. The first byte chooses the reader.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzProofs(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard let choice = input.first else { return 0 }
  let rest = Array(input.dropFirst())
  switch choice {
  case UInt8(ascii: "e"): fuzzEvidence(rest)
  case UInt8(ascii: "c"): fuzzConsistency(rest)
  case UInt8(ascii: "p"): _ = try? PublicEnvelope(parsing: rest)
  case UInt8(ascii: "g"): fuzzEdge(rest)
  case UInt8(ascii: "t"): fuzzTiles(rest)
  default: fuzzPaths(rest)
  }
  return 0
}

private let key = try? VerifierKey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")

private func fuzzEvidence(_ input: [UInt8]) {
  guard let evidence = try? Evidence(parsing: input), let key else { return }
  precondition((try? Evidence(parsing: Array(evidence.json.utf8))) == evidence, "evidence is written back differently")
  precondition((try? evidence.verify(key: key)) == nil, "no checkpoint was ever signed by this key")
  _ = try? PublicEnvelope(parsing: evidence.envelope)
}

private func fuzzConsistency(_ input: [UInt8]) {
  guard let evidence = try? ConsistencyEvidence(parsing: input), let key else { return }
  precondition((try? ConsistencyEvidence(parsing: Array(evidence.json.utf8))) == evidence)
  precondition((try? evidence.verify(key: key)) == nil, "no checkpoint was ever signed by this key")
}

private func fuzzEdge(_ input: [UInt8]) {
  guard var edge = try? MerkleEdge(decoding: input) else { return }
  precondition(edge.encoded() == input, "an edge is written back differently")
  _ = edge.root
  for _ in 0..<3 { edge.append(edge.root) }
}

/// An edge of any size with tiles of any content: 8 bytes of size, then hashes.
private func fuzzTiles(_ input: [UInt8]) {
  guard let size = number(input, at: 0) else { return }
  let hashes = MerkleHash.array(of: Array(input.dropFirst(8)))
  let source = ArbitraryHashes(hashes: hashes)
  var edge = MerkleEdge()
  for hash in hashes { edge.append(hash) }
  _ = try? TileBuilder(edge: edge, source: source)
  _ = try? MerkleHash.root(size: size, source: source)
  _ = try? InclusionProof.make(leafIndex: number(input, at: 8) ?? 0, treeSize: size, source: source)
  _ = try? ConsistencyProof.make(oldSize: number(input, at: 8) ?? 0, newSize: size, source: source)
}

/// Claimed proofs: two numbers, then the path. Only the true leaf may verify against a root that the path gives.
private func fuzzPaths(_ input: [UInt8]) {
  guard let first = number(input, at: 0), let second = number(input, at: 8) else { return }
  let hashes = MerkleHash.array(of: Array(input.dropFirst(16)))
  guard let leaf = hashes.first, let root = hashes.last else { return }
  let path = Array(hashes.dropFirst().dropLast())
  let inclusion = InclusionProof(leafIndex: first, treeSize: second, path: path)
  if inclusion.verify(leaf: leaf, root: root) {
    precondition(first < second && path.count <= 64, "a leaf outside of the tree verifies")
    precondition(!inclusion.verify(leaf: MerkleHash.node(leaf, leaf), root: root), "another leaf verifies")
  }
  let consistency = ConsistencyProof(oldSize: first, newSize: second, path: path)
  if consistency.verify(oldRoot: leaf, newRoot: root) {
    precondition(first <= second && path.count <= 65, "a larger tree is called the older one")
  }
}

private func number(_ bytes: [UInt8], at offset: Int) -> UInt64? {
  guard bytes.count >= offset + 8 else { return nil }
  return bytes[offset..<(offset + 8)].reduce(0) { $0 << 8 | UInt64($1) }
}

/// Answers every request with bytes from the input, too short ones and ragged ones among them.
private struct ArbitraryHashes: MerkleHashSource {
  let hashes: [MerkleHash]

  func tile(_ id: TileID) -> [UInt8]? {
    guard let choice = hashes.first?.bytes[Int(id.level % 32)], choice % 4 != 0 else { return nil }
    return hashes.prefix(Int(choice)).flatMap(\.bytes) + (choice % 16 == 1 ? [1] : [])
  }

  func leafHashes(_ range: Range<UInt64>) -> [MerkleHash] {
    Array(hashes.prefix(Int(truncatingIfNeeded: min(range.upperBound - range.lowerBound, 256))))
  }
}
