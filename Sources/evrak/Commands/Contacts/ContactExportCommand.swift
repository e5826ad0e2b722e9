import Archive
import ArgumentParser
import Foundation
import Intake
import Views

struct ContactExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write contacts as vCard 4.0 or CSV.",
    discussion: """
      EXAMPLES
        evrak contact export > all.vcf
        evrak contact export kuzey --format csv > kuzey.csv
        evrak contact export --category customer --named > customers.vcf
      """)

  @Argument(help: "As for `evrak contacts`; by default all.")
  var query: String = ""
  @Option(name: .long, help: "vcard or csv.")
  var format: ExportFormat = .vcard
  @Option(name: .long, help: "person or organisation.")
  var kind: ContactKind?
  @Option(name: .long, help: "Only those of this category.")
  var category: String?
  @Flag(name: .long, help: "One JSON object a contact, as `evrak contact show --json` prints it, in place of a file.")
  var json = false
  @Flag(name: .long, help: "Only those of whom somebody has said something, not addresses that merely occurred.")
  var named = false
  @OptionGroup var country: RegionOptions
  @OptionGroup var options: ArchiveOptions

  enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
    case vcard, csv
  }

  func run() throws {
    let readable = try options.openForReading()
    defer { readable.close() }
    let view = readable.timelines
    let found = try view.contacts(
      ContactQuery(query, region: country.region(in: view), kind: kind?.viewed, category: category, limit: .max))
    let wanted = found.filter { !named || !$0.isAutomatic }
    if wanted.isEmpty { throw Failure(status: Failure.noInput, message: "No contact fits; nothing was written.") }
    if json {
      for contact in try wanted.compactMap({ try view.contact($0.id) }) {
        try ContactShow.show(contact, view, json: true)
      }
      return
    }
    switch format {
    case .vcard:
      for contact in wanted {
        guard let card = try card(contact, readable, includingDocuments: true) else { continue }
        try VCardWriter.write(card).withUnsafeBytes { try StandardOutput.write($0) }
      }
    case .csv:
      let cards = try wanted.compactMap { try card($0, readable, includingDocuments: false) }
      try CSVWriter.write(cards).withUnsafeBytes { try StandardOutput.write($0) }
    }
  }

  private func card(
    _ contact: ContactSummary, _ readable: ReadableArchive, includingDocuments: Bool
  ) throws -> ContactCard? {
    try readable.timelines.contact(contact.id).map {
      try readable.archive.card($0, includingDocuments: includingDocuments)
    }
  }
}

struct ContactDocument: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "document", abstract: "Print a document of a contact, byte for byte.",
    discussion: """
      EXAMPLES
        evrak contact document "Kuzey İnşaat" 1 > contract.pdf
      """)

  @Argument(help: "Address, number, name or id.")
  var contact: String
  @Argument(help: "Its number, as `evrak contact show` prints it.")
  var document: Int
  @OptionGroup var country: RegionOptions
  @OptionGroup var options: ArchiveOptions

  func validate() throws {
    guard document > 0 else { throw ValidationError("Documents are counted from 1.") }
  }

  func run() throws {
    let readable = try options.openForReading()
    defer { readable.close() }
    let view = readable.timelines
    let found = try ContactArgument.find(contact, in: view, region: country.region(in: view))
    guard found.documents.indices.contains(document - 1),
      let bytes = try readable.archive.content(of: found.documents[document - 1])
    else {
      throw Failure(
        status: Failure.noInput,
        message: "\(printable(found.name)) has no document \(document); `evrak contact show` lists those that it has.")
    }
    try bytes.withUnsafeBytes { try StandardOutput.write($0) }
  }
}
