import Foundation
import LMDB
import Testing

/// Damage done to a sound file in memory: the inspector must name it, or it must be of a kind that carries nothing or
/// that the reader of the entries sees.
@Suite("Page inspector on damaged files")
struct PageFlipTests {
  /// EVRAK_FLIPS asks for more, for a long search.
  static let flips: Int = {
    if let wanted = ProcessInfo.processInfo.environment["EVRAK_FLIPS"].flatMap(Int.init) { return wanted }
    #if DEBUG
      return 300
    #else
      return 10_000
    #endif
  }()

  /// A small file with every kind of page, and what it says.
  final class Specimen {
    let bytes: UnsafeMutableRawBufferPointer
    /// The same, kept whole.
    let sound: [UInt8]
    let silent: SilentRanges
    let seen: Seen
    let usedPages: [Int]
    let pageSize = 4096

    struct Seen: Equatable {
      var entries = EntryDigest()
      var previous = EntryDigest()
      var tables: [InspectedTable] = []
      var previousTables: [InspectedTable] = []
    }

    init(seed: UInt64, steps: Int) throws {
      let scratch = try Scratch()
      do {
        let workload = try RandomWorkload(path: scratch.path, seed: seed, longestValue: 5000)
        for _ in 0..<steps { try workload.step() }
      }
      let data = try Data(contentsOf: URL(fileURLWithPath: scratch.dataFile))
      bytes = .allocate(byteCount: data.count, alignment: 4096)
      data.copyBytes(to: bytes)
      sound = [UInt8](data)
      let inspector = PageInspector(
        bytes: UnsafeRawBufferPointer(bytes), appendOnlyTables: RandomWorkload.appendOnlyTables)
      let silent = inspector.silentRanges()
      self.silent = silent
      let (report, seen) = Specimen.look(inspector)
      self.seen = seen
      usedPages = (0..<data.count / 4096).filter { silent.kind(at: $0 * 4096) != .unusedPage }
      try #require(report.isSound, "\(report.faults)")
    }

    deinit { bytes.deallocate() }

    static func look(_ inspector: PageInspector) -> (InspectionReport, Seen) {
      var seen = Seen()
      let report = inspector.inspect(
        visit: { seen.entries.add($0.name, $1, $2) }, visitPrevious: { seen.previous.add($0.name, $1, $2) })
      seen.tables = report.tables.map(\.table)
      seen.previousTables = report.previousTables
      return (report, seen)
    }

    func look() -> (InspectionReport, Seen) {
      Specimen.look(
        PageInspector(bytes: UnsafeRawBufferPointer(bytes), appendOnlyTables: RandomWorkload.appendOnlyTables))
    }

