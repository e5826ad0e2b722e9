import Archive
import ArchiveEvents
public import ArgumentParser
import EventLog
import Foundation
public import Intake
import Views

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take mail into the archive from mbox files, Maildirs and .eml files.",
    discussion: """
      A message that is in the archive already becomes a further sighting of the same item;
      importing the same place twice adds nothing, so an interrupted import is run again.
      What is no mail is reported and left out; the exit code is then 65.

      EXAMPLES
        evrak import ~/Maildir --account info@example.com
        evrak import old.mbox export/ --account sales@example.com --owner "Ayşe Yılmaz"
      """)

  @Argument(help: "Files and folders.", completion: .file())
  var paths: [String]
  @Option(name: .long, help: "The mail address of ours whose mailbox this is.")
  var account: String
  @Option(name: .long, help: "Who answers for the account.")
  var owner: String = ""
  @Option(name: .long, help: "One of \(MailboxFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format: MailboxFormat = .auto
  @Flag(name: .long, help: "Print a JSON object for the whole, and one for each rejected file before it.")
  var json = false
  @Flag(name: .long, help: "Print a line for each item as soon as it is safe on disk.")
  var acknowledge = false
  @OptionGroup var options: ArchiveOptions

  func validate() throws {
    guard account.contains("@"), !account.contains(where: { "<>\"'(),;".contains($0) || $0.isWhitespace }),
      CorrespondentAddress(account) != nil
    else {
      throw ValidationError("--account \(account) is no mail address, which has the form name@domain.")
    }
  }

  func run() throws {
    let start = Date()
    let sources = try paths.map { path in
      let full = Paths.absolute(path)
      guard FileManager.default.fileExists(atPath: full) else {
        throw Failure(status: Failure.noInput, message: "There is no file or folder \(path); nothing was imported.")
      }
      return full
    }
    let archive = try options.openToAdd()
    defer { archive.close() }
    let view = try archive.timelines()
    defer { view.close() }
    let follower = ViewFollower(view, log: archive.log, patience: 0.5)
    follower.start()

    let scanner = MailSourceScanner(paths: sources, format: format)
    let reporter = ImportReporter(json: json, acknowledge: acknowledge, totalBytes: scanner.totalBytes)
    let importer = Importer(
      log: archive.log, account: CorrespondentAddress(account)?.normalised ?? account, owner: owner)
    let summary: ImportSummary
    do {
      summary = try importer.run(scanner, observer: reporter)
    } catch {
      reporter.finish()
      // The first failure is the one to report; the view is caught up again at the next command.
      _ = try? follower.finish()
      throw error
    }
    try follower.finish()
    reporter.finish()
    if summary.captured + summary.sightings > 0 { signCheckpoint(archive) }
    report(summary, seconds: Date().timeIntervalSince(start))
    if summary.rejected > 0 { throw ExitCode(Failure.badInput) }
  }

  /// A note of the new state stays in the log; the import itself is done even
  /// where the signing key is kept elsewhere.
  private func signCheckpoint(_ archive: Archive) {
    do {
      _ = try archive.signCheckpoint()
    } catch {
      Failure.say("The import is complete, but no checkpoint could be signed: \(error)")
    }
  }

  private func report(_ summary: ImportSummary, seconds: TimeInterval) {
    if json {
      StandardOutput.line(
        JSONLine.object([
          ("captured", .count(summary.captured)), ("sightings", .count(summary.sightings)),
          ("duplicates", .count(summary.duplicates)), ("rejected", .count(summary.rejected)),
          ("seconds", .number((seconds * 1000).rounded() / 1000)),
        ]).text)
      return
    }
    let rate = seconds > 0 ? Int(Double(summary.total) / seconds) : 0
    print(
      "Captured \(summary.captured), seen again elsewhere \(summary.sightings), already there \(summary.duplicates), rejected \(summary.rejected); \(String(format: "%.1f", seconds)) s, \(rate) messages/s."
    )
  }
}

extension MailboxFormat: ExpressibleByArgument {}
