import ArchiveEvents
import EventLog
import Foundation
import SwiftProtobuf

/// Drafts of events as connectors would make them.
enum Letters {
  /// A mail found in a Maildir; the name is its source.
  static func maildir(_ bytes: [UInt8], name: String, account: String = "info@firma.example") -> EventDraft {
    maildir(.bytes(bytes), name: name, account: account)
  }

  static func maildir(_ content: ContentInput, name: String, account: String = "info@firma.example") -> EventDraft {
    capture(content, account: account) {
      $0.format = .maildir
      $0.path = "/mail/\(account)/cur/\(name):2,S"
    }
  }

  static func mbox(_ bytes: [UInt8], offset: UInt64, path: String = "/mail/old.mbox") -> EventDraft {
    capture(.bytes(bytes), account: "info@firma.example") {
      $0.format = .mbox
      $0.path = path
      $0.offset = offset
    }
  }

  private static func capture(
    _ content: ContentInput, account: String, _ source: (inout FileSource) -> Void
  ) -> EventDraft {
    let event = EmailCaptured.with {
      $0.sighting.account = account
      $0.sighting.owner = "ayse"
      $0.sighting.folder = "inbox"
      source(&$0.sighting.file)
    }
    return EventDraft(.emailCaptured(event), content: content)
  }

  static func text(_ number: Int) -> [UInt8] {
    Array("From: Deniz <deniz@musteri.example>\r\nSubject: Order \(number)\r\n\r\nWe order \(number) crates.\r\n".utf8)
  }

  static func letter(_ number: Int) -> EventDraft {
    maildir(text(number), name: "\(1_700_000_000 + number).M1P1.mail")
  }

  static func letters(_ range: Range<Int>) -> [EventDraft] { range.map(letter) }

  static func opaque(_ value: [UInt8]) -> EventDraft {
    EventDraft(
      .opaqueRecorded(
        .with {
          $0.name = "test"; $0.value = Data(value)
        }))
  }
}

/// SplitMix64: the same numbers on every machine.
struct NumberedGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// Bytes that no compressor makes smaller.
  mutating func bytes(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      for offset in stride(from: 0, to: count, by: 8) {
        withUnsafeBytes(of: next()) { word in
          UnsafeMutableRawBufferPointer(rebasing: raw[offset..<min(offset + 8, count)]).copyBytes(
            from: word.prefix(count - offset))
        }
      }
      filled = count
    }
  }
}

/// Content that is given in pieces, each time the same unless told otherwise.
struct PiecewiseStream: ContentStream {
  let pieces: @Sendable (_ pass: Int) -> [[UInt8]]
  private let passes = PassCounter()

  init(_ pieces: @escaping @Sendable (_ pass: Int) -> [[UInt8]]) { self.pieces = pieces }

  init(_ bytes: [UInt8], piece: Int) {
    pieces = { _ in
      stride(from: 0, to: bytes.count, by: piece).map { Array(bytes[$0..<min($0 + piece, bytes.count)]) }
    }
  }

  func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    for piece in pieces(passes.next()) { try piece.withUnsafeBytes(body) }
  }

  /// Sendable because the count is changed under its lock only.
  private final class PassCounter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0

    func next() -> Int {
      lock.withLock {
        count += 1
        return count
      }
    }
  }
}
