import Foundation
import Testing

import Extraction

/// Each file of the corpora of attachments and faxes gives the phrase or the reason that the table says.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["EVRAK_CORPORA"] != nil,
    "EVRAK_CORPORA does not name the folder of the corpora"),
  .serialized)
struct CorporaTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let file: String
    let expectation: String
    let value: String

    var testDescription: String { file }
  }

  static let rows: [Row] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "CorporaTable.tsv")
    let table = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    return table.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
      let fields = line.split(separator: "\t").map(String.init)
      return fields.count == 3 ? Row(file: fields[0], expectation: fields[1], value: fields[2]) : nil
    }
  }()

  private let corpora = ProcessInfo.processInfo.environment["EVRAK_CORPORA"] ?? ""

  @Test("gives what the table says", arguments: rows)
  func row(_ row: Row) throws {
    let request = ExtractionRequest(
      content: .file("\(corpora)/\(row.file)"), mediaType: "application/octet-stream",
      name: URL(filePath: row.file).lastPathComponent)
    let outcome = Extractor().extract(request)
    switch row.expectation {
    case "text":
      let text = try #require(outcome.text, "\(row.file): \(outcome)")
      #expect(text.text.contains(row.value), "\(row.file) lacks \(row.value): \(text.text.prefix(500))")
      if row.file.hasPrefix("fax/") { #expect(text.usedOCR) }
    case "reason": #expect(outcome.reason?.code.rawValue == row.value, "\(row.file): \(outcome)")
    default: Issue.record("the table expects \(row.expectation), which is nothing")
    }
  }

  @Test func noFileLacksARow() throws {
    for folder in ["attachments", "fax"] {
      let files = try FileManager.default.contentsOfDirectory(atPath: "\(corpora)/\(folder)").map { "\(folder)/\($0)" }
      #expect(Set(files) == Set(Self.rows.map(\.file).filter { $0.hasPrefix(folder + "/") }))
    }
  }
}
