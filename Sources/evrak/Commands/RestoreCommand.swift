import Archive
import ArgumentParser
import EventLog

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Make an archive out of a backup, verify it and compute its views.",
    discussion: """
      EXAMPLES
        evrak restore /mnt/backup/2026-03-01 /srv/archive
        evrak restore /mnt/backup/2026-03-01 /srv/archive --keys /mnt/keys/2026-03-01
      """)

  @Argument(help: "The backup.", completion: .directory)
  var source: String
  @Argument(help: "A new folder for the archive.", completion: .directory)
  var destination: String
  @Option(name: .long, help: "The folder with keys/, where they were backed up apart.", completion: .directory)
  var keys: String?
  @Flag(name: .long, help: "Restore keys whose day has passed; brings back what was erased since.")
  var acceptExpiredKeys = false
  @Flag(name: .long, help: "One JSON object.")
  var json = false

  func run() throws {
    let target = Paths.absolute(destination)
    let progress = Progress("Verifying", total: 0, quiet: false)
    let report = try Archive.restore(
      from: Paths.absolute(source), to: target, keyDirectory: keys.map(Paths.absolute),
      acceptExpiredKeys: acceptExpiredKeys
    ) { done, total in
      progress.update(done, detail: "of \(total) events")
    }
    progress.finish()
    for fault in report.faults {
      print(json ? VerifyMessage.fault(fault).fault?.json.text ?? "" : "Fault: \(printable(fault.description))")
    }
    if json {
      print(VerifyMessage.summary(report).summary?.json.text ?? "")
    } else {
      print("Restored \(report.events) events to \(target).")
      print(VerifyMessage.summary(report).summary?.text ?? "")
    }
    if !report.isSound { throw ExitCode(Failure.faultsFound) }
  }
}
