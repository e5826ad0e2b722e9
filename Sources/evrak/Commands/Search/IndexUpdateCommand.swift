import Archive
import ArgumentParser
import Foundation
import SearchIndex
import Views

struct IndexUpdateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Read the files of items whose text is not known yet, and make it searchable.",
    discussion: """
      An import does this by itself, unless it was told --no-wait or was interrupted.

      EXAMPLES
        evrak index update
        evrak index update --retry
      """)

  @Flag(
    name: .long,
    help: "Try again where a program was missing or could not be confined, once that is mended.")
  var retry = false
  @Flag(name: .long, help: "One JSON object.")
  var json = false
  @OptionGroup var options: ArchiveOptions

  func run() throws {
    let archive = try options.openAsOwner()
    defer { archive.close() }
    let start = Date()
    let timelines = try archive.timelines()
    defer { timelines.close() }
    try timelines.catchUp(with: archive.log)
    let index = try archive.searchIndex()
    defer { index.close() }
    let progress = Progress("Reading the files of items", total: 0, quiet: json)
    try archive.catchUpSearch(index, timelines)
    let done = try ExtractionRun(archive, index: index, timelines: timelines).run(retrying: retry) {
      progress.update(UInt64($0.done), of: UInt64($0.total))
    }
    progress.finish()
    let seconds = Date().timeIntervalSince(start)
    if json {
      print(JSONLine.object([("items", .count(done)), ("seconds", .number(seconds))]).text)
    } else {
      print("Read the files of \(done) items in \(String(format: "%.1f", seconds)) s.")
    }
  }
}
