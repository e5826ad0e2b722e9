import Archive
import ArchiveEvents
public import ArgumentParser
import EventLog
import Foundation
public import Intake
import SearchIndex
import Views

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take mail, text messages, faxes and notes into the archive from files.",
    discussion: """
      Mail comes from mbox files, Maildirs and .eml files; text messages from backups of the Android app "SMS Backup &
      Restore" (XML); text messages, faxes and meeting notes from records (NDJSON, see Schemas/records).

      A message that is in the archive already becomes a further sighting of the same item;
      importing the same place twice adds nothing, so an interrupted import is run again.
      What can't be taken is reported and left out; the exit code is then 65.

      The first import may name any account; later ones name one that `evrak accounts` lists, or say --new-account.

      EXAMPLES
        evrak import ~/Maildir --account info@example.com
        evrak import old.mbox export/ --account sales@example.com --owner "Ayşe Yılmaz"
        evrak import sms-20250301.xml --format sms --account "+90 532 555 01 10"
        evrak import faxes.ndjson --format fax --account "+90 232 555 01 11"
        evrak import notes.ndjson --format notes
      """)

  @Argument(help: "Files and folders.", completion: .file())
  var paths: [String]
  @Option(name: .long, help: "The mail address or number of ours whose mailbox or line this is; notes have none.")
  var account: String?
  @Flag(name: .long, help: "The account is not known yet: it is one of ours from now on.")
  var newAccount = false
  @Option(name: .long, help: "Who answers for the account; by default whom `evrak accounts` names.")
  var owner: String?
  @Option(name: .long, help: "One of \(ImportFormat.allNames).")
  var format: ImportFormat = .mailbox(.auto)
  @OptionGroup var country: RegionOptions
  @Flag(name: .long, help: "Print a JSON object for the whole, and one for each rejected file before it.")
  var json = false
  @Flag(name: .long, help: "Print a line for each item as soon as it is safe on disk.")
  var acknowledge = false
  @Flag(
    name: .long, help: "Return when the items are safe, not when they can be searched; the next search makes up for it."
  )
  var noWait = false
  @Flag(name: .long, help: "Leave documents, images and faxes that came with the items to `evrak index update`.")
  var noFiles = false
  @OptionGroup var options: ArchiveOptions

  func validate() throws {
    guard account != nil || format == .records(.note) else {
      throw ValidationError("Say whose mailbox or line this is: --account ADDRESS or NUMBER.")
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
    // What is mistyped is better told before anything is opened.
    if let account { _ = try accountName(account, region: country.region ?? "") }
    let archive = try options.openToAdd()
    defer { archive.close() }
    let view = try archive.timelines()
    defer { view.close() }
    // Owner and country are read from it.
    try view.catchUp(with: archive.log)
    let place = try account.map { try importAccount($0, view) } ?? (name: "", owner: owner ?? "")
    let follower = ViewFollower(view, log: archive.log, patience: 0.5)
    follower.start()
    let index = noWait ? nil : try archive.searchIndex()
    defer { index?.close() }
    let search = index.map { archive.followSearch($0, view, patience: 10) }
    search?.start()

    let scanner = format.scanner(sources)
    let reporter = ImportReporter(json: json, acknowledge: acknowledge, totalBytes: scanner.totalBytes)
    let importer = Importer(
      log: archive.log, account: place.name, owner: place.owner, region: try country.region(in: view, line: place.name))
    let summary: ImportSummary
    do {
      summary = try importer.run(scanner, observer: reporter)
    } catch {
      reporter.finish()
      // The first failure is the one to report; the view is caught up again at the next command.
      _ = try? follower.finish()
      _ = try? search?.finish()
      throw error
    }
    try follower.finish()
    // What was taken in is safe whatever becomes of the index, which the next search computes.
    let trouble = Result { try search?.finish() }
    reporter.finish()
    let files = Result { if case .success = trouble, let index, !noFiles { try readFiles(archive, index, view) } }
    if summary.captured + summary.sightings > 0 { signCheckpoint(archive) }
    report(summary, seconds: Date().timeIntervalSince(start))
    try tellTrouble(trouble.map { _ in () })
    try tellTrouble(files)
    if summary.rejected > 0 { throw ExitCode(Failure.badInput) }
  }

  private func importAccount(
    _ text: String, _ view: View<TimelineProjection>
  ) throws -> (name: String, owner: String) {
    let name = try accountName(text, region: country.region(in: view))
    if case .mailbox = format, !name.contains("@") {
      throw Failure(
        status: Failure.usage,
        message: "\(name) is a line, whose messages come with --format sms, fax or records; mail needs a mail address.")
    }
    if case .records(let channel) = format, channel != .note, name.contains("@") {
      throw Failure(
        status: Failure.usage,
        message: "\(name) is a mailbox; text messages and faxes come on a line, so --account must be a number.")
    }
    let known = try AccountArgument.owner(of: name, in: view, mayBeNew: newAccount)
    return (name, owner ?? known)
  }

  private func tellTrouble(_ outcome: Result<Void, any Error>) throws {
    guard case .failure(let error) = outcome else { return }
    guard let error = error as? IndexError, [.damaged, .missing].contains(error.code) else { throw error }
    Failure.say("All items are safe, but can't be searched yet; the next search computes the index: \(error.message)")
  }

  /// The text of what came with the items: documents, images, faxes.
  private func readFiles(_ archive: Archive, _ index: SearchIndex, _ view: View<TimelineProjection>) throws {
    let progress = Progress("Reading the files of items", total: 0, quiet: json)
    try ExtractionRun(archive, index: index, timelines: view).run {
      progress.update(UInt64($0.done), of: UInt64($0.total))
    }
    progress.finish()
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
      "Captured \(summary.captured), seen again elsewhere \(summary.sightings), already there \(summary.duplicates), rejected \(summary.rejected); \(String(format: "%.1f", seconds)) s, \(rate) items/s."
    )
  }
}

/// How the files are to be read.
enum ImportFormat: Equatable, ExpressibleByArgument {
  case mailbox(MailboxFormat)
  /// XML or NDJSON; the channel is what is meant, each record says itself what it is.
  case records(FoundRecord.Channel?)

  init?(argument: String) {
    switch argument {
    case "sms": self = .records(.textMessage)
    case "fax": self = .records(.fax)
    case "notes": self = .records(.note)
    case "records": self = .records(nil)
    default:
      guard let format = MailboxFormat(rawValue: argument) else { return nil }
      self = .mailbox(format)
    }
  }

  static let allNames = (MailboxFormat.allCases.map(\.rawValue) + ["sms", "fax", "notes", "records"])
    .joined(separator: ", ")

  var defaultValueDescription: String { "auto" }

  func scanner(_ paths: [String]) -> any CaptureScanner {
    switch self {
    case .mailbox(let format): MailSourceScanner(paths: paths, format: format)
    case .records: RecordScanner(paths: paths)
    }
  }
}
