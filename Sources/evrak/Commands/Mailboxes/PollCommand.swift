import Archive
public import ArgumentParser
import EventLog
import Foundation
import Mailboxes
import SearchIndex
import Views

struct PollCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "poll", abstract: "Take in what the accounts' IMAP servers have.",
    discussion: """
      Folders are opened for reading only, and no message is marked as read. What is in the archive already is not fetched
      again, so an interrupted poll is just run again. One account that fails holds up no other; the exit code is then 75.

      EXAMPLES
        evrak accounts add info@example.com --imap imap.example.com --password-file ~/secret
        evrak poll --once
        evrak poll info@example.com --every 120
      """)

  @Argument(help: "The account; by default all that have a server.")
  var account: String?
  @Flag(name: .long, help: "Look once, and end.")
  var once = false
  @Option(name: .long, help: "Seconds between two looks.")
  var every: Int = 60
  @Flag(name: .long, help: "JSON objects: one for each failure, and for each look its figures.")
  var json = false
  @OptionGroup var options: ArchiveOptions

  func validate() throws {
    guard (1...86_400).contains(every) else { throw ValidationError("--every takes 1 to 86400 seconds.") }
  }

  func run() throws {
    while true {
      // In between, others may change the archive.
      let hasFailed = try ChangingArchive.open(options) { changing in
        try look(try mailboxes(changing.view), changing.archive, changing.view)
      }
      if once {
        if hasFailed { throw ExitCode(Failure.tryLater) }
        return
      }
      try StandardOutput.finish()
      Thread.sleep(forTimeInterval: TimeInterval(every))
    }
  }

  private func mailboxes(_ view: View<TimelineProjection>) throws -> [Account] {
    guard let text = account else {
      let found = try view.accounts().filter { !$0.isRetired && MailboxAccount.hasServer($0.settings) }
      guard !found.isEmpty else {
        throw Failure(
          status: Failure.noInput,
          message:
            "No account has a server; `evrak accounts edit ADDRESS --imap HOST:PORT --password-file FILE` gives it one."
        )
      }
      return found
    }
    let name = try accountName(text, region: nil)
    // A mistyped one gets the names that may have been meant.
    _ = try AccountArgument.owner(of: name, in: view, mayBeNew: false)
    guard let account = try view.account(name) else {
      throw Failure(
        status: Failure.noInput, message: "There is no account \(printable(name)); `evrak accounts` lists them.")
    }
    guard !account.isRetired else {
      throw Failure(
        status: Failure.noInput,
        message: "\(name) is retired; `evrak accounts retire \(name) --undo` takes it up again.")
    }
    guard MailboxAccount.hasServer(account.settings) else {
      throw Failure(
        status: Failure.noInput,
        message:
          "\(name) has no server; `evrak accounts edit \(name) --imap HOST:PORT --password-file FILE` gives it one.")
    }
    return [account]
  }

  /// Asks all accounts at once, and lets timelines and index follow. Returns whether one has failed.
  private func look(_ accounts: [Account], _ archive: Archive, _ view: View<TimelineProjection>) throws -> Bool {
    let start = Date()
    let index = try archive.searchIndex()
    defer { index.close() }
    let follower = ViewFollower(view, log: archive.log, patience: 0.5)
    follower.start()
    let search = archive.followSearch(index, view, patience: 10)
    search.start()
    let reporter = PollReporter(json: json)
    let group = DispatchGroup()
    for account in accounts {
      group.enter()
      let thread = Thread {
        poll(account, archive.log, reporter)
        group.leave()
      }
      thread.name = "evrak poll \(account.name)"
      thread.stackSize = 4 << 20
      thread.start()
    }
    group.wait()
    let followed = Result { _ = try follower.finish() }
    // What was taken in is safe whatever becomes of the index, which the next search computes.
    let indexed = Result { _ = try search.finish() }
    if reporter.summary.captured + reporter.summary.sightings > 0 { sign(archive) }
    reporter.finish(seconds: Date().timeIntervalSince(start))
    try followed.get()
    if case .failure(let error) = indexed {
      Failure.say("All messages are safe, but can't be searched yet; the next search computes the index: \(error)")
    }
    return reporter.hasFailed
  }

  private func poll(_ account: Account, _ log: LMDBArchiveLog, _ reporter: PollReporter) {
    do {
      guard
        let mailbox = try MailboxAccount(name: account.name, owner: account.owner, settings: account.settings)
      else { return }
      let (summary, failure) = AccountPoll(mailbox, log: log).run(reporter.observer(of: account.name))
      reporter.add(summary)
      if let failure { throw failure }
    } catch {
      reporter.failed(account.name, error)
    }
  }

  private func sign(_ archive: Archive) {
    do {
      _ = try archive.signCheckpoint()
    } catch {
      Failure.say("The messages are safe, but no checkpoint could be signed: \(error)")
    }
  }
}
