import Foundation
import Testing

extension CompanySearch {
  @Suite("files", .enabled(if: ReadingPrograms.areThere))
  struct Files {
    private let space: Workspace

    init() throws { space = try CompanySearch.space() }

    @Test(
      "the text of what came with an item is found as soon as it is imported",
      arguments: [
        ("attachment:\"French pattern\" channel:note", "lindenau-plan-2026.docx"),
        ("attachment:\"Vinç yeri\"", "b-blok-olculer.pdf"),
        ("attachment:\"dört parti teslim\"", "2024-05-27-teklif-2024-17.pdf"),
        ("attachment:terrazzo channel:fax", "2024-09-20-HL-0512.tif"),
        ("attachment:dekont channel:fax", "2024-11-15-dekont.tif"),
        ("attachment:\"yük ihbarı\"", "2025-04-08-yuk-ihbari.tif"),
        ("attachment:\"çerçeve anlaşma\" channel:fax", "2025-10-14-cerceve-anlasma.tif"),
        ("attachment:belge attachment:R12 channel:email", "R12-belgesi.pdf"),
      ])
    func texts(query: String, file: String) throws {
      let found = try space.search(query)
      let named = try space.search("filename:\"\(file)\"").positions
      #expect(!named.isEmpty && Set(found.positions).isSuperset(of: named), "\(found.items)")
    }

    @Test("nothing waits behind an import, and what has no text has a reason")
    func reasons() throws {
      let status = try space.indexStatus()
      #expect(status["log"] as? Int == status["indexed"] as? Int && status["waiting"] as? Int == 0)
      #expect(
        status["items"] as? Int == 355 && status["documents"] as? Int == 355
          && (status["faults"] as? [Any])?.isEmpty == true)
      let reasons = try #require(status["without_text"] as? [String: Int])
      // The fax that broke off, and the contract behind a password.
      #expect(reasons["damaged"] == 1 && reasons["protected"] == 1 && reasons["waiting"] == nil)
      let facet = try space.search("channel:fax", "--facets", "reason").facet("reason")
      #expect(facet["damaged"] == 1 && facet["protected"] == 1)
    }

    @Test("an item whose file has no text is found by all else")
    func without() throws {
      #expect(
        try space.search("filename:kesik").total == 1)
      #expect(try space.search("subject:\"Sözleşme MK-2025-03\" channel:fax").total == 1)
    }
  }
}

/// Files of items whose text comes later.
@Suite("Files that wait", .enabled(if: ReadingPrograms.areThere))
struct WaitingFilesTests {
  /// The fax line with all its documents, which nobody has read yet.
  static func faxes(_ options: String...) throws -> Workspace {
    let space = try Workspace()
    let list = SearchedCompany.fixtures + "/company/fax/fax.ndjson"
    let result = try space.evrak.run(
      ["import", list, "--format", "fax", "--account", "+902325550111", "--new-account"] + options)
    #expect(result.status == 0, "\(result.errors)")
    return space
  }

  @Test("--no-wait leaves them, a search says so, `index update` reads them")
  func update() throws {
    let space = try Self.faxes("--no-wait")
    let before = try space.search("attachment:terrazzo")
    #expect(before.total == 0 && before.said.contains("15 items") && before.said.contains("evrak index update"))
    #expect(try space.total("is:waiting") == 15 && space.indexStatus()["waiting"] as? Int == 15)
    let updated = try space.evrak("index", "update", "--json").objects().first
    #expect(updated?["items"] as? Int == 15)
    let after = try space.search("attachment:terrazzo")
    #expect(after.total == 1 && after.said.isEmpty)
    #expect(try space.total("is:waiting") == 0 && space.indexStatus()["waiting"] as? Int == 0)
    // Once read, a rebuild of the index reads none of them again.
    #expect(try space.evrak("rebuild", "search").status == 0)
    let rebuilt = try space.search("attachment:terrazzo")
    #expect(try rebuilt.total == 1 && rebuilt.said.isEmpty && (try space.total("is:waiting")) == 0)
  }

  @Test("without its extracts the index answers on; when both are gone the files are read again")
  func extracts() throws {
    let space = try Self.faxes()
    let files = FileManager.default
    try files.removeItem(atPath: space.archive + "/extracts")
    #expect(try space.search("attachment:terrazzo").total == 1)
    try files.removeItem(atPath: space.archive + "/search")
    let poor = try space.search("attachment:terrazzo")
    #expect(poor.total == 0 && poor.said.contains("15 items") && poor.said.contains("computed from the log"))
    #expect(try space.evrak("index", "update").status == 0)
    #expect(try space.total("attachment:terrazzo") == 1)
  }

  @Test("damaged extracts stop nobody", arguments: ["noise", "cut short"])
  func damagedExtracts(how: String) throws {
    let space = try Self.faxes()
    let path = space.archive + "/extracts/data.mdb"
    if how == "noise" { try DamagedFile.overwrite(path) } else { try DamagedFile.cut(path, to: 5_000) }
    #expect(try space.search("attachment:terrazzo").total == 1)
    try space.take([Workspace.letter("Yeni ileti.")])
    #expect(try space.total("\"yeni ileti\"") == 1 && space.evrak("verify").status == 0)
  }
}
