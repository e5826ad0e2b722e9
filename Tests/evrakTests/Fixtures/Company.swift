import Foundation
import Testing

/// An archive of all that `Fixtures/mail` and `Fixtures/company` hold.
struct Company: Sendable {
  /// The one of the suite that is running.
  @TaskLocal static var current: Company?

  let space: Workspace
  /// The summary of each import.
  private(set) var imports: [String: [String: Int]] = [:]

  init() throws {
    space = try Workspace()
    let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Fixtures").standardizedFileURL.path
    let (mail, house) = (fixtures + "/mail", fixtures + "/company")
    let accounts = try String(contentsOfFile: house + "/accounts.tsv", encoding: .utf8)
    for line in accounts.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let aliases = cells[3].split(separator: ",").flatMap { ["--alias", String($0)] }
      let added = try space.evrak.run(["accounts", "add", cells[0], "--kind", cells[1], "--owner", cells[2]] + aliases)
      #expect(added.status == 0, "\(added.errors)")
    }
    try take("info", mail, "--account", "info@meltem-yapi.example")
    for name in ["aylin.ersoy", "muhasebe", "depo"] {
      let address = "\(name)@meltem-yapi.example"
      try take(name, "\(house)/mail/\(address)\(name == "muhasebe" ? ".mbox" : "")", "--account", address)
    }
    try take("mobile", house + "/sms/+905325550110.xml", "--format", "sms", "--account", "+905325550110")
    try take("office", house + "/sms/hat-0232.ndjson", "--format", "sms", "--account", "+902325550110")
    try take("fax", house + "/fax/fax.ndjson", "--format", "fax", "--account", "+902325550111")
    try take("notes", house + "/notes/notes.ndjson", "--format", "notes")
  }

  private mutating func take(_ name: String, _ arguments: String...) throws {
    let result = try space.evrak.run(["import", "--json"] + arguments)
    imports[name] = try #require(try result.objects().last).compactMapValues { $0 as? Int }
  }

  /// A whole timeline, oldest first.
  func timeline(_ who: String, _ options: String...) throws -> [[String: Any]] {
    try space.evrak.run(["timeline", who, "--json", "--oldest", "--limit", "1000"] + options).objects()
  }
}

/// Makes the archive once for a whole suite, and takes it away behind it.
struct CompanyArchive: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await Company.$current.withValue(try Company()) { try await function() }
  }
}
