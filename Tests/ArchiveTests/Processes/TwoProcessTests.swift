import Archive
import ArchiveEvents
import EventLog
import Foundation
import Testing

/// The archive is owned by this process; the command `evrak` is the other one.
@Suite("Two processes", .enabled(if: EvrakProcess.path != nil, EvrakProcess.absence))
struct TwoProcessTests {
  @Test("a reader beside the owner sees every event as soon as it is acknowledged")
  func reader() throws {
    let archive = try ScratchArchive()
    let owner = try archive.open()
    defer { owner.close() }
    for round in 1...4 {
      _ = try owner.log.appendAndWait((0..<5).map { Mail("m\(round)-\($0)").draft })
      let events = try EvrakProcess("events", "--json", archive: archive.directory)
      #expect(events.status == 0, "\(events.complaint)")
      #expect(try events.lines().map { $0["position"] as? Int } == (1...round * 5).map { $0 })
    }
  }

  @Test("readers that come and go while the owner appends never see a gap")
  func readersWhileAppending() async throws {
    let archive = try ScratchArchive()
    let owner = try archive.open()
    defer { owner.close() }
    _ = try await owner.log.append([Mail("first").draft])
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for round in 0..<150 { _ = try await owner.log.append((0..<4).map { Mail("m\(round)-\($0)").draft }) }
      }
      group.addTask {
        for _ in 0..<6 {
          let acknowledged = try owner.log.count()
          let events = try EvrakProcess("events", "--json", archive: archive.directory)
          let positions = try events.lines().compactMap { $0["position"] as? Int }
          #expect(positions == Array(1...max(1, positions.count)))
          #expect(UInt64(positions.count) >= acknowledged)
        }
      }
      try await group.waitForAll()
    }
  }

  @Test("a second owner is refused at once and told which process has the archive")
  func secondOwner() throws {
    let archive = try ScratchArchive()
    let mail = try archive.folder.write("a.eml", String(decoding: Mail("a").bytes, as: UTF8.self))
    let owner = try archive.open()
    let refused = try EvrakProcess("import", mail, "--account", "info@firma.example", archive: archive.directory)
    #expect(refused.status == 75, "EX_TEMPFAIL")
    #expect(refused.complaint.contains("process \(getpid())") && refused.complaint.contains(archive.directory))
    #expect(try owner.log.count() == 0)
    let verifying = try EvrakProcess("verify", archive: archive.directory)
    #expect(verifying.status == 75)
    owner.close()
    #expect(try EvrakProcess("verify", archive: archive.directory).status == 0)
  }

  @Test("once the owner has gone the other may append, and its events are seen here")
  func takingTurns() throws {
    let archive = try ScratchArchive()
    for round in 0..<3 {
      try archive.with { _ = try $0.log.appendAndWait([Mail("here-\(round)").draft]) }
      let mail = try archive.folder.write("\(round).eml", String(decoding: Mail("there-\(round)").bytes, as: UTF8.self))
      let imported = try EvrakProcess(
        "import", mail, "--account", "info@firma.example", "--json", archive: archive.directory)
      #expect(imported.status == 0, "\(imported.complaint)")
      #expect(try archive.with { try $0.log.count() } == UInt64(round * 2 + 2))
    }
    #expect(try archive.verify().isSound)
  }
}
