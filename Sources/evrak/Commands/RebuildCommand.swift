import Archive
import ArgumentParser
import EventLog
import Foundation

struct RebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "Compute views and the full-text index anew from the log.",
    discussion: """
      The old view answers until the new one is complete.

      EXAMPLES
        evrak rebuild
        evrak rebuild timelines
      """)

  @Argument(help: "Views; by default all (\(Archive.viewNames.joined(separator: ", "))).")
  var views: [String] = []
  @Flag(name: .long, help: "One JSON object a view.")
  var json = false
  @OptionGroup var options: ArchiveOptions

  func validate() throws {
    for view in views where !Archive.viewNames.contains(view) {
      throw ValidationError("There is no view \(view); the views are \(Archive.viewNames.joined(separator: ", ")).")
    }
  }

  func run() throws {
    let archive = try options.openAsOwner()
    defer { archive.close() }
    let total = try archive.log.count()
    for name in views.isEmpty ? Archive.viewNames : views {
      let start = Date()
      let progress = Progress("Rebuilding \(name)", total: total, quiet: false)
      try archive.rebuildView(name) { progress.update($0) }
      progress.finish()
      let seconds = Date().timeIntervalSince(start)
      if json {
        print(
          JSONLine.object([("view", .string(name)), ("events", .unsigned(total)), ("seconds", .number(seconds))]).text)
      } else {
        print("Rebuilt \(name) from \(total) events in \(String(format: "%.1f", seconds)) s.")
      }
    }
  }
}
