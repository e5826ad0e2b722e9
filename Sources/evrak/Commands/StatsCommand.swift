import Archive
import ArchiveEvents
import ArgumentParser
import EventLog
import Foundation
import Views

struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Count what is in the archive.",
    discussion: """
      EXAMPLES
        evrak stats
        evrak stats --json
      """)

  @Flag(name: .long, help: "One JSON object.")
  var json = false
  @OptionGroup var options: ArchiveOptions

  func run() throws {
    let readable = try options.openForReading()
    defer { readable.close() }
    let archive = readable.archive
    let edge = try archive.log.edge()
    let totals = try readable.timelines.totals()
    let sizes = try ["log", "keys", "views", "extracts", "search"].map {
      ($0, try FolderSize.bytes(archive.directory + "/" + $0))
    }
    let latest = try archive.log.latestCheckpoint()
    if json {
      print(
        JSONLine.object([
          ("archive", .string(archive.directory)), ("id", .string(archive.settings.id.description)),
          ("public_key", .string(archive.settings.verifierKey.text)), ("events", .unsigned(edge.size)),
          ("root", .string(edge.root.base64)), ("items", .unsigned(totals.items)),
          ("original_bytes", .unsigned(totals.bytes)), ("addresses", .unsigned(totals.addresses)),
          (
            "accounts",
            .array(
              totals.accounts.map {
                .object([
                  ("account", .string($0.account)), ("owner", .string($0.owner)), ("items", .unsigned($0.items)),
                  ("sightings", .unsigned($0.sightings)),
                ])
              })
          ),
          ("disk_bytes", .object(sizes.map { ($0.0, .unsigned($0.1)) })),
          ("view_position", .unsigned(try readable.timelines.position())),
          ("latest_checkpoint", latest.map { .unsigned($0.size) } ?? .null),
        ]).text)
      return
    }
    print("Archive    \(archive.directory) (\(archive.settings.id))")
    print("Public key \(archive.settings.verifierKey.text)")
    print("Events     \(edge.size), tree root \(edge.root.base64)")
    print("Items      \(totals.items), \(Self.size(totals.bytes)) as received; \(totals.addresses) addresses")
    for account in totals.accounts {
      let owner = account.owner.isEmpty ? "" : " (\(account.owner))"
      print("  \(account.account)\(owner): \(account.items) items, \(account.sightings) further sightings")
    }
    print("On disk    " + sizes.map { "\($0.0) \(Self.size($0.1))" }.joined(separator: ", "))
    print("Checkpoint \(latest.map { "at \($0.size) events" } ?? "none kept in the log yet")")
  }

  static func size(_ bytes: UInt64) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB"]
    var value = Double(bytes)
    var unit = 0
    while value >= 1024, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    return unit == 0 ? "\(bytes) bytes" : String(format: "%.1f ", value) + units[unit]
  }
}

/// Space that a folder takes on disk; LMDB files are sparse at the end.
enum FolderSize {
  static func bytes(_ path: String) throws -> UInt64 {
    guard let files = FileManager.default.enumerator(atPath: path) else { return 0 }
    var total: UInt64 = 0
    for case let name as String in files {
      var status = stat()
      if lstat(path + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
        total += UInt64(clamping: status.st_blocks) * 512
      }
    }
    return total
  }
}
