import Testing

@testable import Mailboxes

@Suite("Sets of UIDs") struct UIDSetTests {
  @Test(
    "a set is written as short as can be, and read back the same",
    arguments: [
      ("1:5,7,9:*", "1:5,7,9:*"), ("5,4,3", "3:5"), ("10:1", "1:10"), ("1,1,1", "1"), ("*:3", "3:*"), ("1:*", "1:*"),
      ("*", "4294967295"), ("4294967294:*", "4294967294:*"), ("1:3,2:8,9", "1:9"), ("7", "7"), ("1,3", "1,3"),
      ("4294967295", "4294967295"), ("1:4294967295", "1:*"), ("0007", "7"),
    ] as [(String, String)])
  func text(read: String, written: String) {
    #expect(IMAPUIDSet(read)?.description == written)
    #expect(IMAPUIDSet(written) == IMAPUIDSet(read))
  }

  @Test(
    "what is no set is none",
    arguments: [
      "", "0", "0:5", "1:", ":1", "1,", ",1", "1-5", "a", "1 2", "4294967296", "-1", "1:2:3", "**", "1,\u{131}",
    ])
  func noSet(text: String) { #expect(IMAPUIDSet(text) == nil) }

  @Test("a set holds what was put in, no more") func membership() {
    let set = uids("1:5,7,9:11")
    let inside = (1...20).filter { IMAPUID(UInt32($0)).map(set.contains) ?? false }
    #expect(inside == [1, 2, 3, 4, 5, 7, 9, 10, 11])
    #expect(set.count == 9)
    #expect(set.uids.map(\.rawValue) == [1, 2, 3, 4, 5, 7, 9, 10, 11])
    #expect(IMAPUIDSet().isEmpty)
    #expect(IMAPUID(1).map(IMAPUIDSet().contains) == false)
  }

  @Test("all there can be is one range, counted and not enumerated") func huge() {
    let all = uids("1:*")
    #expect(all.count == 4_294_967_295)
    #expect(all.isOpen)
    #expect(all.ranges.count == 1)
    #expect(all.subtracting(uids("5")).description == "1:4,6:*")
    #expect(all.subtracting(uids("4294967295")).description == "1:4294967294")
    #expect(all.subtracting(all).isEmpty)
    #expect(Array(all.uids.prefix(3)).map(\.rawValue) == [1, 2, 3])
    #expect(Array(all.batches(count: 500).prefix(2)).map(\.description) == ["1:500", "501:1000"])
  }

  @Test("union, intersection and difference are those of sets") func algebra() {
    var numbers = SeededNumbers(seed: 3)
    for _ in 0..<300 {
      func some() -> Set<UInt32> {
        Set((0..<Int.random(in: 0...30, using: &numbers)).map { _ in UInt32.random(in: 1...40, using: &numbers) })
      }
      func set(_ values: Set<UInt32>) -> IMAPUIDSet { IMAPUIDSet(values.compactMap { IMAPUID($0) }) }
      let left = some()
      let right = some()
      #expect(set(left).union(set(right)) == set(left.union(right)))
      #expect(set(left).intersection(set(right)) == set(left.intersection(right)))
      #expect(set(left).subtracting(set(right)) == set(left.subtracting(right)))
      var grown = IMAPUIDSet()
      for value in left { if let uid = IMAPUID(value) { grown.insert(uid) } }
      #expect(grown == set(left))
      #expect(left.isEmpty || IMAPUIDSet(set(left).description) == set(left))
    }
  }

  @Test("batches hold each UID once, in order, and no more than fits") func batches() {
    var numbers = SeededNumbers(seed: 5)
    for _ in 0..<100 {
      let values = Set((0..<200).map { _ in UInt32.random(in: 1...100_000, using: &numbers) })
      let set = IMAPUIDSet(values.compactMap { IMAPUID($0) })
      let batches = Array(set.batches(count: 17, textBytes: 60))
      #expect(batches.allSatisfy { $0.count <= 17 && $0.description.utf8.count <= 60 && !$0.isEmpty })
      #expect(batches.flatMap { $0.uids.map(\.rawValue) } == values.sorted())
    }
    #expect(Array(IMAPUIDSet().batches(count: 5)).isEmpty)
    #expect(Array(uids("1:3").batches(count: 0, textBytes: 0)).map(\.description) == ["1", "2", "3"])
  }

  @Test("0 can't be put in") func zero() {
    #expect(IMAPUID(0) == nil)
    #expect(IMAPUIDSet(ranges: [0...0]).isEmpty)
    #expect(IMAPUIDSet(ranges: [0...3]).description == "1:3")
  }
}
