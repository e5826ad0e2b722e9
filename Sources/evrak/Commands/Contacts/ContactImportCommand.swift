import Archive
import ArchiveEvents
public import ArgumentParser
import EventLog
import Foundation
public import Intake
import MailFormat
import Views

struct ContactImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take contacts in from vCard or CSV files.",
    discussion: """
      vCard 2.1, 3.0 and 4.0; tables with the headings of Outlook, Google, Thunderbird or our own export, in English or
      Turkish, separated by comma, semicolon or tab, in UTF-8, UTF-16 or windows-1254. With --preview nothing is written.
      What a person has named is not renamed, and what is known stays unless --overwrite is given. Addresses and numbers that several cards state go to the organisation that
      they agree on; one that is another contact's already stays there; a card that may be either of two contacts is
      refused.

      EXAMPLES
        evrak contact import people.vcf --preview
        evrak contact import kisiler.csv --region TR
      """)

  @Argument(help: "Files.", completion: .file())
  var files: [String]
  @Flag(name: .long, help: "Print what would change and write nothing.")
  var preview = false
  @Flag(name: .long, help: "Let title, department and the like of the files take the place of what is known.")
  var overwrite = false
  @Option(name: .long, help: "One of \(ContactCardFile.Format.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format: ContactCardFile.Format = .auto
  @Option(name: .long, help: "Charset of files that do not state one, such as windows-1254 or iso-8859-9.")
  var charset: String?
  @OptionGroup var common: ContactOptions

  func validate() throws {
    if let charset, DecodedText([], charset: charset) == nil {
      throw ValidationError("There is no charset \(charset); write for example windows-1254 or iso-8859-9.")
    }
  }

  private struct Tally {
    var new = 0
    var changed = 0
    var unchanged = 0
    var refused = 0
  }

  func run() throws {
    var tally = Tally()
    for file in files where !FileManager.default.fileExists(atPath: Paths.absolute(file)) {
      throw Failure(status: Failure.noInput, message: "There is no file \(printable(file)); nothing was imported.")
    }
    if preview {
      let readable = try common.options.openForReading()
      defer { readable.close() }
      try take(ChangingArchive(archive: readable.archive, view: readable.timelines), &tally)
    } else {
      try ChangingArchive.open(common.options) { changing in try take(changing, &tally) }
    }
    report(tally)
    if tally.refused > 0 { throw ExitCode(Failure.badInput) }
  }

  private func take(_ changing: ChangingArchive, _ tally: inout Tally) throws {
    let region = try common.country.region(in: changing.view)
    for file in files {
      try take(try read(file), file, region, changing, &tally)
      // The next file may speak of the same contacts.
      if !preview { try changing.view.catchUp(with: changing.archive.log) }
    }
  }

  /// A whole file, if it is not too large to be one of contacts.
  private func read(_ file: String) throws -> [UInt8] {
    let path = Paths.absolute(file)
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(status: Failure.noInput, message: "\(printable(file)) is no file of contacts.")
    }
    guard status.st_size <= CardLimits.file else {
      throw Failure(
        status: Failure.badInput,
        message: "\(printable(file)) is larger than \(CardLimits.file >> 20) MiB; divide it and import the parts.")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(
        status: Failure.notPermitted, message: "The file \(printable(file)) can't be read; check its permissions.")
    }
    return Array(data)
  }

  private func take(
    _ bytes: [UInt8], _ file: String, _ region: String?, _ changing: ChangingArchive, _ tally: inout Tally
  ) throws {
    var cards: [ContactCard] = []
    var refused = 0
    try ContactCardFile.read(
      bytes, format: format, charset: charset, found: { cards.append($0) },
      failed: { error in
        refused += 1
        if common.author.json {
          StandardOutput.line(
            JSONLine.object([
              ("refused", .string(file)), ("line", .count(error.line)), ("reason", .string(error.reason)),
            ]).text)
        }
        Failure.say(printable("\(file), \(error)"))
      })
    tally.refused += refused
    var plan = ContactImport(
      cards, archive: changing.archive, view: changing.view, region: region, author: common.author.name,
      origin: Paths.absolute(file), overwrites: overwrite)
    var drafts: [EventDraft] = []
    for card in cards {
      let change = try plan.plan(card)
      switch change.outcome {
      case .new: tally.new += 1
      case .changed: tally.changed += 1
      case .unchanged: tally.unchanged += 1
      case .refused: tally.refused += 1
      }
      print(change, file)
      drafts += change.drafts
      if !preview, drafts.count >= 1_000 {
        try changing.append(drafts)
        drafts = []
      }
    }
    if !preview { try changing.append(drafts) }
  }

  private func print(_ change: ContactImport.Change, _ file: String) {
    var outcome = "unchanged"
    var reason: String?
    switch change.outcome {
    case .new: outcome = "new"
    case .changed: outcome = "changed"
    case .unchanged: break
    case .refused(let why): (outcome, reason) = ("refused", why)
    }
    if common.author.json {
      StandardOutput.line(
        JSONLine.object([
          ("outcome", .string(outcome)), ("name", .string(change.card.name)), ("line", .count(change.card.line)),
          ("contact", .optional(change.contact?.description)), ("changes", .strings(change.lines)),
          ("warnings", .strings(change.warnings)), ("reason", .optional(reason)),
        ]).text)
    } else if change.outcome != .unchanged {
      StandardOutput.line(printable("\(outcome): \(change.card.name)"))
      for line in change.lines { StandardOutput.line(printable("    \(line)")) }
    }
    let place = "\(file), line \(change.card.line), \(change.card.name)"
    if let reason { Failure.say(printable("\(place): \(reason).")) }
    for warning in change.warnings {
      Failure.say(printable("\(place): \(warning)\(warning.hasSuffix(".") ? "" : ".")"))
    }
  }

  private func report(_ tally: Tally) {
    if common.author.json {
      StandardOutput.line(
        JSONLine.object([
          ("new", .count(tally.new)), ("changed", .count(tally.changed)), ("unchanged", .count(tally.unchanged)),
          ("refused", .count(tally.refused)), ("preview", .bool(preview)),
        ]).text)
    } else {
      let verb = preview ? "Would be" : "Are"
      StandardOutput.line(
        "\(verb) new \(tally.new), changed \(tally.changed), unchanged \(tally.unchanged), refused \(tally.refused).")
    }
  }
}

extension ContactCardFile.Format: ExpressibleByArgument {}
