import Foundation
import Testing
import TextAnalysis

@testable import SearchIndex

/// Inputs that nobody writes by hand cost bounded time and memory. The bounds are generous: builds without optimisation,
/// and other tests at the same time, must keep them.
@Suite(.serialized) struct LimitsTests {
  /// Memory of the process, in bytes, at its highest so far.
  private static func peak() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return 1_024 * (Int(line.split(whereSeparator: { !$0.isNumber }).first ?? "0") ?? 0)
  }

  private func costs(
    _ what: Comment, seconds: Double, megabytes: Int, _ body: () throws -> Void
  ) rethrows {
    let (clock, before) = (ContinuousClock(), Self.peak())
    let duration = try clock.measure(body)
    #expect(duration < .seconds(seconds), what)
    #expect(Self.peak() - before < megabytes << 20, what)
  }

  @Test func aDocumentOfAMillionWords() throws {
    let folder = try ScratchFolder()
    let index = try folder.index()
    let words = (0..<1_000_000).map { $0 % 10 == 0 ? "son\($0 % 5_000)" : "kelime" }
    let text = words.joined(separator: " ")
    try costs("indexing", seconds: 60, megabytes: 400) {
      try index.commit([IndexDocument(1, "önce"), IndexDocument(2, text), IndexDocument(3, "sonra kelime")])
    }
    try costs("searching", seconds: 20, megabytes: 200) {
      try #expect(index.keys(.words("kelime")) == [2, 3])
      try #expect(index.keys(.words("son10 kelime kelime")) == [2])
      try #expect(index.keys(.words("kelime kelime son10")) == [2])
      try #expect(index.keys(.words("son10 son20")) == [])
      try #expect(index.keys(.words("kelime", in: [0])) == [2, 3])
    }
    try index.commit([IndexDocument(4, text)])
    try costs("merging", seconds: 60, megabytes: 300) { try index.merge(MergePolicy(all: true)) }
    try #expect(index.keys(.words("kelime kelime son10")) == [2, 4])
    index.close()
  }

  @Test func aWordOf100KB() throws {
    let folder = try ScratchFolder()
    let index = try folder.index()
    let long = String(repeating: "ab", count: 50_000)
    let letters = String(repeating: "ğ", count: 50_000)
    try costs("indexing", seconds: 20, megabytes: 200) {
      try index.commit([
        IndexDocument(1, long), IndexDocument(2, letters), IndexDocument(3, "x " + long.dropLast() + " y"),
        IndexDocument(4, String(repeating: "\u{301}", count: 50_000)),
        IndexDocument(5, "a" + String(repeating: "\u{301}", count: 50_000)),
        IndexDocument(6, String(repeating: "漢字", count: 20_000), language: .unknown),
      ])
    }
    try costs("searching", seconds: 20, megabytes: 200) {
      try #expect(index.keys(.words(long)) == [1])
      try #expect(index.keys(.words(letters)) == [2])
      try #expect(index.keys(.prefix(String(long.prefix(200)))) == [1, 3])
      try #expect(index.keys(.words(String(repeating: "漢字", count: 200))) == [6])
    }
    index.close()
  }

  @Test func aQueryOf10000Clauses() throws {
    let folder = try ScratchFolder()
    let index = try folder.index()
    for part in 0..<3 as Range<UInt64> {
      try index.commit((1...400).map { IndexDocument(part * 400 + $0, "kelime s\(part * 400 + $0)x ortak") })
    }
    func all(_ make: (Int) -> SearchClause) -> [SearchClause] { (1...10_000).map(make) }
    let fields: Set<Int> = [0]
    let cases: [(String, SearchClause, Int)] = [
      ("or of words", .or(all { .words("s\($0)x") }), 1_200),
      ("and of one word", .and(all { _ in .words("kelime") }), 1_200),
      ("and of different words", .and(all { .words("s\($0)x") }), 0),
      ("none of words", .and(all { .not(.words("s\($0 + 600)x")) }), 600),
      ("or of phrases", .or(all { .words("kelime s\($0)x") }), 1_200),
      ("or of words in a text", .or(all { .words("s\($0)x", in: fields) }), 1_200),
      ("or of beginnings", .or(all { .prefix("s\($0)") }), 1_200),
      ("or of ranges", .or(all { .range(column: 0, Int64($0)...Int64($0)) }), 1_200),
      ("or of keys", .or(all { .keys([UInt64($0)]) }), 1_200),
      ("a phrase", .words(Array(repeating: "kelime", count: 10_000).joined(separator: " ")), 0),
      ("or of nots", .or(all { .not(.words("s\($0)x")) }), 1_200),
    ]
    for (name, clause, expected) in cases {
      try costs("\(name)", seconds: 60, megabytes: 700) {
        let request = SearchRequest(clause, limit: 5, order: .relevance(ties: 0))
        try #expect(index.snapshot().search(request).total == expected, "\(name)")
      }
    }
    index.close()
  }

  @Test func termsWithoutNumber() throws {
    let folder = try ScratchFolder()
    let index = try folder.index()
    let documents = (0..<1_000).map { place in
      IndexDocument(UInt64(place + 1), (0..<100).map { "a\(place * 100 + $0)x" }.joined(separator: " "))
    }
    try costs("indexing", seconds: 60, megabytes: 400) { try index.commit(documents) }
    // All of them begin so.
    try costs("a beginning", seconds: 60, megabytes: 600) {
      try #expect(index.keys(.prefix("a")).count == 1_000)
    }
    try costs("a beginning in a text", seconds: 60, megabytes: 900) {
      try #expect(index.keys(.prefix("a", in: [0])).count == 1_000)
      try #expect(index.keys(.prefix("a", in: [1])).count == 0)
    }
    try #expect(index.keys(.prefix("a9999")) == [100, 1_000])
    try #expect(index.keys(.words("a12345x")) == [124])
    index.close()
  }
}
