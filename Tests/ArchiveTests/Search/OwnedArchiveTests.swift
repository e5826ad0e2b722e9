import Archive
import ArchiveEvents
import EventLog
import Foundation
import SearchIndex
import Testing
import Views

/// Searching while another process owns the archive: the test is the owner, `evrak` the other.
@Suite("Searching beside an owner", .enabled(if: EvrakProcess.path != nil, EvrakProcess.absence))
struct OwnedArchiveTests {
  /// An archive of some messages that are all indexed.
  private func archive(_ count: Int = 20) throws -> ScratchArchive {
    let scratch = try ScratchArchive()
    try scratch.with { archive in try append(0..<count, to: archive) }
    #expect(try total("mesaj", scratch) == (count, ""))
    return scratch
  }

  private func append(_ numbers: Range<Int>, to archive: Archive) throws {
    _ = try archive.log.appendAndWait(
      numbers.map { Drafts.message("mesaj \($0)", from: "+905325550140", at: 1_770_000_000 + $0) })
  }

  /// What another process finds, and what it says beside it.
  private func total(_ query: String, _ scratch: ScratchArchive) throws -> (Int, String) {
    let found = try EvrakProcess("search", query, "--json", "--limit", "0", archive: scratch.directory)
    let said = found.complaint.contains("computed from the log") ? "" : found.complaint
    return (try found.lines().last?["total"] as? Int ?? -1, said)
  }

  @Test("what the owner has not indexed yet is said to be missing, and found when the owner is gone")
  func behind() throws {
    let scratch = try archive()
    try scratch.with { archive in
      try append(20..<25, to: archive)
      let (found, said) = try total("mesaj", scratch)
      #expect(found == 20 && said.contains("lacks the newest 5 events") && said.contains("in use"))
    }
    #expect(try total("mesaj", scratch) == (25, ""))
  }

  @Test("what the owner indexes meanwhile is found at once by others")
  func following() throws {
    let scratch = try archive()
    try scratch.withTimelines { timelines, archive in
      let index = try archive.searchIndex()
      defer { index.close() }
      for round in 0..<5 {
        try append(20 + round * 3..<23 + round * 3, to: archive)
        try timelines.catchUp(with: archive.log)
        try archive.catchUpSearch(index, timelines)
        #expect(try total("mesaj", scratch) == (23 + round * 3, ""))
        #expect(try total("\"mesaj \(22 + round * 3)\"", scratch).0 == 1)
      }
    }
  }

  @Test("a follower has all that was appended before it was told to finish")
  func follower() throws {
    let scratch = try archive()
    try scratch.withTimelines { timelines, archive in
      let index = try archive.searchIndex()
      defer { index.close() }
      let follower = archive.followSearch(index, timelines, patience: 60)
      follower.start()
      try append(20..<40, to: archive)
      try timelines.catchUp(with: archive.log)
      #expect(try follower.finish() == 40)
      #expect(try total("mesaj", scratch) == (40, ""))
    }
  }

  @Test("without an index that fits, a search beside an owner says who is in the way")
  func missing() throws {
    let scratch = try archive()
    try scratch.with { archive in
      try FileManager.default.removeItem(atPath: scratch.directory + "/search")
      let refused = try EvrakProcess("search", "mesaj", archive: scratch.directory)
      #expect(refused.status != 0 && refused.output.isEmpty)
      #expect(refused.complaint.contains("no search index") && refused.complaint.contains("can't be computed now"))
      _ = archive
    }
    #expect(try total("mesaj", scratch).0 == 20)
  }

  @Test("damage that a search meets beside an owner is an error, never a wrong answer; afterwards it is mended")
  func damaged() throws {
    let scratch = try archive(400)
    let folder = scratch.directory + "/search"
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".segment") {
      let url = URL(fileURLWithPath: folder + "/" + name)
      var bytes = try Data(contentsOf: url)
      for offset in stride(from: 200, to: bytes.count, by: 2_048) { bytes[offset] ^= 0x10 }
      try bytes.write(to: url)
    }
    try scratch.with { _ in
      let refused = try EvrakProcess("search", "mesaj", archive: scratch.directory)
      #expect(refused.status != 0 && refused.complaint.contains("damaged"), "\(refused.complaint)")
    }
    let mended = try EvrakProcess("search", "mesaj", "--limit", "1", archive: scratch.directory)
    #expect(mended.status == 0 && mended.complaint.contains("computed from the log"))
    #expect(mended.complaint.contains("400 found"))
    #expect(try scratch.verify().isSound)
  }
}
