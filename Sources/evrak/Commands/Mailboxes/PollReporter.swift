import EventLog
import Foundation
import Mailboxes

/// Says what became of the accounts.
///
/// Sendable because all state is read and written under its lock.
final class PollReporter: @unchecked Sendable {
  private let json: Bool
  private let progress: Progress
  private let lock = NSLock()
  private var sum = PollSummary()
  private var failures = 0
  private var taken: [String: Int] = [:]

  init(json: Bool) {
    self.json = json
    progress = Progress("Fetching mail", total: 0, quiet: json)
  }

  var summary: PollSummary { lock.withLock { sum } }
  var hasFailed: Bool { lock.withLock { failures > 0 } }

  func add(_ summary: PollSummary) { lock.withLock { sum = sum + summary } }

  func failed(_ account: String, folder: String? = nil, _ error: any Error) {
    lock.withLock { failures += 1 }
    let place = folder.map { "\(account), folder \($0)" } ?? account
    if json {
      StandardOutput.line(
        JSONLine.object([
          ("account", .string(account)), ("folder", folder.map { .string($0) } ?? .null),
          ("error", .string("\(error)")),
        ]).text)
    } else {
      Failure.say(printable("\(place): \(error)"))
    }
  }

  fileprivate func progressed(_ account: String, _ count: Int) {
    let all = lock.withLock {
      taken[account] = max(taken[account] ?? 0, count)
      return taken.values.reduce(0, +)
    }
    progress.update(UInt64(all), detail: "\(all) messages")
  }

  func finish(seconds: TimeInterval) {
    progress.finish()
    let sum = summary
    if json {
      StandardOutput.line(
        JSONLine.object([
          ("captured", .count(sum.captured)), ("sightings", .count(sum.sightings)),
          ("duplicates", .count(sum.duplicates)),
          ("rejected", .count(sum.rejected)), ("folders", .count(sum.folders)),
          ("seconds", .number((seconds * 1000).rounded() / 1000)),
        ]).text)
    } else {
      print(
        "Captured \(sum.captured), seen again elsewhere \(sum.sightings), already there \(sum.duplicates), not handed out \(sum.rejected), in \(sum.folders) folders; \(String(format: "%.1f", seconds)) s."
      )
    }
  }

  func observer(of account: String) -> some AccountPoll.Observer { Observer(reporter: self, account: account) }

  private struct Observer: AccountPoll.Observer {
    let reporter: PollReporter
    let account: String

    func began(folder: String) {}
    func progressed(captured: Int) { reporter.progressed(account, captured) }
    func failed(folder: String, _ error: any Error) { reporter.failed(account, folder: folder, error) }
  }
}
