import ArchiveEvents
import EventLog

/// Takes in what a folder has and the log has not.
struct FolderPoll {
  let account: MailboxAccount
  let log: LMDBArchiveLog
  let link: IMAPLink
  let queue: CaptureQueue

  /// Messages asked for at once, and how many such requests are under way: the server never waits for us.
  private static let batch = 500
  private static let requests = 4

  /// Messages that the server names and does not hand out.
  struct Outcome {
    var rejected = 0
  }

  func run(_ listing: IMAPMailboxListing) throws -> Outcome {
    try link.run(.examine(listing.name, resuming: nil))
    guard let mailbox = link.session.examined, let validity = mailbox.uidValidity else {
      throw MailboxesError(
        .refused,
        "The folder “\(listing.name)” of \(account.name) has no UIDVALIDITY, so nothing tells what was read of it.")
    }
    guard mailbox.exists > 0 else { return Outcome() }
    var source = IMAPSource()
    source.server = account.server.sourceName
    source.mailbox = listing.name.text
    source.uidValidity = validity.rawValue
    let known = IMAPUIDSet(
      try log.capturedUIDs(account: account.name, source: source).lazy.compactMap { IMAPUID($0) })
    var present = IMAPUIDSet()
    try link.run(.uidSearch(.all)) { response in
      if case .search(let found) = response { present.formUnion(found.uids) }
    }
    let missing = present.subtracting(known)
    guard !missing.isEmpty else { return Outcome() }
    return try fetch(missing, source)
  }

  private func fetch(_ missing: IMAPUIDSet, _ source: IMAPSource) throws -> Outcome {
    var batches = missing.batches(count: Self.batch)
    var open = 0
    var isLast = false
    var failure: (any Error)?
    let collector = MessageCollector(folder: log.directory)
    var fetched: (body: ContentInput, size: UInt64)?
    var handedOut: UInt64 = 0

    func ask() throws {
      while open < Self.requests, !isLast {
        guard let uids = batches.next() else {
          isLast = true
          return
        }
        let request = IMAPFetchRequest(uids, [.internalDate, .flags, .message])
        _ = try link.understood { () throws(IMAPError) in try link.session.submit(.uidFetch(request)) }
        open += 1
      }
    }
    try ask()
    try link.exchange(until: { open == 0 }) { event in
      switch event {
      case .response(.bodyBegins(let body)): try collector.begin(body.size)
      case .response(.bodyPiece(let bytes)): try collector.add(bytes)
      case .response(.bodyEnds): fetched = collector.finish()
      case .response(.fetch(let fetch)):
        guard let message = fetched, let uid = fetch.uid else { return }
        fetched = nil
        handedOut += 1
        try queue.put(draft(uid, fetch, message.body, source), size: message.size)
      case .completed(_, let command, let status):
        open -= 1
        // The other requests are answered yet: they are read to their end, and this is said afterwards.
        do { try link.check(status, of: command) } catch { failure = failure ?? error }
        try ask()
      default: break
      }
    }
    if let failure { throw failure }
    // What is expunged meanwhile comes no more, and is no longer the server's.
    var gone: UInt64 = missing.count - min(missing.count, handedOut)
    if gone > 0 { gone = try stillThere(missing, source) }
    return Outcome(rejected: Int(clamping: gone))
  }

  /// How many of the messages the server still names, though the log has not got them.
  private func stillThere(_ missing: IMAPUIDSet, _ source: IMAPSource) throws -> UInt64 {
    try queue.settle()
    var present = IMAPUIDSet()
    try link.run(.uidSearch(.all)) { response in
      if case .search(let found) = response { present.formUnion(found.uids) }
    }
    let known = IMAPUIDSet(
      try log.capturedUIDs(account: account.name, source: source).lazy.compactMap { IMAPUID($0) })
    return missing.intersection(present).subtracting(known).count
  }

  private func draft(_ uid: IMAPUID, _ fetch: IMAPFetch, _ body: ContentInput, _ source: IMAPSource) -> EventDraft {
    var place = source
    place.uid = uid.rawValue
    if let date = fetch.internalDate {
      place.internalDateUs = date.seconds.multipliedReportingOverflow(by: 1_000_000).partialValue
    }
    var sighting = Sighting()
    sighting.account = account.name
    sighting.owner = account.owner
    sighting.folder = source.mailbox
    sighting.flags = fetch.flags?.written ?? ""
    sighting.imap = place
    var capture = EmailCaptured()
    capture.sighting = sighting
    return EventDraft(.emailCaptured(capture), content: body)
  }
}
