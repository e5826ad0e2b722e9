// libFuzzer target of the IMAP protocol. Build with `-sanitize=fuzzer,address -parse-as-library` together with
// `Sources/Mailboxes/IMAP/Protocol`, run with `SWIFT_BACKTRACE=enable=no`.
//
// The first byte chooses what is tried: responses to a reader, responses to a session with commands under way, names of
// mailboxes, sets of UIDs; the rest is the server's bytes. A law that is broken ends the process, which libFuzzer reports
// with the input.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzResponses(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = [UInt8](UnsafeBufferPointer(start: start, count: count))
  guard let first = input.first else { return 0 }
  let bytes = [UInt8](input.dropFirst())
  switch first % 8 {
  case 0, 1, 2, 3: fuzzReader(bytes, isUTF8: first % 2 == 1)
  case 4, 5: fuzzSession(bytes)
  case 6: fuzzName(bytes)
  default: fuzzSet(bytes)
  }
  return 0
}

/// However a server's bytes are divided, the same is told.
private func fuzzReader(_ bytes: [UInt8], isUTF8: Bool) {
  let whole = Told(bytes, isUTF8: isUTF8) { Int.max }
  precondition(Told(bytes, isUTF8: isUTF8) { 1 } == whole, "bytewise differs")
  var seed = UInt64(bytes.count) &+ 1
  let pieces = Told(bytes, isUTF8: isUTF8) {
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(seed >> 33) % 20 + 1
  }
  precondition(pieces == whole, "pieces differ")
}

/// What a reader tells, the pieces of a body joined.
private struct Told: Equatable {
  private var marks: [Int] = []
  private var bodies: [[UInt8]] = []
  private var error: IMAPError?

  init(_ bytes: [UInt8], isUTF8: Bool, piece: () -> Int) {
    var limits = IMAPLimits()
    limits.maximumResponseBytes = 1_000
    limits.maximumLiteralBytes = 200
    limits.maximumDepth = 8
    limits.maximumItems = 20
    limits.maximumRanges = 10
    limits.maximumBodies = 3
    var reader = IMAPResponseReader(limits: limits)
    if isUTF8 { reader.nameForm = .utf8 }
    var size: UInt64?
    var place = 0
    while place < bytes.count, error == nil {
      let end = place + min(piece(), bytes.count - place)
      // A copy, so that the address sanitizer sees a reading past the piece's end.
      [UInt8](bytes[place..<end]).withUnsafeBytes { all in
        var input = all
        let result = Result { () throws(IMAPError) in
          while let response = try reader.next(&input) { take(response, &size) }
        }
        if case .failure(let thrown) = result { error = thrown } else { precondition(input.isEmpty, "bytes were left") }
      }
      place = end
    }
    if let size { marks.append(Int(truncatingIfNeeded: size)) }
  }

  private mutating func take(_ response: IMAPResponse, _ size: inout UInt64?) {
    switch response {
    case .bodyBegins(let body):
      precondition(size == nil, "a body begins in another")
      size = body.size
      bodies.append([])
    case .bodyPiece(let piece):
      guard let left = size else { preconditionFailure("a piece of no body") }
      precondition(!piece.isEmpty && UInt64(piece.count) <= left, "an empty piece, or one too long")
      size = left - UInt64(piece.count)
      bodies[bodies.count - 1].append(contentsOf: piece)
      return
    case .bodyEnds:
      precondition(size == 0, "a body ends early")
      size = nil
    case .fetch(let fetch):
      precondition(size == nil, "a message ends in its body")
      precondition(fetch.sequence > 0 && (fetch.bodies == 0 || fetch.uid != nil), "which message?")
    case .search(let found): checkSet(found.uids)
    case .vanished(let uids, _): checkSet(uids)
    case .list(let listing): checkName(listing.name)
    default: break
    }
    marks.append(mark(of: response))
  }

  /// Equal for equal responses; cheaper than their text.
  private func mark(of response: IMAPResponse) -> Int {
    switch response {
    case .status(let status): hash(0, status)
    case .tagged(let tag, let status): hash(1, tag, status)
    case .continuation(let text): hash(2, text)
    case .capability(let names): hash(3, names)
    case .enabled(let names): hash(4, names)
    case .flags(let flags): hash(5, flags)
    case .list(let listing): hash(6, listing)
    case .mailboxStatus(let status): hash(7, status)
    case .search(let found): hash(8, found)
    case .namespaces(let namespaces): hash(9, namespaces)
    case .identity(let fields): hash(10, fields)
    case .exists(let count): hash(11, count)
    case .recent(let count): hash(12, count)
    case .expunge(let place): hash(13, place)
    case .vanished(let uids, let isEarlier): hash(14, uids, isEarlier)
    case .bodyBegins(let body): hash(15, body)
    case .bodyPiece, .bodyEnds: 16
    case .fetch(let fetch): hash(17, fetch)
    case .other(let name): hash(18, name)
    }
  }

