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
    let archive = try options.openToAdd()
    defer { archive.close() }
    let view = try archive.timelines()
    defer { view.close() }
    try view.catchUp(with: archive.log)
    while true {
      let accounts = try mailboxes(view)
      let hasFailed = try look(accounts, archive, view)
      if once {
        if hasFailed { throw ExitCode(Failure.tryLater) }
        return
      }
      try StandardOutput.finish()
      Thread.sleep(forTimeInterval: TimeInterval(every))
    }
  }

  private func mailboxes(_ view: View<TimelineProjection>) throws -> [MailboxAccount] {
    let name = try account.map { try accountName($0, region: nil) }
    if let name, try view.account(name) == nil {
      throw Failure(
        status: Failure.noInput, message: "There is no account \(printable(name)); `evrak accounts` lists them.")
    }
    let found = try view.accounts().filter { !$0.isRetired && (name == nil || $0.name == name) }.compactMap {
      try MailboxAccount(name: $0.name, owner: $0.owner, settings: $0.settings)
    }
    guard !found.isEmpty else {
      throw Failure(
        status: Failure.noInput,
        message:
          "\(name ?? "No account") has \(name == nil ? "a" : "no") server to ask; `evrak accounts edit ADDRESS --imap HOST:PORT --password-file FILE` gives it one."
      )
    }
    return found
  }

  /// Asks all accounts at once, and lets timelines and index follow. Returns whether one has failed.
  private func look(_ accounts: [MailboxAccount], _ archive: Archive, _ view: View<TimelineProjection>) throws -> Bool {
    let start = Date()
    let follower = ViewFollower(view, log: archive.log, patience: 0.5)
    follower.start()
    let index = try archive.searchIndex()
    defer { index.close() }
    let search = archive.followSearch(index, view, patience: 10)
    search.start()
    let reporter = PollReporter(json: json)
    DispatchQueue.concurrentPerform(iterations: accounts.count) { place in
      let account = accounts[place]
      let observer = reporter.observer(of: account.name)
      do {
        reporter.add(try AccountPoll(account, log: archive.log).run(observer))
      } catch {
        reporter.failed(account.name, error)
      }
    }
    try follower.finish()
    _ = try search.finish()
    reporter.finish(seconds: Date().timeIntervalSince(start))
    if reporter.summary.captured + reporter.summary.sightings > 0 { _ = try? archive.signCheckpoint() }
    return reporter.hasFailed
  }
}
