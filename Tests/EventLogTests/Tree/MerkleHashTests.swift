import EventLog
import Testing

/// The vectors that Certificate Transparency implementations share for RFC 6962, whose tree RFC 9162 keeps.
enum KnownTree {
  static let leaves = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
  ]
  static let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  static func tree() throws -> TreeInMemory {
    var tree = TreeInMemory()
    for leaf in leaves { tree.append(.leaf(try #require([UInt8](hex: leaf)))) }
    return tree
  }
}

@Suite("Merkle hashes")
struct MerkleHashTests {
  @Test("Leaves hash as RFC 6962's vectors say")
  func leaves() {
    #expect(
      MerkleHash.leaf([]).description == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
    #expect(
      MerkleHash.leaf(Array(0x10...0x1F)).description
        == "3bfb960453ebaebf33727da7a1f4db38acc051d381b6da20d6d4e88f0eabfd7a")
  }

  @Test("Nodes hash as RFC 6962's vector says")
  func nodes() throws {
    let left = try #require(MerkleHash(bytes: Array(UInt8(0x00)...0x1F)))
    let right = try #require(MerkleHash(bytes: Array(UInt8(0x20)...0x3F)))
    #expect(
      MerkleHash.node(left, right).description == "1a378704c17da31e2d05b6d121c2bb2c7d76f6ee6fa8f983e596c2d034963c57")
  }

  @Test("A leaf given in parts hashes as the whole", arguments: [0, 1, 63, 64, 500])
  func parts(cut: Int) {
    let whole = (0..<500).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let hash = whole.withUnsafeBytes { buffer in
      MerkleHash.leaf(parts: [
        UnsafeRawBufferPointer(rebasing: buffer[..<cut]), UnsafeRawBufferPointer(rebasing: buffer[cut...]),
      ])
    }
    #expect(hash == .leaf(whole))
  }

  @Test("Only 32 bytes make a hash, and they come out as they went in")
  func bytes() throws {
    let bytes = Array(UInt8(100)..<132)
    let hash = try #require(MerkleHash(bytes: bytes))
    #expect(hash.bytes == bytes)
    #expect(bytes.withUnsafeBytes { MerkleHash(bytes: $0) } == hash)
    #expect(MerkleHash(bytes: bytes.dropLast()) == nil)
    #expect(MerkleHash(bytes: bytes + [0]) == nil)
    #expect(MerkleHash(bytes: [UInt8]()) == nil)
  }

  @Test("Tile keys sort by level, then by place, and read back")
  func tileKeys() {
    let ids = [TileID(level: 0, index: 1), TileID(level: 0, index: 256), TileID(level: 1, index: 0)]
    #expect(ids[1].key == [0, 0, 0, 0, 0, 0, 0, 1, 0])
    #expect(ids.map(\.key).sorted { $0.lexicographicallyPrecedes($1) } == ids.map(\.key))
    #expect(ids.map { TileID(key: $0.key) } == ids)
    #expect(TileID(key: [0, 1]) == nil)
  }
}
