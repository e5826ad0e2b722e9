import Testing

@testable import SearchIndex

@Suite struct CatalogueTests {
  private func catalogue(_ dice: inout Dice) -> Catalogue {
    var catalogue = Catalogue(identity: (0..<dice.below(40)).map { UInt8($0) })
    catalogue.checkpoint = (0..<dice.below(60)).map { UInt8($0) }
    catalogue.nextNumber = dice.next()
    for _ in 0..<dice.below(20) {
      let low = dice.next() / 2
      catalogue.segments.append(
        Catalogue.Entry(
          number: dice.next(),
          record: SegmentRecord(
            documents: dice.below(1 << 40), totalLength: dice.below(1 << 50), bytes: dice.below(1 << 50),
            digest: dice.next()), keys: low...(low + dice.next() / 2)))
    }
    return catalogue
  }

  @Test func theRecordComesOutAsItWentIn() {
    var dice = Dice(1)
    for _ in 0..<100 {
      let catalogue = catalogue(&dice)
      #expect(catalogue.encoded.withUnsafeBytes { Catalogue($0) } == catalogue)
    }
  }

  @Test func aRecordThatIsDamagedIsNone() {
    var dice = Dice(2)
    for _ in 0..<30 {
      let bytes = catalogue(&dice).encoded
      for index in bytes.indices {
        var damaged = bytes
        damaged[index] ^= UInt8(1 + dice.below(255))
        #expect(damaged.withUnsafeBytes { Catalogue($0) } == nil)
        #expect(bytes[..<index].withUnsafeBytes { Catalogue($0) } == nil)
      }
      #expect((bytes + [0]).withUnsafeBytes { Catalogue($0) } == nil)
    }
  }

  @Test func segmentsOfOneSizeAreMerged() {
    let policy = MergePolicy(factor: 3, smallest: 100, largest: 10_000)
    #expect(policy.choose([]) == [])
    #expect(policy.choose([(1, 50), (2, 60)]) == [])
    #expect(policy.choose([(1, 50), (2, 60), (3, 100)]) == [1, 2, 3])
    #expect(policy.choose([(1, 50), (2, 250), (3, 100), (4, 280), (5, 101)]) == [2, 4, 5])
    #expect(policy.choose([(1, 20_000), (2, 20_000), (3, 20_000)]) == [])
    #expect(MergePolicy(largest: 10_000, all: true).choose([(1, 5), (2, 9_000), (3, 20_000)]) == [1, 2])
    #expect(MergePolicy(all: true).choose([(1, 5)]) == [])
  }
}
