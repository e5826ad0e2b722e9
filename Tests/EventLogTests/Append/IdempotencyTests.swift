import ArchiveEvents
import EventLog
import Foundation
import SwiftProtobuf
import Testing

@Suite("Taking the same thing in again")
struct IdempotencyTests {
  @Test("the same bytes from the same source are recorded once")
  func duplicates() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    let drafts =
      Letters.letters(0..<20) + (0..<20).map { Letters.mbox(Letters.text(100 + $0), offset: UInt64($0) * 512) }
    let first = try await log.append(drafts)
    let second = try await log.append(drafts)
    #expect(second == first.map { .duplicate($0.position) })
    log.close()
    // What was taken is known from the log itself, so also after a restart.
    let reopened = try archive.open()
    #expect(try await reopened.append(drafts) == second)
    #expect(try reopened.count() == 40)
    reopened.close()
    #expect(try archive.verify().isSound)
  }

  @Test("a Maildir message that was moved to cur and flagged is the same source")
  func flagsChange() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    func found(_ folder: String, _ flags: String) -> EventDraft {
      let event = EmailCaptured.with {
        $0.sighting.account = "info@firma.example"
        $0.sighting.file.format = .maildir
        $0.sighting.file.path = "/mail/info/\(folder)/1700000001.M1P1.mail\(flags)"
      }
      return EventDraft(.emailCaptured(event), content: .bytes(Letters.text(1)))
    }
    let first = try await log.append([found("new", "")])
    #expect(try await log.append([found("cur", ":2,RS")]) == [.duplicate(first[0].position)])
    log.close()
  }

  @Test("a sighting that brings no bytes is recorded once a source, and verified")
  func sightingsWithoutBytes() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    let born = try await log.append([Letters.letter(7)])[0]
    let item = try #require(try log.event(at: born.position)?.itemReference)
    func seen(_ uid: UInt32, _ id: ItemID) -> EventDraft {
      let event = ItemSighted.with {
        $0.itemID = Data(id.bytes)
        $0.sighting.account = "info@firma.example"
        $0.sighting.imap.server = "imap.firma.example"
        $0.sighting.imap.mailbox = "INBOX"
        $0.sighting.imap.uidValidity = 1
        $0.sighting.imap.uid = uid
      }
      return EventDraft(.itemSighted(event), item: item)
    }
    let first = try await log.append([seen(1, item.id), seen(2, item.id)])
    #expect(first.map(\.position) == [Position(2)!, Position(3)!])
    #expect(try await log.append([seen(2, item.id)]) == [.duplicate(Position(3)!)])
    // The same source, now with its bytes: it was recorded already.
    var fetched = EmailCaptured()
    fetched.sighting = try #require(seen(1, item.id).payload.sighting)
    #expect(
      try await log.append([EventDraft(.emailCaptured(fetched), content: .bytes(Letters.text(7)))])
        == [.duplicate(Position(2)!)])
    await #expect(throws: EventLogError.self) { _ = try await log.append([seen(3, .random())]) }
    #expect(try log.count() == 3)
    log.close()
    let report = try archive.verify()
    #expect(report.isSound, "\(report.faults)")
  }

  @Test("the same bytes from elsewhere are a sighting of the one item, sealed under its key")
  func sightings() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    let born = try await log.append([Letters.letter(7)])[0]
    let item = try #require(try log.event(at: born.position)?.itemReference)
    let elsewhere = [
      Letters.maildir(Letters.text(7), name: "other"),
      Letters.maildir(Letters.text(7), name: "1700000007.M1P1.mail", account: "satis@firma.example"),
      Letters.mbox(Letters.text(7), offset: 0), Letters.mbox(Letters.text(7), offset: 4_096),
    ]
    let outcomes = try await log.append(elsewhere)
    #expect(outcomes == (2...5).map { .sighted(Position($0)!, item: item) })
    #expect(try await log.append(elsewhere) == (2...5).map { .duplicate(Position($0)!) })
    for outcome in outcomes {
      let event = try #require(try log.event(at: outcome.position))
      #expect(event.envelope.type == "item.sighted")
      #expect(event.itemID == item.id)
      #expect(event.envelope.keyID == item.keyID.rawValue, "erasing the item's key must erase its sightings")
      #expect(event.content == nil, "the bytes are kept once")
    }
    #expect(try log.event(at: Position(3)!)?.payload?.event?.sighting?.account == "satis@firma.example")
    log.close()
    let report = try archive.verify()
    #expect(report.isSound, "\(report.faults)")
    #expect(report.items == 1 && report.events == 5)
  }

  @Test("identical messages within one batch: one item, then sightings and duplicates")
  func withinOneBatch() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    let drafts = [
      Letters.letter(1), Letters.mbox(Letters.text(1), offset: 10), Letters.letter(2), Letters.letter(1),
      Letters.mbox(Letters.text(1), offset: 20),
    ]
    let outcomes = try await log.append(drafts)
    guard case .appended(let position, let id) = outcomes[0], case .appended(let other, _) = outcomes[2],
      case .sighted(_, let item) = outcomes[1], case .sighted(_, let again) = outcomes[4]
    else {
      Issue.record("the outcomes are \(outcomes)")
      return
    }
    #expect(item.id == id && again == item && item.position == position)
    #expect(outcomes[3] == .duplicate(position))
    #expect(Set([position, other, outcomes[1].position, outcomes[4].position]).count == 4)
    #expect(try log.count() == 4)
    log.close()
    #expect(try archive.verify().isSound)
  }

  @Test("changed bytes at the same source are a new item, and the old one stays")
  func changedBytes() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    let first = try await log.append([Letters.mbox(Letters.text(1), offset: 0)])[0]
    let second = try await log.append([Letters.mbox(Letters.text(2), offset: 0)])[0]
    guard case .appended(let position, _) = second else {
      Issue.record("the outcome is \(second)")
      return
    }
    #expect(position != first.position)
    // Back to the old bytes: that was recorded from there before.
    #expect(try await log.append([Letters.mbox(Letters.text(1), offset: 0)]) == [.duplicate(first.position)])
    log.close()
    #expect(try archive.stored(first.position) == Letters.text(1))
    #expect(try archive.stored(position) == Letters.text(2))
    #expect(try archive.verify().isSound)
  }

  @Test("a large message that is known already leaves no second copy of its bytes")
  func largeCopies() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    var random = NumberedGenerator(11)
    // More than the 4 MiB that are held back before chunks are staged.
    let bytes = random.bytes(5 << 20)
    let stream = PiecewiseStream(bytes, piece: 100_000)
    let drafts = [Letters.maildir(.stream(stream), name: "a"), Letters.maildir(.stream(stream), name: "b")]
    let outcomes = try await log.append(drafts)
    guard case .appended = outcomes[0], case .sighted(_, let item) = outcomes[1] else {
      Issue.record("the outcomes are \(outcomes)")
      return
    }
    log.close()
    #expect(try archive.stored(item.position) == bytes)
    #expect(try archive.recordCount("staged") == 0)
    #expect(try archive.recordCount("content") == 21)
    #expect(try archive.verify().isSound)
  }
}
