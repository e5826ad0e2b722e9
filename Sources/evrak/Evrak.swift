import ArgumentParser
import Foundation

@main
struct Evrak: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evrak",
    abstract: "An immutable archive of correspondence, with proof.",
    discussion: """
      Name the archive with --archive DIR or the variable EVRAK_ARCHIVE.

      EXAMPLES
        evrak init --archive ~/archive
        evrak import ~/Maildir --account info@example.com --archive ~/archive
        evrak timeline customer@example.org
        evrak search 'fatura since:2025'
        evrak verify

      KEYS
        The root key opens the archive, the signing key signs its checkpoints. Both are
        looked for in EVRAK_ROOT_KEY (the key itself), EVRAK_ROOT_KEY_FILE,
        EVRAK_ROOT_KEY_COMMAND, the credential evrak-root-key of the service manager, and
        the file that archive.yaml names; likewise EVRAK_SIGNING_KEY and so on.

      EXIT CODES
        0 done; 1 verification found faults; 64–78 as in sysexits.h: 64 mistyped command,
        65 some input was no mail, 66 something is missing, 73 cannot be made,
        74 input/output, 75 in use: try later, 77 not permitted, 78 wrong key or settings.
      """,
    version: "0.1.0",
    subcommands: [
      InitCommand.self, ImportCommand.self, RecordCommand.self, TimelineCommand.self, SearchCommand.self,
      ShowCommand.self,
      ContactsCommand.self, ContactCommand.self, AccountsCommand.self, PollCommand.self, EventsCommand.self,
      StatsCommand.self, ParseCommand.self, ClassifyCommand.self, VerifyCommand.self, CheckpointCommand.self,
      ProveCommand.self,
      RebuildCommand.self, IndexCommand.self, BackupCommand.self, RestoreCommand.self,
    ])

  static func main() {
    do {
      try checkCommandName(CommandLine.arguments.dropFirst().first)
      var command = try parseAsRoot()
      try command.run()
      try StandardOutput.finish()
    } catch {
      Foundation.exit(Failure.report(error))
    }
  }

  /// A mistyped command would otherwise be reported as whatever option follows it.
  private static func checkCommandName(_ name: String?) throws {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard let name, !name.hasPrefix("-"), !names.contains(name) else { return }
    let closest = names.min { Similar.distance($0, name) < Similar.distance($1, name) }
    let hint = closest.flatMap { Similar.distance($0, name) <= 2 ? "did you mean \($0)?" : nil }
    throw Failure(
      status: Failure.usage,
      message: "There is no command \(printable(name)); \(hint ?? "run `evrak --help` to see the commands.")")
  }
}
