import EventLog
import Testing

@Suite("The right edge")
struct MerkleEdgeTests {
  @Test("Roots of the known tree at every size")
  func knownRoots() throws {
    var edge = MerkleEdge()
    #expect(edge.root.description == KnownTree.roots[0])
    for (leaf, root) in zip(KnownTree.leaves, KnownTree.roots.dropFirst()) {
      edge.append(.leaf(try #require([UInt8](hex: leaf))))
      #expect(edge.root.description == root)
    }
  }

  @Test("The root is the recursive definition's at every size from 0 to 600")
  func roots() {
    var tree = RecursiveTree((0..<600).map { .numbered($0) })
    var edge = MerkleEdge()
    for size in 0...600 {
      #expect(edge.size == UInt64(size))
      #expect(edge.root == tree.root(0..<size))
      #expect(edge.subtreeRoots.count == size.nonzeroBitCount)
      if size < 600 { edge.append(tree.leaves[size]) }
    }
  }

  @Test("The record reads back, and an edge goes on from it")
  func record() throws {
    var edge = MerkleEdge()
    for size in 0..<300 {
      let record = edge.encoded()
      #expect(record.count == 8 + 32 * size.nonzeroBitCount)
      var reopened = try MerkleEdge(decoding: record)
      #expect(reopened == edge)
      edge.append(.numbered(size))
      reopened.append(.numbered(size))
      #expect(reopened == edge)
    }
  }

  @Test("A record of the wrong length or of an impossible size is refused")
  func damagedRecord() {
    var edge = MerkleEdge()
    for index in 0..<7 { edge.append(.numbered(index)) }
    let record = edge.encoded()
    for length in 0..<record.count {
      #expect(throws: MerkleError(.edgeMalformed)) { try MerkleEdge(decoding: record.prefix(length)) }
    }
    #expect(throws: MerkleError(.edgeMalformed)) { try MerkleEdge(decoding: record + [0]) }
    let impossible = [UInt8](repeating: 0xFF, count: 8 + 64 * 32)
    #expect(throws: MerkleError(.edgeMalformed)) { try MerkleEdge(decoding: impossible) }
  }
}
