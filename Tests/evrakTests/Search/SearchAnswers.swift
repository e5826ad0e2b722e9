import Foundation
import Testing

/// What `evrak search --json` answers.
struct Answer {
  let items: [[String: Any]]
  /// The last line: total, seconds, and what was asked for.
  let summary: [String: Any]
  let status: Int32
  /// Standard error.
  let said: String

  init(_ result: Command.Result) throws {
    let objects = try result.objects()
    items = Array(objects.dropLast())
    summary = objects.last ?? [:]
    status = result.status
    said = result.errors
  }

  var total: Int { summary["total"] as? Int ?? -1 }
  var cursor: String? { summary["cursor"] as? String }
  var subjects: [String] { items.compactMap { $0["subject"] as? String } }
  var positions: [Int] { items.compactMap { $0["position"] as? Int } }
  var snippets: [String] { items.compactMap { $0["snippet"] as? String } }

  func facet(_ name: String) -> [String: Int] {
    (summary["facets"] as? [String: Any])?[name] as? [String: Int] ?? [:]
  }
}

extension Workspace {
  /// Searches; a query that begins with a minus is taken as one, too.
  func search(_ query: String, _ options: String...) throws -> Answer {
    try Answer(evrak.run(["search", "--json", "--limit", "1000"] + options + ["--", query]))
  }

  func total(_ query: String, _ options: String...) throws -> Int {
    try Answer(evrak.run(["search", "--json", "--limit", "0"] + options + ["--", query])).total
  }

  func indexStatus() throws -> [String: Any] {
    try #require(try evrak("index", "status", "--json").objects().first)
  }

  /// A mailbox for the mails that tests write.
  func take(_ mails: [String], _ options: String...) throws {
    for (number, mail) in mails.enumerated() { _ = try write("mails/\(UUID().uuidString)-\(number).eml", mail) }
    let result = try evrak.run(
      ["import", path + "/mails", "--account", "info@meltem.example", "--new-account"] + options)
    #expect(result.status == 0, "\(result.errors)")
  }

  static func letter(_ text: String, subject: String = "Yazı", number: Int = Int.random(in: 0..<1 << 40)) -> String {
    """
    From: Ayşe Yılmaz <ayse@kuzey.example>
    To: info@meltem.example
    Subject: \(subject)
    Date: Tue, 3 Mar 2026 10:00:00 +0300
    Message-ID: <\(number)@kuzey.example>
    MIME-Version: 1.0
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: 8bit

    \(text)

    """
  }
}

/// Programs without which the text of PDF files, images and faxes stays unread.
enum ReadingPrograms {
  static let areThere: Bool = {
    let missing = ["pdftotext", "tesseract", "bwrap"].filter { name in
      !["/usr/bin/", "/usr/local/bin/", "/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + name) }
    }
    if !missing.isEmpty { print("Skipped: \(missing.joined(separator: ", ")) not installed.") }
    return missing.isEmpty
  }()
}

/// The company with its address books, made once for all that only ask.
struct SearchedCompany: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let company = try Company()
    for book in ["aylin.vcf", "outlook-kisiler.csv"] {
      _ = try company.space.evrak("contact", "import", Self.fixtures + "/company/contacts/" + book)
    }
    try await Company.$current.withValue(company) { try await function() }
  }

  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../Fixtures").standardizedFileURL.path
}

/// Questions about the invented company. The suites within only ask, so that one archive serves all.
@Suite("Searching the invented company", SearchedCompany())
struct CompanySearch {
  static func space() throws -> Workspace { try #require(Company.current).space }
}
