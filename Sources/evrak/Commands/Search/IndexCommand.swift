import Archive
import ArgumentParser
import EventLog
import Foundation

struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "Look after the full-text index.",
    subcommands: [IndexStatusCommand.self, IndexUpdateCommand.self])
}

struct IndexStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say whether everything in the log can be found, and what has no text and why.",
    discussion: """
      EXAMPLES
        evrak index status
        evrak index status --json
      """)

  @Flag(name: .long, help: "One JSON object.")
  var json = false
  @OptionGroup var options: ArchiveOptions

  func run() throws {
    let archive = try options.openForSearching()
    defer { archive.close() }
    let status = try archive.status()
    if json {
      print(
        JSONLine.object([
          ("log", .unsigned(status.log)), ("indexed", .unsigned(status.indexed)), ("root", .string(status.root.base64)),
          ("items", .unsigned(status.items)), ("documents", .unsigned(status.documents)),
          ("waiting", .unsigned(status.waiting)),
          ("without_text", .object(status.withoutText.map { ($0.reason, .count($0.items)) })),
          ("segments", .count(status.segments)), ("bytes", .count(status.bytes)),
          ("faults", .strings(status.faults)),
        ]).text)
    } else {
      print("Log        \(status.log) events")
      print("Indexed    \(status.indexed) events, tree root \(status.root.base64)")
      print("Items      \(status.documents) of \(status.items) can be found")
      print("Waiting    \(status.waiting) items have a file whose text is to be read yet")
      for (reason, items) in status.withoutText { print("No text    \(items) items: \(reason)") }
      print("On disk    \(status.segments) segments, \(StatsCommand.size(UInt64(status.bytes)))")
      for fault in status.faults { print("FAULT      \(fault)") }
    }
    if !status.faults.isEmpty { throw ExitCode(Failure.faultsFound) }
  }
}
