import EventLog
import Foundation

/// What the child that verifies tells its parent, one JSON object a line.
struct VerifyMessage: Codable {
  var done: UInt64?
  var total: UInt64?
  var fault: Fault?
  var summary: Summary?

  struct Fault: Codable {
    var fault: String
    var table: String?
    var key: String?
    var position: UInt64?
    var file: String?
    var offset: UInt64?
  }

  struct Summary: Codable {
    var faults: Int
    var omitted: Int
    var events: UInt64
    var items: UInt64
    var originalBytes: UInt64
    var erased: UInt64
    var checkpoints: Int
    var unfinished: Int
    var root: String?
  }

  static func progress(_ done: UInt64, _ total: UInt64) -> VerifyMessage {
    VerifyMessage(done: done, total: total)
  }

  static func fault(_ fault: VerificationFault) -> VerifyMessage {
    VerifyMessage(
      fault: Fault(
        fault: fault.fault, table: fault.table, key: fault.key, position: fault.position, file: fault.file,
        offset: fault.offset))
  }

  /// What is wrong with the full-text index, which can be computed again.
  static func indexFault(_ text: String) -> VerifyMessage { VerifyMessage(fault: Fault(fault: text, table: "search")) }

  static func summary(_ report: VerificationReport, indexFaults: Int = 0) -> VerifyMessage {
    VerifyMessage(
      summary: Summary(
        faults: report.faults.count + report.omitted + indexFaults, omitted: report.omitted, events: report.events,
        items: report.items, originalBytes: report.originalBytes, erased: report.erased,
        checkpoints: report.checkpoints, unfinished: report.unfinished, root: report.root?.base64))
  }

  func send() {
    guard let data = try? JSONEncoder().encode(self) else { return }
    FileHandle.standardOutput.write(data + Data([10]))
  }
}

extension VerifyMessage.Fault {
  var json: JSONLine {
    .object([
      ("fault", .string(fault)), ("table", .optional(table)), ("key", .optional(key)),
      ("position", position.map { .unsigned($0) } ?? .null), ("file", .optional(file)),
      ("offset", offset.map { .unsigned($0) } ?? .null),
    ])
  }

  var text: String {
    VerificationFault(fault, table: table, key: key, position: position, file: file, offset: offset).description
  }
}

extension VerifyMessage.Summary {
  var json: JSONLine {
    .object([
      ("sound", .bool(faults == 0)), ("faults", .count(faults)), ("events", .unsigned(events)),
      ("items", .unsigned(items)), ("original_bytes", .unsigned(originalBytes)), ("erased", .unsigned(erased)),
      ("checkpoints", .count(checkpoints)), ("unfinished", .count(unfinished)), ("root", .optional(root)),
    ])
  }

  var text: String {
    func count(_ number: UInt64, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
    var parts = [
      "\(count(events, "event")), \(count(items, "item")), \(StatsCommand.size(originalBytes)) of originals read back"
    ]
    if erased > 0 { parts.append("\(count(erased, "event")) whose key is missing") }
    let notes = count(UInt64(checkpoints), "checkpoint note")
    parts.append(faults > 0 ? "\(notes) compared" : "\(notes) agree\(checkpoints == 1 ? "s" : "")")
    if unfinished > 0 { parts.append("\(unfinished) interrupted captures left content that the next import drops") }
    let outcome = faults == 0 ? "Sound" : count(UInt64(faults), "fault")
    let rootText = root.map { "; tree root \($0)" } ?? ""
    return "\(outcome): \(parts.joined(separator: ", "))\(rootText)."
  }
}
