import Archive
import ArchiveEvents
import ArgumentParser
import EventLog

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make an archive, and its two keys outside it.",
    discussion: """
      EXAMPLES
        evrak init --archive /srv/archive
        evrak init --archive /srv/archive --key-dir /etc/evrak --name archive.example.com
      """)

  @OptionGroup var options: ArchiveOptions
  @Option(name: .long, help: "Folder for the keys; by default ~/.config/evrak/keys.", completion: .directory)
  var keyDir: String?
  @Option(name: .long, help: "Name under which the archive signs; by default one made from its id.")
  var name: String?
  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func run() throws {
    let directory = try options.directory()
    let made = try Archive.create(directory: directory, keyDirectory: keyDir.map(Paths.absolute), name: name)
    if json {
      StandardOutput.line(
        JSONLine.object([
          ("archive", .string(directory)), ("id", .string(made.settings.id.description)),
          ("root_key", .string(made.rootKeyFile)), ("signing_key", .string(made.signingKeyFile)),
          ("public_key", .string(made.settings.verifierKey.text)),
        ]).text)
      return
    }
    print(
      """
      Made the archive \(directory)

      Root key:     \(made.rootKeyFile)
        opens the archive. Whoever loses it loses everything in the archive; whoever has
        it and the archive can read it. Copy it now to a place apart from this machine.
      Signing key:  \(made.signingKeyFile)
        signs checkpoints. Keep it as carefully, and apart from the archive.
      Public key:   \(made.settings.verifierKey.text)
        Give this to whoever is to check proofs.
      """)
  }
}
