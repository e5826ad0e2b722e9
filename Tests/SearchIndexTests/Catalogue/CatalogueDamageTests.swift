import Foundation
import Testing

@testable import SearchIndex

/// What an owner and a reader do where files of an index are damaged, missing or too many.
@Suite struct CatalogueDamageTests {
  /// An index of two segments, one of which has a deleted document, closed.
  private func make() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    let index = try folder.index()
    try index.commit((1...300).map { IndexDocument($0, "fatura s\($0)x ödeme") })
    try index.commit((301...500).map { IndexDocument($0, "invoice s\($0)x") }, deleting: [7])
    #expect(try index.keys(.words("s7x")) == [] && index.keys(.words("s8x")) == [8])
    index.close()
    return folder
  }

  private func ownerStartsAnew(_ folder: ScratchFolder) throws {
    let reader = #expect(throws: (any Error).self) { _ = try folder.index(role: .reader).snapshot() }
    #expect(reader != nil)
    let index = try folder.index()
    #expect(index.isNew && index.segmentCount == 0 && index.checkpoint == [])
    #expect(try folder.segments() == [])
    try index.commit([IndexDocument(1, "yeni")])
    #expect(try index.keys(.words("yeni")) == [1])
    index.close()
  }

  @Test func anUnharmedIndexIsOpenedAgain() throws {
    let index = try make().index()
    #expect(!index.isNew && index.checkpoint == [1] && index.segmentCount == 2)
    #expect(try index.keys(.all).count == 499)
    try index.verify()
    index.close()
  }

  @Test func aSegmentIsMissing() throws {
    let folder = try make()
    try FileManager.default.removeItem(atPath: folder.segments()[1])
    try ownerStartsAnew(folder)
  }

  @Test func aSegmentIsCutShort() throws {
    let folder = try make()
    truncate(try folder.segments()[0], 20_000)
    try ownerStartsAnew(folder)
  }

  @Test func twoSegmentsAreSwapped() throws {
    let folder = try make()
    let paths = try folder.segments()
    #expect(rename(paths[0], paths[0] + "-") == 0 && rename(paths[1], paths[0]) == 0)
    #expect(rename(paths[0] + "-", paths[1]) == 0)
    try ownerStartsAnew(folder)
  }

  @Test func theCatalogueIsNoDatabase() throws {
    for content in [Data(), Data(repeating: 0, count: 8_192), Data("nothing of the kind".utf8)] {
      let folder = try make()
      try content.write(to: URL(filePath: folder.path + "/index/catalogue/data.mdb"))
      if content.isEmpty {
        let index = try folder.index()
        #expect(index.isNew)
        index.close()
      } else {
        try ownerStartsAnew(folder)
      }
    }
  }

  /// Each byte of the record itself, wherever LMDB keeps a copy of it.
  @Test func aByteOfTheCatalogueIsChanged() throws {
    let catalogue = Catalogue(identity: Array("a".utf8)).encoded
    #expect(catalogue.withUnsafeBytes { Catalogue($0) } != nil)
    let folder = try make()
    let file = URL(filePath: folder.path + "/index/catalogue/data.mdb")
    let original = try Data(contentsOf: file)
    // Format, length of the identity, identity.
    let beginning = Data([1, 0, 0, 0, 1, 0, 0, 0, 0x61])
    var places: [Int] = []
    var from = 0
    while let found = original.range(of: beginning, in: from..<original.count) {
      places.append(found.lowerBound)
      from = found.upperBound
    }
    #expect(!places.isEmpty)
    for offset in 0..<30 {
      var bytes = original
      for place in places { bytes[place + offset] ^= 0x41 }
      let copy = try ScratchFolder()
      try FileManager.default.createDirectory(
        atPath: copy.path + "/index/catalogue", withIntermediateDirectories: true)
      for segment in try folder.segments() {
        let name = URL(filePath: segment).lastPathComponent
        try FileManager.default.copyItem(atPath: segment, toPath: copy.path + "/index/" + name)
      }
      try bytes.write(to: URL(filePath: copy.path + "/index/catalogue/data.mdb"))
      try ownerStartsAnew(copy)
    }
  }

  /// A deletion that is lost would show a document again, one too many would hide one.
  @Test func aByteOfTheDeletionsIsChanged() throws {
    let folder = try make()
    let file = URL(filePath: folder.path + "/index/catalogue/data.mdb")
    var bytes = try Data(contentsOf: file)
    // Document 6 of the first segment: key (number 1), then the bits.
    let record = Data([1, 0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0])
    var from = 0
    var count = 0
    while let found = bytes.range(of: record, in: from..<bytes.count) {
      bytes[found.lowerBound + 8] = 0x80
      from = found.upperBound
      count += 1
    }
    #expect(count > 0)
    try bytes.write(to: file)
    let index = try folder.index()
    #expect(index.isNew || (try index.keys(.words("s7x")) == [] && index.keys(.words("s8x")) == [8]))
    index.close()
  }

  @Test func filesThatTheCatalogueDoesNotNameAreRemoved() throws {
    let folder = try make()
    let known = try folder.segments()
    for name in ["00000009.segment", "00000010.segment.spool", "12345678901.segment"] {
      try Data("x".utf8).write(to: URL(filePath: folder.path + "/index/" + name))
    }
    let reader = try folder.index(role: .reader)
    #expect(try folder.segments().count == 4)
    reader.close()
    let index = try folder.index()
    #expect(!index.isNew)
    #expect(try folder.segments() == known)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/index/00000010.segment.spool"))
    index.close()
  }

  @Test func anIndexOfSomethingElseIsEmptied() throws {
    let folder = try make()
    let reader = #expect(throws: IndexError.self) { try folder.index(identity: "b", role: .reader) }
    #expect(reader?.code == .missing)
    let index = try folder.index(identity: "b")
    #expect(index.isNew && index.segmentCount == 0)
    #expect(try folder.segments() == [])
    index.close()
  }
}
