import ArchiveEvents
import EventLog
import Foundation
import SwiftProtobuf
import Testing

@Suite("Appending")
struct AppendTests {
  @Test("one event: its position, its time, its payload and its bytes are there, also after reopening")
  func single() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    let before = Timestamp.now()
    let outcome = try await log.append([Letters.letter(1)])
    guard case .appended(let position, let id) = try #require(outcome.first), outcome.count == 1 else {
      Issue.record("the outcome is \(outcome)")
      return
    }
    #expect(position == .first)
    log.close()

    let reopened = try archive.open(as: .reader)
    let event = try #require(try reopened.event(at: position))
    #expect(event.id == id && event.itemID == id)
    #expect(event.envelope.type == "email.captured" && event.envelope.schemaVersion == 1)
    #expect(event.recordedAt >= before && event.recordedAt <= .now())
    #expect(event.payload?.event?.sighting?.owner == "ayse")
    #expect(event.payload?.event?.sighting?.file.path == "/mail/info@firma.example/cur/1700000001.M1P1.mail:2,S")
    #expect(try reopened.content(#require(event.content)) == Letters.text(1))
    reopened.close()
  }

  @Test("batches get adjoining positions in the order of the drafts, across reopening")
  func batches() async throws {
    let archive = try ScratchLog()
    var expected: [[UInt8]] = []
    for sizes in [[1, 7, 300], [256, 2], [600]] {
      let log = try archive.open()
      for size in sizes {
        let first = expected.count
        let outcomes = try await log.append(Letters.letters(first..<first + size))
        #expect(outcomes.map(\.position.rawValue) == (first..<first + size).map { UInt64($0 + 1) })
        expected += (first..<first + size).map(Letters.text)
      }
      log.close()
    }
    let log = try archive.open(as: .reader)
    let events = try log.everything()
    #expect(events.map(\.position.rawValue) == (1...UInt64(expected.count)).map { $0 })
    #expect(try log.head()?.rawValue == UInt64(expected.count))
    for (event, bytes) in zip(events, expected) { #expect(try log.content(#require(event.content)) == bytes) }
    #expect(Set(events.map(\.id)).count == expected.count)
    #expect(try log.edge().root == log.rootByDefinition())
    log.close()
    #expect(try archive.verify().isSound)
  }

  @Test("no drafts: nothing happens")
  func nothing() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    #expect(try await log.append([]).isEmpty)
    #expect(try log.head() == nil)
    #expect(try log.edge().root == .emptyRoot)
    log.close()
  }

  @Test("a batch with one source that can't be read adds nothing at all")
  func allOrNothing() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    _ = try await log.append(Letters.letters(0..<3))
    struct Unplugged: ContentStream {
      func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        throw EventLogError(.unreadableSource, "The stick was pulled out.")
      }
    }
    let drafts = Letters.letters(3..<6) + [Letters.maildir(.stream(Unplugged()), name: "x")] + Letters.letters(6..<9)
    await #expect(throws: EventLogError(.unreadableSource, "")) { try await log.append(drafts) }
    #expect(try log.count() == 3)
    // The log goes on as if nothing had been asked.
    #expect(try await log.append([Letters.letter(3)]).first?.position.rawValue == 4)
    log.close()
    #expect(try archive.verify().isSound)
  }

  @Test("events of other programs and notes without content are kept as they were given")
  func withoutContent() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    let value = Array("anything at all".utf8)
    _ = try await log.append([Letters.opaque(value), Letters.opaque(value)])
    let events = try log.everything()
    #expect(events.count == 2, "events that are no captures are never taken for copies")
    for event in events {
      guard case .opaqueRecorded(let recorded) = event.payload?.event else {
        Issue.record("another payload came back")
        return
      }
      #expect(Array(recorded.value) == value && recorded.name == "test")
      #expect(event.content == nil && event.itemID == nil)
    }
    log.close()
    #expect(try archive.verify().isSound)
  }

  @Test("a note with files: all come back, each by itself, and the archive is sound")
  func attachments() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    var random = NumberedGenerator(3)
    let files: [[UInt8]] = [[], Array("a sketch".utf8), random.bytes(600_000)]
    let note = Evrak_Archive_V1_NoteRecorded.with {
      $0.author = "ayse"
      $0.text = "They want the offer by Friday."
      $0.attachmentNames = ["empty", "sketch", "plan"]
    }
    let outcome = try await log.append([EventDraft(.noteRecorded(note), attachments: files.map { .bytes($0) })])
    log.close()
    try archive.with(.reader) { log in
      let event = try #require(try log.event(at: outcome[0].position))
      #expect(event.content == nil && event.itemReference?.id == event.id)
      let contents = try event.attachments.map { try log.content($0) }
      #expect(contents == files)
    }
    let report = try archive.verify()
    #expect(report.isSound, "\(report.faults)")
    #expect(report.items == 1)
  }

  @Test("what is said of an item is sealed under the item's own key")
  func aboutAnItem() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    let captured = try await log.append(Letters.letters(0..<3))[1]
    let item = try #require(try log.event(at: captured.position)?.itemReference)
    let note = Evrak_Archive_V1_NoteAmended.with {
      $0.itemID = .init(item.id.bytes); $0.text = "Settled by phone."
    }
    let said = try await log.append([EventDraft(.noteAmended(note), item: item)])[0]
    let event = try #require(try log.event(at: said.position))
    #expect(event.itemID == item.id)
    #expect(event.envelope.keyID == item.keyID.rawValue)
    #expect(Set(try log.items().map(\.envelope.keyID)).count == 3, "items do not share keys")
    log.close()
    #expect(try archive.verify().isSound)
  }

  @Test("what the log remembers of its own appends is what it stored")
  func memory() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    var random = NumberedGenerator(8)
    var large = random.bytes(4 << 20)
    // More than is remembered.
    for round in 0..<10 {
      large[0] = UInt8(round)
      _ = try await log.append([
        Letters.maildir(large, name: "large-\(round)"), Letters.letter(round), Letters.opaque([1]),
        Letters.mbox(Letters.text(round), offset: UInt64(round)),
      ])
    }
    let remembered = try log.everything()
    let contents = try remembered.map { try $0.content.map { try log.content($0) } }
    log.close()
    let reader = try archive.open(as: .reader)
    let stored = try reader.everything()
    #expect(stored.map(\.payload) == remembered.map(\.payload))
    #expect(stored.map(\.envelope) == remembered.map(\.envelope))
    for (event, content) in zip(stored, contents) {
      #expect(try event.content.map { try reader.content($0) } == content)
    }
    reader.close()
  }

  @Test("after close, appending, reading and subscribing say that the archive is closed")
  func afterClose() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    _ = try await log.append([Letters.letter(1)])
    log.close()
    await #expect(throws: EventLogError(.closed, "")) { try await log.append([Letters.letter(2)]) }
    await #expect(throws: EventLogError(.closed, "")) { try await log.append([Letters.opaque([1])]) }
    #expect(throws: EventLogError(.closed, "")) { try log.head() }
    for try await _ in log.subscribe(after: nil) { Issue.record("a closed log gave an event") }
  }

  @Test("a reader refuses to append, and says so")
  func readers() async throws {
    let archive = try ScratchLog()
    try archive.with { _ in }
    let log = try archive.open(as: .reader)
    await #expect(throws: EventLogError(.readOnly, "")) { try await log.append([Letters.letter(2)]) }
    #expect(throws: EventLogError(.readOnly, "")) {
      try log.store(SignedNote(text: "a\n", signedBy: [archive.signingKey]), size: 0)
    }
    #expect(try log.head() == nil)
    log.close()
  }
}
