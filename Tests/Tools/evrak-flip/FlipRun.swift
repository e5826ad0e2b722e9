import Archive
import EventLog
import Foundation
import LMDB

/// Flips bytes of one specimen and asks for the fault each time.
final class FlipRun {
  private let specimen: Specimen
  private let log: PrivateMapping
  private let keyFile: MappedFile
  private let keys: KeyVerifier
  private let silent: SilentRanges
  /// Pages that either of the last two commits uses.
  private let usedPages: [Int]
  /// Those of them that begin with a page header of their own: no inner pages
  /// of large values.
  private let headedPages: [Int]

  /// Numbers of contents whose event has not come, in either commit.
  private let unfinished: Set<[UInt8]>

  private static let pageSize = 4_096
  private static let tables: Set<String> = [
    "events", "content", "digests", "recent", "sources", "tree", "checkpoints", "staged", "state",
  ]
  private(set) var outcomes: [String: Int] = [:]
  private(set) var passed = 0
  private(set) var failed = 0

  /// Fails where the archive is not sound to begin with.
  init(_ specimen: Specimen) throws {
    self.specimen = specimen
    log = try PrivateMapping(path: specimen.directory + "/log/data.mdb")
    keyFile = try MappedFile(path: specimen.directory + "/keys/data.mdb")
    keys = Self.verifier(specimen).verifiedKeys(VerifiedFile(path: "keys", bytes: keyFile.bytes))
    silent = PageInspector(bytes: log.readable, appendOnlyTables: ["events"]).silentRanges()
    let (log, silent) = (log, silent)
    usedPages = (0..<log.bytes.count / Self.pageSize).filter { silent.kind(at: $0 * Self.pageSize) != .unusedPage }
    headedPages = usedPages.filter { page in
      let bytes = UnsafeRawBufferPointer(rebasing: log.readable[page * Self.pageSize..<(page + 1) * Self.pageSize])
      let number = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
      return number == UInt64(page) && [1, 2, 4, 8].contains(bytes.loadUnaligned(fromByteOffset: 10, as: UInt16.self))
    }
    var unfinished: Set<[UInt8]> = []
    func note(_ table: InspectedTable, _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
      if table.name == "staged" { unfinished.insert(Array(key)) }
    }
    _ = PageInspector(bytes: log.readable, appendOnlyTables: ["events"]).inspect(visit: note, visitPrevious: note)
    self.unfinished = unfinished
    let report = verify()
    guard report.isSound else {
      for fault in report.faults.prefix(10) { print("before any flip: \(fault)") }
      throw FlipError.unsound
    }
  }

  enum FlipError: Error { case unsound }

  private static func verifier(_ specimen: Specimen) -> LogVerifier {
    LogVerifier(
      archive: specimen.settings.id, rootKey: specimen.rootKey, verifierKey: specimen.settings.verifierKey)
  }

  private func verify() -> VerificationReport {
    Self.verifier(specimen).verify(log: VerifiedFile(path: "log", bytes: log.readable), keys: keys)
  }

  /// Half of the flips fall anywhere in used pages, half in pages of structure
  /// and small records, which a large message would else crowd out.
  func run(_ flips: Int, _ random: inout SeededGenerator) {
    for number in 0..<flips {
      let pages = number % 2 == 0 ? usedPages : headedPages
      let page = pages[Int(random.next() % UInt64(pages.count))]
      let offset = page * Self.pageSize + Int(random.next() % UInt64(Self.pageSize))
      let mask = UInt8(1 + random.next() % 255)
      log.bytes[offset] ^= mask
      let report = verify()
      log.bytes[offset] ^= mask
      judge(report, offset: offset, mask: mask)
    }
    if !verify().isSound {
      failed += 1
      print("\(specimen.name): the archive is not sound after all flips were taken back")
    }
  }

  private func judge(_ report: VerificationReport, offset: Int, mask: UInt8) {
    if let fault = report.faults.first {
      passed += 1
      // The name of a table may be what was flipped.
      let place = fault.table.map { Self.tables.contains($0) ? "table \($0)" : "a table's name" } ?? "pages"
      outcomes["named, \(place)", default: 0] += 1
      return
    }
    let record = record(at: offset)
    if let reason = reasonForSilence(offset, record) {
      passed += 1
      outcomes["carries nothing, \(reason)", default: 0] += 1
      return
    }
    failed += 1
    print(
      "\(specimen.name): byte \(offset) (page \(offset / Self.pageSize), byte \(offset % Self.pageSize) of it) ^ \(mask) was not noticed: \(record?.description ?? "in no record")"
    )
    // Whatever a later flip does to this process, this one is told.
    fflush(nil)
  }

  private func reasonForSilence(_ offset: Int, _ record: RecordPart?) -> String? {
    // Part of a capture that was interrupted: the next owner drops it unread.
    if let record, record.isUnfinished { return "unfinished content" }
    return silent.kind(at: offset).map { kind in "\(kind.rawValue)\(record.map { ", \($0)" } ?? "")" }
  }

  /// What a byte belongs to.
  private struct RecordPart: CustomStringConvertible {
    let table: String
    let part: String
    let commit: String
    let isUnfinished: Bool

    var description: String { "\(part) in table \(table) of the \(commit) commit" }
  }

  private func record(at offset: Int) -> RecordPart? {
    var found: RecordPart?
    func look(
      _ commit: String, _ table: InspectedTable, _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer
    ) {
      for (part, bytes) in [("key", key), ("value", value)] {
        guard let base = log.readable.baseAddress, let start = bytes.baseAddress else { continue }
        guard (start - base..<start - base + bytes.count).contains(offset) else { continue }
        let number = Array(key.prefix(8))
        found = RecordPart(
          table: table.name, part: part, commit: commit,
          isUnfinished: table.name == "content" && part == "value" && unfinished.contains(number))
      }
    }
    _ = PageInspector(bytes: log.readable, appendOnlyTables: ["events"]).inspect(
      visit: { look("last", $0, $1, $2) }, visitPrevious: { look("previous", $0, $1, $2) })
    return found
  }
}
