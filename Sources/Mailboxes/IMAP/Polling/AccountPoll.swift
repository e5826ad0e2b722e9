public import EventLog
import Foundation

/// One pass over an account: every folder is opened for reading only, and what the log lacks is taken in. The log itself says how far
/// earlier passes came.
public struct AccountPoll: Sendable {
  public let account: MailboxAccount
  private let log: LMDBArchiveLog

  public init(_ account: MailboxAccount, log: LMDBArchiveLog) {
    (self.account, self.log) = (account, log)
  }

  /// Told of folders that can't be read while others can, and of progress; on any thread.
  public protocol Observer: Sendable {
    func began(folder: String)
    func progressed(captured: Int)
    func failed(folder: String, _ error: any Error)
  }

  /// - Returns: What was taken in, all of it durable, and what ended the pass before its end: a `MailboxesError`, or an
  ///   `EventLogError` where the log can't be written.
  @available(*, noasync)
  public func run(_ observer: any Observer) -> (summary: PollSummary, failure: (any Error)?) {
    let tally = Tally()
    let queue = CaptureQueue(log: log) { outcomes in
      observer.progressed(captured: tally.count(outcomes))
    }
    let polled = Result { try poll(queue, tally, observer) }
    // What was fetched before a failure is taken in all the same.
    let finished = Result { try queue.finish() }
    for result in [finished, polled] {
      if case .failure(let error) = result { return (tally.summary, error) }
    }
    return (tally.summary, nil)
  }

  /// Connections that may break over the messages of one folder.
  private static let attempts = 20
  /// Folders that a server may name (100,000).
  private static let mostFolders = 100_000

  private func connect() throws -> IMAPLink {
    let link = try IMAPLink(account.server, user: account.user, credential: try account.secret.credential())
    try link.run(.capability)
    return link
  }

  private func poll(_ queue: CaptureQueue, _ tally: Tally, _ observer: any Observer) throws {
    var link = try connect()
    for listing in try folders(link) {
      observer.began(folder: listing.name.text)
      do {
        tally.polled(rejected: try poll(listing, &link, queue))
      } catch let error as MailboxesError where Self.isOfFolder(error) {
        // The others are none the worse.
        observer.failed(folder: listing.name.text, error)
      }
    }
    try? link.run(.logout)
  }

  private func folders(_ link: IMAPLink) throws -> [IMAPMailboxListing] {
    var listings: [IMAPMailboxListing] = []
    try link.run(.list(pattern: "*", status: [])) { response in
      guard case .list(let listing) = response, listing.isSelectable else { return }
      listings.append(listing)
      guard listings.count <= Self.mostFolders else {
        throw MailboxesError(.refused, "\(account.server.name) names more than \(Self.mostFolders) folders.")
      }
    }
    return listings
  }

  private func poll(_ listing: IMAPMailboxListing, _ link: inout IMAPLink, _ queue: CaptureQueue) throws -> Int {
    var folder = FolderPoll(account: account, log: log, link: link, queue: queue)
    var attempt = 1
    while true {
      do {
        return try folder.run(listing)
      } catch let interruption as FetchInterruption {
        guard attempt < Self.attempts else { throw interruption.cause }
        attempt += 1
        if !interruption.hasProgressed, let next = interruption.next { folder.passedOver.insert(next) }
        try queue.settle()
        link = try connect()
        folder.link = link
      }
    }
  }

  /// Whether the server, or we, refuse one folder and the connection goes on.
  private static func isOfFolder(_ error: MailboxesError) -> Bool {
    guard error.code == .refused else { return false }
    guard let underlying = error.underlying else { return true }
    // A name that can't be sent has not been sent.
    return (underlying as? IMAPError)?.code == .unsendableText
  }

  /// Sendable because all state is read and written under its lock.
  private final class Tally: @unchecked Sendable {
    private let lock = NSLock()
    private var sum = PollSummary()

    var summary: PollSummary { lock.withLock { sum } }

    /// Returns how many messages there are so far.
    func count(_ outcomes: [AppendOutcome]) -> Int {
      lock.withLock {
        sum.count(outcomes)
        return sum.captured + sum.sightings + sum.duplicates
      }
    }

    func polled(rejected: Int) {
      lock.withLock {
        sum.rejected += rejected
        sum.folders += 1
      }
    }
  }
}
