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

  /// - Throws: `MailboxesError`; `EventLogError` where the log can't be written. All that was counted is durable.
  @available(*, noasync)
  public func run(_ observer: any Observer) throws -> PollSummary {
    let link = try IMAPLink(account.server, user: account.user, credential: try account.secret.credential())
    try link.run(.capability)
    let tally = Tally()
    let queue = CaptureQueue(log: log) { outcomes in
      observer.progressed(captured: tally.count(outcomes))
    }
    let result = Result { try poll(link, queue, tally, observer) }
    // What was fetched before a failure is taken in all the same.
    let finished = Result { try queue.finish() }
    try result.get()
    try finished.get()
    return tally.summary
  }

  private func poll(_ link: IMAPLink, _ queue: CaptureQueue, _ tally: Tally, _ observer: any Observer) throws {
    var listings: [IMAPMailboxListing] = []
    try link.run(.list(pattern: "*", status: [])) { response in
      if case .list(let listing) = response, listing.isSelectable { listings.append(listing) }
    }
    let folder = FolderPoll(account: account, log: log, link: link, queue: queue)
    for listing in listings {
      observer.began(folder: listing.name.text)
      do {
        let outcome = try folder.run(listing)
        tally.reject(outcome.rejected)
      } catch let error as MailboxesError where error.code == .refused && error.underlying == nil {
        // The server refuses this folder; the others are none the worse.
        observer.failed(folder: listing.name.text, error)
      }
    }
    tally.polled(folders: listings.count)
    try? link.run(.logout)
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

    func reject(_ count: Int) { lock.withLock { sum.rejected += count } }
    func polled(folders: Int) { lock.withLock { sum.folders += folders } }
  }
}
