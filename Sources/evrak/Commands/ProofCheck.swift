import ArchiveEvents
import ArgumentParser
import EventLog
import Foundation

/// Checks a proof file with the public key alone.
struct ProofCheck {
  let file: String
  let key: String
  let message: String?
  let against: String?
  let json: Bool

  func run() throws {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Failure(status: Failure.noInput, message: "The proof can't be read from \(file); check the path.")
    }
    let verifierKey: VerifierKey
    do {
      verifierKey = try VerifierKey(key)
    } catch {
      throw Failure(
        status: Failure.badInput, message: "--key is no public key (\(error)); give the line that `evrak init` printed."
      )
    }
    let bytes = [UInt8](data)
    do {
      if let evidence = try? Evidence(parsing: bytes) {
        try check(evidence, verifierKey)
      } else if let consistency = try? ConsistencyEvidence(parsing: bytes) {
        try check(consistency, verifierKey)
      } else {
        // Neither form: the first form's complaint is the one to show.
        _ = try Evidence(parsing: bytes)
      }
    } catch let error as EvidenceError {
      try fail(error.description)
    } catch let error as CheckpointError {
      try fail(error.description)
    }
  }

  private func check(_ evidence: Evidence, _ key: VerifierKey) throws {
    let verified = try evidence.verify(key: key)
    if let message {
      guard let handle = FileHandle(forReadingAtPath: message), let data = try handle.readToEnd() else {
        throw Failure(status: Failure.noInput, message: "The message can't be read from \(message); check the path.")
      }
      try verified.verify(message: [UInt8](data))
    }
    let digest = Hexadecimal.encode(verified.originalDigest)
    let recorded = Timestamp(microseconds: verified.recordedAtMicroseconds)
    if json {
      print(
        JSONLine.object([
          ("sound", .bool(true)), ("origin", .string(verified.origin)), ("position", .unsigned(verified.position)),
          ("events", .unsigned(verified.treeSize)), ("root", .string(verified.root.base64)),
          ("type", .string(verified.eventType)), ("recorded_at", .string(recorded.description)),
          ("original_sha256", .string(digest)), ("message_matches", message == nil ? .null : .bool(true)),
        ]).text)
      return
    }
    print(
      "Sound: position \(verified.position) of \(verified.treeSize) events in \(verified.origin), \(verified.eventType), recorded \(recorded.wholeSeconds)."
    )
    print("SHA-256 of the original: \(digest)")
    print(
      message.map { "\($0) is that original, byte for byte." }
        ?? "Compare it with `sha256sum` of the message, or give --message FILE.")
  }

  private func check(_ consistency: ConsistencyEvidence, _ key: VerifierKey) throws {
    let held = try against.map { try NoteFile.read($0) }
    let verified = try held.map { try consistency.verify(key: key, heldNote: $0) } ?? consistency.verify(key: key)
    if json {
      print(
        JSONLine.object([
          ("sound", .bool(true)), ("origin", .string(verified.new.origin)),
          ("old_events", .unsigned(verified.old.size)),
          ("events", .unsigned(verified.new.size)), ("root", .string(verified.new.root.base64)),
        ]).text)
    } else {
      print(
        "Sound: the log of \(verified.new.size) events begins with the \(verified.old.size) events of the older note, unaltered."
      )
    }
  }

  private func fail(_ text: String) throws -> Never {
    if json {
      print(JSONLine.object([("sound", .bool(false)), ("fault", .string(text))]).text)
    } else {
      print("Fault: \(printable(text))")
    }
    throw ExitCode(Failure.faultsFound)
  }
}
