import Archive
import ArchiveEvents
import Crypto
import EventLog
import Foundation
import SwiftProtobuf
import Testing
import Views

/// Archives that earlier versions of the program wrote, one for each storage
/// format: they must open for ever after.
@Suite("Saved archives")
struct SavedArchiveTests {
  /// A copy to work on, with the keys as a user would have them.
  private final class Copy {
    private let folder: ScratchFolder
    let directory: String
    let keys: KeySource
    let note: String
    let events: [Event]

    struct Event {
      let position: UInt64
      let type: String
      let item: String
      /// Size and digest of the original, for items.
      let original: (size: UInt64, digest: String)?
    }

    init(_ format: String) throws {
      let saved = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../Fixtures/archives/\(format)").standardizedFileURL.path
      folder = try ScratchFolder()
      directory = folder.path + "/archive"
      let files = FileManager.default
      try files.createDirectory(atPath: directory, withIntermediateDirectories: true)
      for name in ["archive.yaml", "log", "keys"] {
        try files.copyItem(atPath: "\(saved)/\(name)", toPath: "\(directory)/\(name)")
      }
      // What git does not keep.
      for name in ["log", "keys"] {
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(directory)/\(name)/data.mdb")
      }
      func text(_ name: String) throws -> String { try String(contentsOfFile: "\(saved)/\(name)", encoding: .utf8) }
      keys = KeySource(environment: [
        "EVRAK_ROOT_KEY_FILE": try folder.write("root.key", text("root.key")),
        "EVRAK_SIGNING_KEY_FILE": try folder.write("signing.key", text("signing.key")),
      ])
      note = try text("checkpoint.note")
      events = try text("events.tsv").split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
        let columns = line.split(separator: "\t").map(String.init)
        try #require(columns.count == 3 || columns.count == 5)
        return Event(
          position: try #require(UInt64(columns[0])), type: columns[1], item: columns[2],
          original: columns.count == 5 ? (try #require(UInt64(columns[3])), columns[4]) : nil)
      }
    }

    func verify(against note: String? = nil) throws -> VerificationReport {
      try Archive.verify(directory: directory, against: note, key: nil, keys: keys)
    }
  }

  private static let formats = ["format-1", "format-2"]

  @Test("is sound, by itself and against the note of its time", arguments: formats)
  func sound(format: String) throws {
    let copy = try Copy(format)
    for note in [nil, copy.note] {
      let report = try copy.verify(against: note)
      #expect(report.isSound, "\(report.faults)")
      #expect(report.events == UInt64(copy.events.count) && report.erased == 0 && report.checkpoints == 2)
      #expect(report.items == UInt64(copy.events.filter { $0.original != nil }.count))
    }
  }

  @Test("gives back every event, every sighting and every original byte", arguments: formats)
  func readable(format: String) throws {
    let copy = try Copy(format)
    let archive = try Archive(directory: copy.directory, role: .reader, keys: copy.keys)
    defer { archive.close() }
    let events = try archive.log.read(from: .first, limit: .max)
    try #require(events.count == copy.events.count)
    #expect(copy.events.contains { $0.original == nil }, "there are sightings")
    for (event, expected) in zip(events, copy.events) {
      #expect(event.position.rawValue == expected.position && event.envelope.type == expected.type)
      #expect(event.itemID?.description == expected.item)
      #expect(event.payload?.event?.sighting?.owner == "Test")
      guard let original = expected.original else {
        #expect(event.content == nil)
        continue
      }
      let bytes = try archive.log.content(#require(event.content))
      #expect(UInt64(bytes.count) == original.size)
      #expect(Hexadecimal.encode(SHA256.hash(data: bytes)) == original.digest)
    }
  }

  @Test("proves an item under the note of its time", arguments: formats)
  func provable(format: String) throws {
    let copy = try Copy(format)
    let archive = try Archive(directory: copy.directory, role: .reader, keys: copy.keys)
    defer { archive.close() }
    let key = archive.settings.verifierKey
    let checkpoint = try Checkpoint(verifying: SignedNote(parsing: copy.note), with: key)
    #expect(checkpoint.size < UInt64(copy.events.count) && checkpoint.size > 1)
    for position in [1, checkpoint.size / 2, checkpoint.size] {
      let place = try #require(Position(position))
      let event = try #require(try archive.log.event(at: place))
      let payload = try #require(event.payload)
      let evidence = Evidence(
        checkpoint: copy.note, position: position, envelope: try #require(try archive.log.storedBytes(at: place)),
        salt: Array(payload.salt), originalDigest: Array(payload.originalDigest),
        inclusionPath: try archive.log.inclusionProof(of: place, inSize: checkpoint.size).path)
      let verified = try Evidence(parsing: Array(evidence.json.utf8)).verify(key: key)
      #expect(throws: Never.self) { try verified.verify(message: archive.log.content(#require(event.content))) }
    }
    let grown = try archive.consistencyEvidence(since: copy.note)
    #expect(try grown.verify(key: key).new.size == UInt64(copy.events.count))
  }

  @Test("can be gone on with: a known letter is known, a new one is added, the note still holds", arguments: formats)
  func extended(format: String) throws {
    let copy = try Copy(format)
    let first = try #require(copy.events.first { $0.original != nil })
    let archive = try Archive(directory: copy.directory, role: .owner, keys: copy.keys)
    let event = try #require(try archive.log.event(at: Position(leafIndex: first.position - 1)))
    let known = try archive.log.content(#require(event.content))
    let sighting = try #require(event.payload?.event?.sighting)
    let count = UInt64(copy.events.count)
    var elsewhere = Mail("elsewhere").draft
    elsewhere.content = .bytes(known)
    let outcomes = try archive.log.appendAndWait([
      EventDraft(.emailCaptured(.with { $0.sighting = sighting }), content: .bytes(known)), elsewhere,
      Mail("new", date: 1_800_000_000).draft,
    ])
    #expect(outcomes[0] == .duplicate(event.position))
    #expect(outcomes[1] == .sighted(try #require(Position(count + 1)), item: try #require(event.itemReference)))
    #expect(outcomes[2].position.rawValue == count + 2)
    let view = try archive.timelines()
    try view.catchUp(with: archive.log)
    #expect(try view.totals().items == UInt64(copy.events.filter { $0.original != nil }.count + 1))
    view.close()
    let newer = try archive.signCheckpoint().encoded
    archive.close()
    for note in [copy.note, newer] {
      let report = try copy.verify(against: note)
      #expect(report.isSound, "\(report.faults)")
      #expect(report.events == count + 2)
    }
  }
}
