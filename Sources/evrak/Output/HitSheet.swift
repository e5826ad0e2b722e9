import Archive
import ArchiveEvents
import Foundation
import SearchIndex
import Views

/// What is printed of a hit.
enum HitSheet {
  static func json(_ hit: SearchAnswer.Hit) -> JSONLine {
    let entry = hit.entry
    return .object([
      ("item", .string(entry.item.description)),
      ("message_id", entry.messageID.isEmpty ? .null : .string(entry.messageID)),
      ("position", .unsigned(entry.position.rawValue)), ("score", .number(Double(hit.score))),
      ("date", .string(entry.time.description)), ("channel", .string(entry.channel.rawValue)),
      ("direction", .string(entry.direction.word)), ("account", .string(entry.account)),
      ("subject", .string(entry.subject)), ("snippet", .string(hit.snippet.text)),
      (
        "highlights",
        .array(hit.snippet.highlights.map { .array([.count($0.lowerBound), .count($0.upperBound)]) })
      ),
      ("thread", .unsigned(entry.thread.rawValue)),
    ])
  }

  /// The line that a timeline shows, and below it where the words stand.
  static func lines(_ hit: SearchAnswer.Hit, marks: Bool, explains: Bool) -> String {
    let score = explains ? String(format: "   score %.3f", hit.score) : ""
    let snippet = marks ? hit.snippet.terminalText : hit.snippet.text
    return EntrySheet.line(hit.entry) + score + (snippet.isEmpty ? "" : "\n    \(snippet)")
  }
}
