import Archive
import ArchiveEvents
import EventLog
import Foundation
import Testing

@Suite("Proofs from an archive")
struct EvidenceTests {
  @Test("each item is proved to an outsider who has the public key and the message, and nothing else")
  func items() throws {
    let archive = try ScratchArchive()
    let mails = (0..<300).map { Mail("m\($0)") }
    try archive.take(mails)
    try archive.with { opened in
      for number in [0, 1, 128, 255, 256, 299] {
        let event = try #require(try opened.log.event(at: Position(leafIndex: UInt64(number))))
        let evidence = try Evidence(parsing: Array(opened.evidence(for: event).json.utf8))
        let verified = try evidence.verify(key: archive.made.settings.verifierKey)
        #expect(throws: Never.self) { try verified.verify(message: mails[number].bytes) }
        #expect(throws: EvidenceError.self) { try verified.verify(message: mails[number].bytes + [10]) }
        #expect(verified.position == UInt64(number + 1) && verified.eventType == "email.captured")
      }
    }
  }

  @Test("that the log only grew since a note is proved; a note of another archive is refused")
  func consistency() throws {
    let (archive, other) = (try ScratchArchive(), try ScratchArchive())
    try archive.take((0..<40).map { Mail("m\($0)") })
    let note = try archive.with { try $0.signCheckpoint().encoded }
    try archive.take((40..<300).map { Mail("m\($0)") })
    try archive.with { opened in
      let evidence = try opened.consistencyEvidence(since: note)
      let verified = try evidence.verify(key: archive.made.settings.verifierKey)
      #expect(verified.old.size == 40 && verified.new.size == 300)
    }
    try other.with { opened in
      #expect(throws: CheckpointError.self) { try opened.consistencyEvidence(since: note) }
    }
    #expect(throws: CheckpointError.self) { try other.verify(against: note) }
  }

  @Test("a log put back to an earlier state can't prove that it extends the newer note")
  func putBack() throws {
    let archive = try ScratchArchive()
    try archive.take((0..<10).map { Mail("m\($0)") })
    let earlier = try Data(contentsOf: URL(fileURLWithPath: archive.directory + "/log/data.mdb"))
    try archive.take((10..<20).map { Mail("m\($0)") })
    let note = try archive.with { try $0.signCheckpoint().encoded }
    try earlier.write(to: URL(fileURLWithPath: archive.directory + "/log/data.mdb"))
    try archive.with { opened in
      #expect(throws: EventLogError(.corrupted, "")) { try opened.consistencyEvidence(since: note) }
    }
    try archive.take((20..<40).map { Mail("other\($0)") })
    try archive.with { opened in
      #expect(throws: EventLogError(.corrupted, "")) { try opened.consistencyEvidence(since: note) }
    }
    #expect(try archive.verify().isSound)
    #expect(try !archive.verify(against: note).isSound)
  }
}
