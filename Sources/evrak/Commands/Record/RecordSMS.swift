import Archive
import ArchiveEvents
import ArgumentParser
import EventLog
import Foundation
import Intake
import SwiftProtobuf
import Views

struct RecordSMS: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sms", abstract: "Record a text message that was sent or received.",
    discussion: """
      EXAMPLES
        evrak record sms --account "+90 232 555 01 10" --from "0532 555 01 40" --text "Araç geldi."
        evrak record sms --account "+90 232 555 01 10" --to "Derya Aksoy" --text-file message.txt --file photo.jpg
      """)

  @OptionGroup var line: LineOptions
  @Option(name: .long, help: "Who sent it: a number, or a contact with one number that is no fax.")
  var from: String?
  @Option(name: .long, help: "Who got it. May be repeated.")
  var to: [String] = []
  @OptionGroup var text: TextOptions
  @Option(name: .long, help: "A picture or other file that came with it. May be repeated.", completion: .file())
  var file: [String] = []
  @OptionGroup var common: RecordOptions

  func validate() throws {
    guard (from == nil) != to.isEmpty else {
      throw ValidationError("Say either who sent it to us (--from) or to whom we sent it (--to).")
    }
  }

  func run() throws {
    let words = try text.read()
    let files = try file.map { try AttachedFile($0) }
    guard !words.isEmpty || !files.isEmpty else {
      throw Failure(status: Failure.usage, message: "There is nothing to record: give --text, --text-file or --file.")
    }
    let stated = try common.moment()
    try ChangingArchive.open(common.options) { changing in
      let region = try common.country.region(in: changing.view, line: line.account)
      let account = try Recording.account(line, region, changing, what: "phone")
      let sender = try from.map { try Recording.participant($0, region, changing.view, mayBeName: true) }
      let receivers = try to.map { try Recording.participant($0, region, changing.view) }
      for other in (sender.map { [$0] } ?? []) + receivers { try Recording.refuseOwn(other, account.name) }
      let moment = stated ?? Moment.now()
      var record = FoundRecord(
        form: .record, path: "", offset: 0, content: [], channel: .textMessage, outbound: from == nil,
        time: moment.time.microseconds, zoneMinutes: moment.zoneMinutes, from: sender, to: receivers, text: words)
      record.content = try Self.original(record, files)
      let form = FormSource.with { $0.user = common.author.name }
      var draft = try RecordDraft(account: account.name, owner: account.owner, region: region).draft(record, form: form)
      guard case .textMessageCaptured(var event) = draft.payload else { return }
      event.attachmentNames = files.map(\.name)
      event.attachmentTypes = files.map(\.mediaType)
      draft.payload = .textMessageCaptured(event)
      draft.attachments = files.map(\.content)
      try Recording.append(draft, changing, json: common.author.json)
    }
  }

  /// What was typed, much as a record of Schemas/records; media are bound by their digests and kept beside it.
  private static func original(_ record: FoundRecord, _ files: [AttachedFile]) throws -> [UInt8] {
    func participant(_ participant: FoundRecord.Participant) -> JSONLine {
      .object([("number", .string(participant.identity)), ("name", .string(participant.name))])
    }
    var members: [(String, JSONLine)] = [
      ("channel", .string("sms")), ("direction", .string(record.outbound == true ? "outbound" : "inbound")),
      ("time", .string(Moment.rfc3339(Timestamp(microseconds: record.time ?? 0), zoneMinutes: record.zoneMinutes))),
    ]
    if let from = record.from { members.append(("from", participant(from))) }
    if !record.to.isEmpty { members.append(("to", .array(record.to.map(participant)))) }
    members.append(("text", .string(record.text)))
    if !files.isEmpty {
      members.append(
        (
          "media",
          .array(
            try files.map {
              .object([
                ("name", .string($0.name)), ("type", .string($0.mediaType)), ("sha256", .string(try $0.digest())),
              ])
            })
        ))
    }
    return Array(JSONLine.object(members).text.utf8)
  }
}

/// A text given as words or as a file.
struct TextOptions: ParsableArguments {
  @Option(name: .long, help: "The text.")
  var text: String?
  @Option(name: .long, help: "A file with the text, in UTF-8; - reads standard input.", completion: .file())
  var textFile: String?

  /// Bytes of a text that are read at most (16 MiB).
  private static let longest = 16 << 20

  func validate() throws {
    guard text == nil || textFile == nil else { throw ValidationError("--text and --text-file exclude each other.") }
  }

  /// Empty where none was given.
  func read() throws -> String {
    if let text { return text }
    guard let textFile else { return "" }
    let data: Data?
    if textFile == "-" {
      data = try FileHandle.standardInput.read(upToCount: Self.longest + 1)
    } else {
      data = FileHandle(forReadingAtPath: Paths.absolute(textFile)).flatMap {
        try? $0.read(upToCount: Self.longest + 1) ?? Data()
      }
    }
    guard let data else {
      throw Failure(status: Failure.noInput, message: "The file \(textFile) can't be read.")
    }
    guard data.count <= Self.longest else {
      throw Failure(
        status: Failure.badInput, message: "\(textFile) has more than 16 MiB; attach it with --file instead.")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw Failure(
        status: Failure.badInput, message: "\(textFile) is not UTF-8; convert it, or attach it with --file.")
    }
    return text
  }
}
