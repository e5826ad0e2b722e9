import ArchiveEvents
import EventLog
import Foundation
import Intake

/// Tells the user of an import while it runs.
final class ImportReporter: Importer.Observer {
  private let json: Bool
  private let acknowledge: Bool
  private let progress: Progress

  init(json: Bool, acknowledge: Bool, totalBytes: UInt64) {
    self.json = json
    self.acknowledge = acknowledge
    progress = Progress("Importing", total: totalBytes, quiet: false)
  }

  func captured(_ message: ImportedMessage) {
    guard acknowledge, let item = message.item else { return }
    let source = message.offset.map { "\(message.path)@\($0)" } ?? message.path
    let position = message.outcome.position.rawValue
    if json {
      StandardOutput.line(
        JSONLine.object([
          ("acknowledged", .unsigned(position)), ("item", .string(item.description)), ("source", .string(source)),
        ]).text)
    } else {
      StandardOutput.line("\(position) \(item) \(printable(source))")
    }
  }

  func rejected(_ error: IntakeError) {
    if json {
      StandardOutput.line(
        JSONLine.object([
          ("rejected", .string(error.path)), ("offset", error.offset.map { .unsigned($0) } ?? .null),
          ("reason", .string(error.reason)),
        ]).text)
    }
    Failure.say(printable(error.description))
  }

  func progressed(bytes: UInt64, summary: ImportSummary) {
    if acknowledge { StandardOutput.flush() }
    progress.update(bytes, detail: "\(summary.total) messages")
  }

  func finish() { progress.finish() }
}