  private func hash(_ kind: Int, _ parts: any Hashable...) -> Int {
    var hasher = Hasher()
    hasher.combine(kind)
    for part in parts { hasher.combine(part) }
    return hasher.finalize()
  }

  static func == (left: Told, right: Told) -> Bool {
    left.marks == right.marks && left.bodies == right.bodies && left.error?.code == right.error?.code
  }
}

/// A session never crashes, never takes a body that was not asked for, and stays dead once it has failed.
private func fuzzSession(_ bytes: [UInt8]) {
  let session = IMAPSession(state: .authenticated)
  let asked = IMAPUIDSet(ranges: [1...5, 9...9])
  _ = try? session.submit(.examine(IMAPMailboxName("INBOX"), resuming: nil))
  _ = try? session.submit(.uidFetch(IMAPFetchRequest(asked, [.message])))
  _ = try? session.submit(.status(IMAPMailboxName(bytes: [0xFE], form: .modifiedUTF7), .change))
  _ = session.takeOutgoingBytes()
  var failure: IMAPError?
  bytes.withUnsafeBytes { all in
    var input = all
    let result = Result { () throws(IMAPError) in
      while let event = try session.next(&input) {
        if case .response(.fetch(let fetch)) = event, fetch.bodies > 0 {
          precondition(fetch.uid.map { asked.contains($0) } ?? false, "a body that was not asked for")
        }
        if case .response(.bodyBegins(let body)) = event, let uid = body.uid {
          precondition(asked.contains(uid), "a body that was not asked for")
        }
        if case .response(.exists) = event { _ = try? session.submit(.uidSearch(.all)) }
        if case .completed = event {
          _ = try? session.submit(.idle)
          _ = try? session.endIdle()
        }
        _ = session.takeOutgoingBytes()
      }
    }
    if case .failure(let error) = result { failure = error }
  }
  if let failure {
    var nothing = UnsafeRawBufferPointer(start: nil, count: 0)
    guard case .failure(failure) = Result(catching: { () throws(IMAPError) in try session.next(&nothing) }) else {
      preconditionFailure("alive after \(failure)")
    }
    precondition(
      failure.description.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }, "control characters")
  }
}

private func fuzzName(_ bytes: [UInt8]) {
  checkName(IMAPMailboxName(bytes: bytes, form: .modifiedUTF7))
  checkName(IMAPMailboxName(bytes: bytes, form: .utf8))
  let text = String(decoding: bytes, as: UTF8.self)
  let named = IMAPMailboxName(text)
  precondition(named.isInbox || named.text.unicodeScalars.elementsEqual(text.unicodeScalars), "the name was lost")
  precondition(named.bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "more than ASCII")
  // Long ones take the time that their product is, and find nothing new.
  let short = String(text.prefix(60))
  if let pattern = IMAPFolderPattern(short) {
    // A text matches itself, even where it holds wildcards.
    precondition(pattern.matches(short, delimiter: nil), "it does not match itself")
    _ = pattern.matches(String(text.dropFirst(60)), delimiter: "/")
  }
}

private func checkName(_ name: IMAPMailboxName) {
  if name.form == .modifiedUTF7, let text = ModifiedUTF7.decode(name.bytes) {
    let again = ModifiedUTF7.encode(text)
    precondition(ModifiedUTF7.decode(again).map { $0.unicodeScalars.elementsEqual(text.unicodeScalars) } ?? false)
  }
  let listing = IMAPMailboxListing(name: name, delimiter: "/")
  precondition(IMAPFolderRole.roles(of: [listing])[name] == IMAPFolderRole(listing), "two roles")
}

private func fuzzSet(_ bytes: [UInt8]) {
  guard let set = IMAPUIDSet(String(decoding: bytes, as: UTF8.self)) else { return }
  precondition(!set.isEmpty, "an empty set was read")
  checkSet(set)
  let half = bytes.firstIndex(of: UInt8(ascii: ";")).map { String(decoding: bytes[..<$0], as: UTF8.self) }
  let other = half.flatMap { IMAPUIDSet($0) } ?? IMAPUIDSet(ranges: [3...7, 100...200])
  let both = set.intersection(other)
  precondition(set.subtracting(other).union(both) == set, "a set is not its parts")
  precondition(set.union(other).count == set.count + other.count - both.count, "counts differ")
}

private func checkSet(_ set: IMAPUIDSet) {
  var last: UInt64 = 0
  for range in set.ranges {
    precondition(range.lowerBound > 0 && (last == 0 || UInt64(range.lowerBound) > last + 1), "ranges touch")
    last = UInt64(range.upperBound)
  }
  guard !set.isEmpty else { return }
  precondition(IMAPUIDSet(set.description) == set, "written it means something else")
  var count: UInt64 = 0
  for batch in set.batches(count: 1 << 30, textBytes: 50) { count += batch.count }
  precondition(count == set.count, "batches lose UIDs")
}
