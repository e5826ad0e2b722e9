import ArchiveEvents
import EventLog

/// Takes in what a folder has and the log has not.
struct FolderPoll {
  let account: MailboxAccount
  let log: LMDBArchiveLog
  var link: IMAPLink
  let queue: CaptureQueue

  /// Messages that the server broke the connection over; they are not asked for.
  var passedOver = IMAPUIDSet()

  /// Messages asked for at once, and how many such requests are under way: the server never waits for us.
  private static let batch = 500
  private static let requests = 4
  /// Messages that are asked for one by one, after a request for several was refused.
  private static let singly = 1_000
  /// Ranges of UIDs that a folder may have; a server that names more is not believed.
  private static let mostRanges = 4_000_000

  /// - Returns: How many messages the server names and does not hand out.
  /// - Throws: `FetchInterruption` where the connection broke meanwhile.
  func run(_ listing: IMAPMailboxListing) throws -> Int {
    try link.run(.examine(listing.name, resuming: nil))
    guard let mailbox = link.session.examined, let validity = mailbox.uidValidity else {
      throw MailboxesError(
        .refused,
        "The folder “\(listing.name)” of \(account.name) has no UIDVALIDITY, so nothing tells what was read of it.")
    }
    guard mailbox.exists > 0 else { return 0 }
    var source = IMAPSource()
    source.server = account.server.sourceName
    source.mailbox = listing.name.text
    source.uidValidity = validity.rawValue
    let known = IMAPUIDSet(
      try log.capturedUIDs(account: account.name, source: source).lazy.compactMap { IMAPUID($0) })
    let missing = try present().subtracting(known)
    guard !missing.isEmpty else { return 0 }
    let asked = missing.subtracting(passedOver)
    var left = asked.subtracting(try read(asked, by: Self.batch, source))
    if !left.isEmpty {
      // What is expunged meanwhile is no longer the server's. Of what was refused with others, most can be had.
      left = left.intersection(try present())
      var firsts = left.batches(count: Self.singly, textBytes: .max)
      if let first = firsts.next() {
        left = left.subtracting(try read(first, by: 1, source))
      }
    }
    return Int(clamping: left.count + missing.intersection(passedOver).count)
  }

  private func present() throws -> IMAPUIDSet {
    var present = IMAPUIDSet()
    try link.run(.uidSearch(.all)) { response in
      guard case .search(let found) = response else { return }
      present.formUnion(found.uids)
      guard present.ranges.count <= Self.mostRanges else {
        throw MailboxesError(.refused, "\(account.server.name) names more messages than a folder can have.")
      }
    }
    return present
  }

  /// Reads messages and hands them to the queue.
  /// - Returns: Those that came.
  private func read(_ asked: IMAPUIDSet, by count: Int, _ source: IMAPSource) throws -> IMAPUIDSet {
    var batches = asked.batches(count: count)
    var open = 0
    var handedOut = IMAPUIDSet()
    let collector = MessageCollector(folder: log.directory)
    var message: (body: ContentInput, size: UInt64)?
    var isWhole = false

    func ask() throws {
      while open < Self.requests, let uids = batches.next() {
        let request = IMAPFetchRequest(uids, [.internalDate, .flags, .message])
        _ = try link.understood { () throws(IMAPError) in try link.session.submit(.uidFetch(request)) }
        open += 1
      }
    }
    do {
      try ask()
      try link.exchange(until: { open == 0 }) { event in
        switch event {
        case .response(.bodyBegins(let body)):
          isWhole = body.section == .message && body.offset == nil
          try collector.begin(body.size)
        case .response(.bodyPiece(let bytes)): try collector.add(bytes)
        case .response(.bodyEnds): message = isWhole ? collector.finish() : nil
        case .response(.fetch(let fetch)):
          guard let whole = message, let uid = fetch.uid else { return }
          message = nil
          try queue.put(draft(uid, fetch, whole.body, source), size: whole.size)
          handedOut.insert(uid)
        case .completed:
          // Whether the server answers NO or OK, what counts is which messages came.
          open -= 1
          try ask()
        default: break
        }
      }
    } catch {
      throw FetchInterruption(error, asked: asked, handedOut: handedOut) ?? error
    }
    return handedOut
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
