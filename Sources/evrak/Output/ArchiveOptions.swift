import Archive
import ArgumentParser
import EventLog
import Foundation
import SearchIndex

/// Which archive a command is about.
struct ArchiveOptions: ParsableArguments {
  @Option(name: .long, help: "The archive's folder; by default the variable EVRAK_ARCHIVE.", completion: .directory)
  var archive: String?

  func directory() throws -> String {
    guard let named = archive ?? ProcessInfo.processInfo.environment["EVRAK_ARCHIVE"], !named.isEmpty else {
      throw Failure(
        status: Failure.usage, message: "No archive is named: give --archive DIR or set EVRAK_ARCHIVE.")
    }
    return Paths.absolute(named)
  }

  func openAsOwner() throws -> Archive {
    try Archive(directory: directory(), role: .owner)
  }

  /// For what adds to the archive. A backup that grew by itself would be another history under the same name.
  func openToAdd() throws -> Archive {
    let directory = try directory()
    guard !FileManager.default.fileExists(atPath: directory + "/backup.yaml") else {
      throw Failure(
        status: Failure.cannotCreate,
        message: "\(directory) is a backup, to which nothing is added; `evrak restore` makes an archive of it.")
    }
    return try openAsOwner()
  }

  func openForReading() throws -> ReadableArchive {
    let progress = Progress("Bringing the timelines up to date", total: 0, quiet: false)
    let readable = try Archive.openForReading(directory: directory()) { progress.update($0) }
    progress.finish()
    if readable.lag > 0 {
      Failure.say(
        "The timelines can't be brought up to date now, because the archive is in use or its disk is full; they lack the newest \(readable.lag) events."
      )
    }
    return readable
  }
}

extension ArchiveOptions {
  /// - Parameter damage: What a search has found wrong with the index, which is then computed anew.
  func openForSearching(replacing damage: IndexError? = nil) throws -> SearchableArchive {
    let progress = Progress("Bringing the index up to date", total: 0, quiet: false)
    let archive = try Archive.openForSearching(directory: directory(), replacing: damage) { progress.update($0) }
    progress.finish()
    if let repair = archive.repair { Failure.say("The search index was computed from the log: \(repair)") }
    if archive.lag > 0 {
      Failure.say(
        "The index can't be brought up to date now, because the archive is in use or its disk is full; it lacks the newest \(archive.lag) events."
      )
    }
    return archive
  }
}

enum Paths {
  /// The path from the root, with links and dots resolved as far as it exists.
  static func absolute(_ path: String) -> String {
    let full = URL(fileURLWithPath: (path as NSString).expandingTildeInPath).standardizedFileURL.path
    guard let resolved = realpath(full, nil) else { return full }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