    func word(at offset: Int) -> UInt64 {
      UInt64(littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// A byte of structure: page header, node pointers or a node's header.
    func structuralOffset(using random: inout SeededGenerator) -> Int {
      while true {
        let page = usedPages[Int(random.next() % UInt64(usedPages.count))] * pageSize
        let kind = Int(sound[page + 10])
        if kind != 1 && kind != 2 {
          return page + Int(random.next() % (kind == 8 ? 152 : 16))
        }
        let count = (Int(sound[page + 12]) + Int(sound[page + 13]) << 8 - 16) / 2
        if random.next() & 1 == 0 { return page + Int(random.next() % UInt64(16 + 2 * count)) }
        let pointer = page + 16 + 2 * Int(random.next() % UInt64(count))
        let node = Int(sound[pointer]) + Int(sound[pointer + 1]) << 8
        return page + node + Int(random.next() % 8)
      }
    }
  }

  @Test(
    "each flipped byte is a fault, or seen by the reader, or carries nothing",
    arguments: (ProcessInfo.processInfo.environment["EVRAK_FLIPS"] == nil ? 1...3 : 1...12) as ClosedRange<UInt64>,
    [false, true])
  func flips(seed: UInt64, structureOnly: Bool) throws {
    let specimen = try Specimen(seed: seed, steps: 45)
    var random = SeededGenerator(seed: seed &* 77)
    var outcomes: [String: Int] = [:]
    for _ in 0..<PageFlipTests.flips {
      let page = specimen.usedPages[Int(random.next() % UInt64(specimen.usedPages.count))]
      let offset =
        structureOnly
        ? specimen.structuralOffset(using: &random)
        : page * specimen.pageSize + Int(random.next() % UInt64(specimen.pageSize))
      let mask = UInt8(1 + random.next() % 255)
      specimen.bytes[offset] ^= mask
      let (report, seen) = specimen.look()
      specimen.bytes[offset] ^= mask
      let outcome: String
      if !report.isSound {
        outcome = "fault"
      } else if seen.entries != specimen.seen.entries {
        outcome = "entries differ"
      } else if seen.tables != specimen.seen.tables {
        outcome = "table settings differ"
      } else if seen.previousTables != specimen.seen.previousTables {
        outcome = "previous table settings differ"
      } else if seen.previous != specimen.seen.previous {
        outcome = "previous entries differ"
      } else if let kind = specimen.silent.kind(at: offset) {
        outcome = "silent: \(kind.rawValue)"
      } else {
        outcome = "missed"
        Issue.record("seed \(seed): byte \(offset) (page \(offset / 4096), \(offset % 4096)) ^ \(mask) was missed")
      }
      outcomes[outcome, default: 0] += 1
    }
    #expect(specimen.look().1 == specimen.seen)
    print(
      "seed \(seed), structure only: \(structureOnly):",
      outcomes.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
  }

  @Test("every byte of both meta pages")
  func metaPages() throws {
    let specimen = try Specimen(seed: 9, steps: 40)
    for offset in (0..<152).map({ $0 }) + (4096..<4096 + 152).map({ $0 }) {
      for mask in [1, 2, 4, 8, 16, 32, 64, 128, 255] as [UInt8] {
        specimen.bytes[offset] ^= mask
        let (report, _) = specimen.look()
        specimen.bytes[offset] ^= mask
        let kind = specimen.silent.kind(at: offset)
        #expect(!report.isSound || kind == .unreadHeader || kind == .mapSize, "byte \(offset) ^ \(mask)")
      }
    }
  }

  @Test("every byte of the free list: a page must keep its fate")
  func freeList() throws {
    let specimen = try Specimen(seed: 4, steps: 60)
    let root = Int(specimen.word(at: metaOfLastCommit(specimen) + 80))
    let page = root * specimen.pageSize
    try #require(specimen.bytes[page + 10] == 2)
    let upper = Int(specimen.bytes[page + 14]) + Int(specimen.bytes[page + 15]) << 8
    var silent = 0
    for offset in page + upper..<page + specimen.pageSize {
      let mask = UInt8(1 << (offset % 8))
      specimen.bytes[offset] ^= mask
      let (report, _) = specimen.look()
      specimen.bytes[offset] ^= mask
      guard report.isSound else { continue }
      let kind = specimen.silent.kind(at: offset)
      #expect(kind == .freeListKey || kind == .freeListSlack, "byte \(offset) ^ \(mask): \(String(describing: kind))")
      silent += 1
    }
    #expect(silent < specimen.pageSize / 20)
  }

  private func metaOfLastCommit(_ specimen: Specimen) -> Int {
    specimen.word(at: 144) > specimen.word(at: 4096 + 144) ? 0 : 4096
  }

  @Test("a file cut short at any page says where it ends")
  func truncation() throws {
    let specimen = try Specimen(seed: 5, steps: 40)
    let last = try #require(specimen.usedPages.last)
    for pages in stride(from: 0, through: last, by: max(1, last / 40)) {
      for extra in [0, 100] {
        let length = pages * specimen.pageSize + extra
        let cut = UnsafeRawBufferPointer(rebasing: specimen.bytes[..<length])
        let report = PageInspector(bytes: cut).inspect()
        #expect(
          report.faults.contains { $0.kind == .truncated || (length < 8192 && $0.kind == .meta) }, "\(length) bytes")
        #expect(report.faults.allSatisfy { $0.kind != .truncated || $0.offset <= length })
      }
    }
  }

  @Test("whatever the bytes, the walk ends and stays inside the file", arguments: 0..<6)
  func rubbish(manner: Int) throws {
    let specimen = try Specimen(seed: 6, steps: 30)
    let sound = specimen.sound
    var random = SeededGenerator(seed: UInt64(manner))
    for _ in 0..<PageFlipTests.flips / 3 {
      switch manner {
      case 0:
        for _ in 0..<20 {
          specimen.bytes[specimen.structuralOffset(using: &random)] = UInt8(truncatingIfNeeded: random.next())
        }
      case 1:
        for _ in 0..<200 {
          specimen.bytes[Int(random.next() % UInt64(sound.count))] = UInt8(truncatingIfNeeded: random.next())
        }
      case 2:
        // Pages in each other's place.
        for _ in 0..<3 {
          let (one, other) = (
            specimen.usedPages.randomElement(using: &random) ?? 2, specimen.usedPages.randomElement(using: &random) ?? 3
          )
          for byte in 0..<4096 { specimen.bytes.swapAt(one * 4096 + byte, other * 4096 + byte) }
        }
      case 3:
        // A page of zeros, ones or noise.
        let page = specimen.usedPages[Int(random.next() % UInt64(specimen.usedPages.count))]
        let fill = random.next() % 3
        for byte in 0..<4096 {
          specimen.bytes[page * 4096 + byte] =
            fill == 0 ? 0 : fill == 1 ? 255 : UInt8(truncatingIfNeeded: random.next())
        }
      case 4:
        // Words that are plausible page numbers, lengths and offsets.
        for _ in 0..<10 {
          let word = random.next() % 3 == 0 ? UInt64.max >> (random.next() % 64) : random.next() % 5000
          let offset = specimen.structuralOffset(using: &random) & ~7
          withUnsafeBytes(of: word.littleEndian) { specimen.bytes[offset..<offset + 8].copyBytes(from: $0) }
        }
      default:
        // Keep only the meta pages' first fields, and noise after them.
        for offset in 24..<152 where random.next() % 8 == 0 {
          specimen.bytes[offset] = UInt8(truncatingIfNeeded: random.next())
        }
        for offset in 4120..<4248 where random.next() % 8 == 0 {
          specimen.bytes[offset] = UInt8(truncatingIfNeeded: random.next())
        }
      }
      let (report, _) = specimen.look()
      #expect(report.faults.count <= 100)
      #expect(report.faults.allSatisfy { $0.offset >= 0 && $0.offset <= sound.count && !$0.description.isEmpty })
      specimen.bytes.copyBytes(from: sound)
    }
    #expect(specimen.look().1 == specimen.seen)
  }

  @Test(
    "no file at all, and files of nothing", arguments: [0, 1, 100, 4096, 8191, 8192, 20_000],
    [0, 0xff, 0x41] as [UInt8])
  func nothing(size: Int, fill: UInt8) {
    let report = [UInt8](repeating: fill, count: size).withUnsafeBytes { PageInspector(bytes: $0).inspect() }
    #expect(!report.isSound)
  }
}
