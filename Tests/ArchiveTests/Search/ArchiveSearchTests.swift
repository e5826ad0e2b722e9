import Archive
import ArchiveEvents
import EventLog
import Foundation
import SearchIndex
import Testing
import Views

/// Questions that are asked within a process, as the service will.
@Suite("Archive search")
struct ArchiveSearchTests {
  private func ask<Result>(_ scratch: ScratchArchive, _ body: (SearchableArchive) throws -> Result) throws -> Result {
    let archive = try Archive.openForSearching(directory: scratch.directory, keys: ScratchArchive.noEnvironment)
    defer { archive.close() }
    return try body(archive)
  }

  private func filled() throws -> ScratchArchive {
    let scratch = try ScratchArchive()
    try scratch.with { archive in
      _ = try archive.log.appendAndWait(
        (0..<50).map { number in
          // Ten at a time have the same time and words that count the same.
          Drafts.message(
            "sevkiyat \(number / 10) kayıt\(number + 10)", from: "+9053255501\(number + 10)",
            at: 1_770_000_000 + number / 10 * 3_600)
        })
    }
    return scratch
  }

  @Test("the first to search computes the index and says so, the next does not")
  func repair() throws {
    let scratch = try filled()
    try ask(scratch) { #expect($0.repair != nil && $0.lag == 0) }
    try ask(scratch) { #expect($0.repair == nil && $0.lag == 0) }
    let status = try ask(scratch) { try $0.status() }
    #expect(status.log == 50 && status.indexed == 50 && status.items == 50 && status.documents == 50)
    #expect(status.faults.isEmpty && status.waiting == 0)
  }

  @Test("cursors lead through items that nothing tells apart", arguments: SearchQuestion.Order.allCases)
  func cursors(order: SearchQuestion.Order) throws {
    try ask(filled()) { archive in
      var question = SearchQuestion("sevkiyat")
      (question.order, question.limit) = (order, 7)
      var positions: [UInt64] = []
      repeat {
        let answer = try archive.search.answer(question)
        #expect(answer.total == 50)
        positions += answer.hits.map(\.entry.position.rawValue)
        // As a user hands it back.
        question.cursor = answer.cursor.flatMap { SearchCursor($0.description) }
        #expect((answer.cursor == nil) == (question.cursor == nil))
      } while question.cursor != nil && positions.count < 100
      #expect(positions.count == 50 && Set(positions).count == 50)
    }
  }

  @Test(
    "what is no cursor is none", arguments: ["", "r", "r.1.2", "z.0.0.0", "r.zzzzzzzzzz.0.0", "n.0.0.0.0", "r.-1.0.0"])
  func cursorTexts(text: String) { #expect(SearchCursor(text) == nil) }

  @Test("a wrong query is a QueryError that knows its place")
  func mistakes() throws {
    try ask(filled()) { archive in
      let right = try archive.search.answer(SearchQuestion("kimden:+905325550111")).total
      #expect(right == 1)
      #expect(throws: QueryError.self) { try archive.search.answer(SearchQuestion("sevkiyat form:ali")) }
    }
  }

  @Test("facets count each item once, whatever the page")
  func facets() throws {
    try ask(filled()) { archive in
      var question = SearchQuestion("sevkiyat")
      (question.limit, question.facets) = (0, [.channel, .month, .account])
      let answer = try archive.search.answer(question)
      #expect(answer.hits.isEmpty && answer.facets.count == 3)
      for (_, values) in answer.facets { #expect(values.map(\.count).reduce(0, +) == 50) }
    }
  }

  @Test("many threads may ask one archive at once")
  func threads() async throws {
    let scratch = try filled()
    let archive = try Archive.openForSearching(directory: scratch.directory, keys: ScratchArchive.noEnvironment)
    defer { archive.close() }
    try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<20 {
        group.addTask { try archive.search.answer(SearchQuestion("\"sevkiyat \(number % 5)\"")).total }
      }
      for try await total in group { #expect(total == 10) }
    }
  }
}
