import Archive
import ArgumentParser
import EventLog

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the archive while it is in use.",
    discussion: """
      The backup can be verified and read like an archive. Old keys undo erasures, so the
      keys can be kept apart with --keys-to and carry a day after which they are no longer
      restored. The root key and the signing key are never part of a backup.

      EXAMPLES
        evrak backup /mnt/backup/2026-03-01
        evrak backup /mnt/backup/2026-03-01 --keys-to /mnt/keys/2026-03-01 --keys-expire-days 30
      """)

  @Argument(help: "A new folder.", completion: .directory)
  var destination: String
  @Flag(name: .long, help: "Leave keys/ out.")
  var withoutKeys = false
  @Option(name: .long, help: "A new folder for keys/, apart from the rest.", completion: .directory)
  var keysTo: String?
  @Option(name: .long, help: "Days during which the keys may be restored.")
  var keysExpireDays = KeyExpiry.defaultDays
  @Flag(name: .long, help: "One JSON object.")
  var json = false
  @OptionGroup var options: ArchiveOptions

  func validate() throws {
    if withoutKeys, keysTo != nil { throw ValidationError("--without-keys and --keys-to exclude each other.") }
    guard (1...36_500).contains(keysExpireDays) else { throw ValidationError("--keys-expire-days must be 1 to 36500.") }
  }

  func run() throws {
    let archive = try open()
    defer { archive.close() }
    let target = Paths.absolute(destination)
    let manifest = try archive.backUp(
      to: target, includingKeys: !withoutKeys, keyDirectory: keysTo.map(Paths.absolute),
      expiry: KeyExpiry(days: keysExpireDays))
    if json {
      print(
        JSONLine.object([
          ("backup", .string(target)), ("events", .unsigned(manifest.events)), ("has_keys", .bool(manifest.has_keys)),
          ("keys_expire", .optional(manifest.keys_expire)),
        ]).text)
    } else {
      print("Backed up \(manifest.events) events to \(target).")
      if let day = manifest.keys_expire { print("The keys can be restored until \(day).") }
    }
  }

  /// A backup runs beside whoever owns the archive.
  private func open() throws -> Archive {
    do {
      return try options.openAsOwner()
    } catch let error as EventLogError where [.archiveInUse, .permissionDenied, .readOnly].contains(error.code) {
      return try Archive(directory: options.directory(), role: .reader)
    }
  }
}
