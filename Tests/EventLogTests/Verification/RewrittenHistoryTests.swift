import ArchiveEvents
import EventLog
import Foundation
import Testing

/// Whoever holds the signing key and the root key can write another log that
/// is sound in itself. Only a note kept elsewhere exposes it.
@Suite("A rewritten history")
struct RewrittenHistoryTests {
  @Test("a log cut off and signed anew passes by itself and fails against the newer note")
  func cutOff() throws {
    let archive = try SampleArchive.copy()
    let older = try #require(try archive.note(100))
    let newer = try archive.with { try archive.sign($0) }
    #expect(try archive.verify(against: newer).isSound)
    #expect(try archive.verify(against: older).isSound)

    try archive.cutOff(after: 200)
    let forged = try archive.signAnew()
    let plain = try archive.verify()
    #expect(plain.isSound, "a thorough forger leaves no trace inside: \(plain.faults)")
    #expect(plain.events == 200)
    #expect(try archive.verify(against: older).isSound, "what the older note covers is still there")
    let report = try archive.verify(against: newer)
    #expect(!report.isSound)
    #expect(report.faults.contains { $0.position == 300 && $0.fault.contains("events were removed") })
    // What the forged note covers was not changed, so the true log extends it.
    #expect(try SampleArchive.copy().verify(against: forged).isSound)
  }

  @Test("a forged log that grew beyond the note again fails against it")
  func cutOffAndRegrown() throws {
    let archive = try SampleArchive.copy()
    let newer = try #require(try archive.note(300))
    try archive.cutOff(after: 200)
    _ = try archive.signAnew()
    try archive.with { log in
      _ = try log.appendAndWait((0..<150).map { Letters.opaque(StoredKey.number(10_000 + $0)) })
      try archive.sign(log)
    }
    #expect(try archive.verify().isSound)
    let report = try archive.verify(against: newer)
    #expect(report.faults.contains { $0.position == 300 && $0.fault.contains("does not extend the given note") })
  }

  @Test("a log written from scratch with one letter changed passes by itself and fails against the note")
  func rebuilt() throws {
    let archive = try ScratchLog()
    let note = try archive.with { log in
      _ = try log.appendAndWait(Letters.letters(0..<50))
      return try archive.sign(log)
    }
    let forged = try ScratchLog(likeness: archive)
    try LMDBArchiveLog.create(directory: forged.path, archive: forged.id, rootKey: forged.rootKey)
    try forged.with { log in
      var letters = Letters.letters(0..<50)
      letters[20] = Letters.maildir(
        Array("Subject: Order 20\r\n\r\nWe order 2000 crates.\r\n".utf8), name: "1700000020.M1P1.mail")
      _ = try log.appendAndWait(letters)
      try forged.sign(log)
    }
    #expect(try forged.verify().isSound)
    let report = try forged.verify(against: note)
    #expect(report.faults.contains { $0.position == 50 && $0.fault.contains("does not extend the given note") })
    // No consistency proof can be made between the two either.
    try forged.with { log in
      let old = try Checkpoint(verifying: note, with: archive.signingKey.verifierKey)
      _ = try log.appendAndWait(Letters.letters(50..<60))
      let proof = try log.consistencyProof(from: 50, to: 60)
      #expect(try !proof.verify(oldRoot: old.root, newRoot: log.edge().root))
      #expect(proof.verify(oldRoot: try log.root(atSize: 50), newRoot: try log.edge().root))
    }
  }

  @Test("against a note, a log with a gap does not pass for one that could not be compared")
  func gap() throws {
    let archive = try SampleArchive.copy()
    let note = try #require(try archive.note(300))
    try archive.remove("events", StoredKey.event(120))
    let report = try archive.verify(against: note)
    #expect(report.faults.contains { $0.fault.contains("given note can't be compared") })
  }

  @Test("the note of an empty log is extended by every log of the archive")
  func fromTheBeginning() throws {
    let archive = try ScratchLog()
    let note = try archive.with { try archive.sign($0) }
    #expect(try archive.verify(against: note).isSound)
    try archive.with { _ = try $0.appendAndWait(Letters.letters(0..<5)) }
    #expect(try archive.verify(against: note).isSound)
  }
}

extension ScratchLog {
  fileprivate func note(_ size: UInt64) throws -> SignedNote? {
    try value("checkpoints", StoredKey.number(size)).map {
      try SignedNote(parsing: String(decoding: $0, as: UTF8.self))
    }
  }
}
