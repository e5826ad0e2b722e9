import Archive
import ArchiveEvents
import ArgumentParser
import EventLog
import Foundation
import Intake
import SwiftProtobuf
import Views

struct RecordFax: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fax", abstract: "Record a fax that was sent or received, from its TIFF or PDF file.",
    discussion: """
      Pages are counted in the file. Without --time, the time is the one that the file states within, else when it was
      last changed. A damaged or protected document is kept as it is, and this is said.

      EXAMPLES
        evrak record fax order.tif --account "+90 232 555 01 11" --from "0312 555 02 12"
        evrak record fax offer.pdf --account "+90 232 555 01 11" --to "Kuzey İnşaat" --subject "Teklif 2026/14"
      """)

  @Argument(help: "The document, TIFF or PDF.", completion: .file())
  var file: String
  @OptionGroup var line: LineOptions
  @Option(name: .long, help: "Who sent it: a number, or a contact with one fax number, else with one number.")
  var from: String?
  @Option(name: .long, help: "Who got it.")
  var to: String?
  @Option(name: .long, help: "What it is about.")
  var subject: String = ""
  @OptionGroup var common: RecordOptions

  func validate() throws {
    guard (from == nil) != (to == nil) else {
      throw ValidationError("Say either who sent it to us (--from) or to whom we sent it (--to).")
    }
  }

  func run() throws {
    let attached = try AttachedFile(file)
    let document: FaxDocument
    do {
      document = try FaxDocument(path: Paths.absolute(file))
    } catch {
      throw Failure(status: Failure.badInput, message: printable("\(file) can't be taken for a fax: \(error.reason)."))
    }
    let stated = try common.moment()
    try ChangingArchive.open(common.options) { changing in
      let region = try common.country.region(in: changing.view, line: line.account)
      let account = try Recording.account(line, region, changing, what: "fax")
      let other = try Recording.participant(from ?? to ?? "", region, changing.view, byFax: true)
      try Recording.refuseOwn(other, account.name)
      let record = FoundRecord(
        form: .record, path: Paths.absolute(file), offset: 0, content: [], channel: .fax, outbound: from == nil,
        time: (stated?.time).map(\.microseconds), zoneMinutes: stated?.zoneMinutes, from: from == nil ? nil : other,
        to: from == nil ? [other] : [], subject: subject)
      let draft = try RecordDraft(account: account.name, owner: account.owner, region: region).fax(
        record, document: document, named: attached.name, content: attached.content, modified: modified(),
        source: .file(source()))
      try Recording.append(draft, changing, json: common.author.json)
    }
  }

  private func source() -> FileSource {
    FileSource.with {
      $0.format = .faxImage
      $0.path = Paths.absolute(file)
    }
  }

  private func modified() -> Timestamp {
    var status = stat()
    guard stat(Paths.absolute(file), &status) == 0 else { return .now() }
    return Timestamp(secondsSinceEpoch: Int64(status.st_mtim.tv_sec))
  }
}
