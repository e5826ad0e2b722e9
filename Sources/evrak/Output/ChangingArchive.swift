import Archive
import ArchiveEvents
import ArgumentParser
import EventLog
import Foundation
import Views

/// An archive opened to add to, with timelines that are in step with its log.
struct ChangingArchive {
  let archive: Archive
  let view: View<TimelineProjection>

  /// Runs `body` and lets the timelines take in what it appended.
  static func open<Result>(_ options: ArchiveOptions, _ body: (ChangingArchive) throws -> Result) throws -> Result {
    let archive = try options.openToAdd()
    defer { archive.close() }
    let view = try archive.timelines()
    defer { view.close() }
    try view.catchUp(with: archive.log)
    let result = try body(ChangingArchive(archive: archive, view: view))
    try view.catchUp(with: archive.log)
    return result
  }

  /// Appends the events, all or none.
  @discardableResult
  func append(_ drafts: [EventDraft]) throws -> [AppendOutcome] {
    guard !drafts.isEmpty else { return [] }
    return try archive.log.appendAndWait(drafts)
  }
}

/// Who works with the command: recorded with each change that a person makes.
enum Author {
  static func current(_ named: String?) -> String {
    if let named, !named.isEmpty { return named }
    let environment = ProcessInfo.processInfo.environment
    return environment["SUDO_USER"] ?? environment["USER"] ?? environment["LOGNAME"] ?? NSUserName()
  }
}

/// The country whose numbers are written without a country code.
struct RegionOptions: ParsableArguments {
  @Option(
    name: .long, help: "Country of numbers without a country code, such as TR; by default that of our own lines.")
  var region: String?

  /// As told; else EVRAK_REGION; else that of the line on which a message came or went; else that of our own lines, if
  /// they are all of one.
  func region(in view: View<TimelineProjection>, line: String? = nil) throws -> String? {
    if let told = region ?? ProcessInfo.processInfo.environment["EVRAK_REGION"], !told.isEmpty {
      let code = told.uppercased()
      guard PhoneRegion.isKnown(code) else {
        throw Failure(
          status: Failure.usage, message: "\(told) is no country: give its two letters, such as TR (ISO 3166-1).")
      }
      return code
    }
    if let region = line.flatMap({ PhoneRegion.of($0) }) { return region }
    let regions = Set(try view.accounts().compactMap { PhoneRegion.of($0.name) })
    return regions.count == 1 ? regions.first : nil
  }
}
