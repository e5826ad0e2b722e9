import Testing

@testable import Mailboxes

/// What a reader or a session tells, a line an event; the pieces of a body joined.
struct Transcript {
  private(set) var lines: [String] = []
  private(set) var bodies: [[UInt8]] = []
  private var isInBody = false

  mutating func tell(_ response: IMAPResponse) {
    switch response {
    case .bodyBegins(let body):
      #expect(!isInBody)
      isInBody = true
      bodies.append([])
      lines.append("body \(body.section) offset \(text(body.offset)) size \(body.size) known \(text(body.known))")
    case .bodyPiece(let bytes):
      #expect(isInBody)
      #expect(!bytes.isEmpty)
      if !bodies.isEmpty { bodies[bodies.count - 1].append(contentsOf: bytes) }
    case .bodyEnds:
      #expect(isInBody)
      isInBody = false
      lines.append("end \(bodies.last?.count ?? -1)")
    case .fetch(let fetch): lines.append("fetch " + text(fetch))
    case .status(let status): lines.append("status " + text(status))
    case .tagged(let tag, let status): lines.append("tagged \(tag) " + text(status))
    case .continuation(let text): lines.append("continuation \(text)")
    case .capability(let names): lines.append("capability " + text(names))
    case .enabled(let names): lines.append("enabled " + text(names))
    case .flags(let flags): lines.append("flags " + text(flags))
    case .list(let listing):
      lines.append("list \(listing.name) \(listing.attributes.rawValue) \(text(listing.delimiter))")
    case .mailboxStatus(let status):
      lines.append(
        "mailbox \(status.name) messages \(text(status.messages)) recent \(text(status.recent)) unseen "
          + "\(text(status.unseen)) next \(text(status.uidNext)) validity \(text(status.uidValidity)) modseq "
          + "\(text(status.highestModSeq)) size \(text(status.size))")
    case .search(let found):
      lines.append(
        "search \(text(found.tag)) uid \(found.isByUID) all \(found.uids) min \(text(found.minimum)) max "
          + "\(text(found.maximum)) count \(text(found.count)) modseq \(text(found.modSeq))")
    case .namespaces(let spaces):
      let kinds = [spaces.personal, spaces.otherUsers, spaces.shared].map { kind in
        kind.map { "\($0.prefix) \(text($0.delimiter))" }.joined(separator: ", ")
      }
      lines.append("namespaces " + kinds.joined(separator: " | "))
    case .identity(let fields):
      lines.append("identity " + fields.map { "\($0.name)=\(text($0.value))" }.joined(separator: " "))
    case .exists(let count): lines.append("exists \(count)")
    case .recent(let count): lines.append("recent \(count)")
    case .expunge(let place): lines.append("expunge \(place)")
    case .vanished(let uids, let isEarlier): lines.append("vanished \(uids)\(isEarlier ? " earlier" : "")")
    case .other(let name): lines.append("other \(name)")
    }
  }

  mutating func tell(_ event: IMAPEvent) {
    switch event {
    case .greeting(let status): lines.append("greeting " + text(status))
    case .response(let response): tell(response)
    case .completed(let tag, _, let status): lines.append("completed \(tag) " + text(status))
    case .idling: lines.append("idling")
    }
  }

  mutating func tell(_ error: IMAPError) { lines.append("error \(error.code)") }

  private func text<Value>(_ value: Value?) -> String { value.map { "\($0)" } ?? "-" }

  private func text(_ names: IMAPCapabilities) -> String { names.names.sorted().joined(separator: " ") }

  private func text(_ flags: IMAPFlags) -> String { "\(flags.system.rawValue) \(flags.keywords)" }

  private func text(_ fetch: IMAPFetch) -> String {
    let date = fetch.internalDate.map { "\($0.seconds)/\($0.secondsEast)" }
    return "\(fetch.sequence) uid \(text(fetch.uid)) flags \(fetch.flags.map { text($0) } ?? "-") date \(text(date)) "
      + "size \(text(fetch.size)) modseq \(text(fetch.modSeq)) bodies \(fetch.bodies)"
  }

  private func text(_ status: IMAPStatus) -> String {
    let code =
      switch status.code {
      case .capability(let names): "capability " + text(names)
      case .permanentFlags(let flags): "permanentFlags " + text(flags)
      case .uidValidity(let value): "uidValidity \(value)"
      case .uidNext(let value): "uidNext \(value)"
      case .modified(let uids): "modified \(uids)"
      case .appendUID(let validity, let uids): "appendUID \(validity) \(uids)"
      case let code?: "\(code)"
      case nil: "-"
      }
    return "\(status.condition) [\(code)] \(status.text)"
  }
}

/// Ways to cut bytes into pieces.
enum Cut: Sendable, CaseIterable, CustomTestStringConvertible {
  case whole, bytes, pairs, random1, random2, random3

  var testDescription: String { "\(self)" }

  func pieces(of bytes: [UInt8]) -> [[UInt8]] {
    var numbers = SeededNumbers(seed: 7)
    var pieces: [[UInt8]] = []
    var place = 0
    while place < bytes.count {
      let most =
        switch self {
        case .whole: bytes.count
        case .bytes: 1
        case .pairs: 2
        case .random1: Int.random(in: 1...5, using: &numbers)
        case .random2: Int.random(in: 1...60, using: &numbers)
        case .random3: Int.random(in: 1...600, using: &numbers)
        }
      let end = min(place + most, bytes.count)
      pieces.append(Array(bytes[place..<end]))
      place = end
    }
    return pieces
  }
}

/// A sequence of numbers that is the same in every run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// What the reader makes of a server's bytes; an error ends it and is its last line.
func read(_ bytes: [UInt8], _ cut: Cut = .whole, limits: IMAPLimits = IMAPLimits()) -> Transcript {
  var reader = IMAPResponseReader(limits: limits)
  var transcript = Transcript()
  for piece in cut.pieces(of: bytes) {
    // A copy, so that a look behind the piece's end is one at foreign memory.
    let result = piece.withUnsafeBytes { bytes in
      var input = bytes
      return Result { () throws(IMAPError) in
        while let response = try reader.next(&input) { transcript.tell(response) }
      }
    }
    if case .failure(let error) = result {
      transcript.tell(error)
      return transcript
    }
  }
  return transcript
}

func read(_ text: String, _ cut: Cut = .whole, limits: IMAPLimits = IMAPLimits()) -> Transcript {
  read(Array(text.utf8), cut, limits: limits)
}

extension IMAPSession {
  /// Gives the session bytes of the server.
  @discardableResult
  func hear(_ text: String, _ cut: Cut = .whole) throws -> Transcript {
    var transcript = Transcript()
    for piece in cut.pieces(of: Array(text.utf8)) {
      try piece.withUnsafeBytes { bytes in try receive(bytes) { transcript.tell($0) } }
    }
    return transcript
  }

  func takeText() -> String { String(decoding: takeOutgoingBytes(), as: UTF8.self) }
}

func uids(_ text: String) -> IMAPUIDSet { IMAPUIDSet(text) ?? IMAPUIDSet() }
