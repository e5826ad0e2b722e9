import Foundation
import SearchIndex
import TextAnalysis

/// `search-query DIR QUERIES [--top N] [--count] [--repeat R] [--results FILE]`: latencies of the searches in QUERIES, JSON
/// lines with a kind and words. A query's words are analysed before its clock starts, as its peer's are parsed; what counts
/// is the fastest of R turns.
enum SearchQueryBenchmark {
  private struct Query: Decodable {
    var kind: String
    var words: [String]

    var clause: SearchClause {
      switch kind {
      case "and": .and(words.map { .words($0) })
      case "or": .or(words.map { .words($0) })
      case "prefix": .prefix(words[0])
      default: .words(words.joined(separator: " "))
      }
    }
  }

  static func run(_ arguments: [String]) throws {
    guard arguments.count >= 2 else { throw BenchmarkUsage("search-query DIR QUERIES [--count] [--results FILE]") }
    func value(_ name: String) -> String? {
      arguments.firstIndex(of: name).flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil }
    }
    let turns = value("--repeat").flatMap { Int($0) } ?? 3
    let top = value("--top").flatMap { Int($0) } ?? 10
    let counts = arguments.contains("--count")
    let index = try SearchIndex(
      directory: arguments[0], schema: SearchBuildBenchmark.schema, identity: [1], role: .reader)
    defer { index.close() }
    let snapshot = try index.snapshot()
    var times: [String: [Double]] = [:]
    var results = ""
    for line in try String(contentsOfFile: arguments[1], encoding: .utf8).split(separator: "\n") {
      let query = try JSONDecoder().decode(Query.self, from: Data(line.utf8))
      let request = SearchRequest(
        query.clause, limit: top, order: .relevance(ties: 0), countsTotal: counts, languages: [.english])
      let prepared = snapshot.prepare(request)
      var best = Double.infinity
      var last: SearchResults?
      for _ in 0..<max(1, turns) {
        let start = DispatchTime.now().uptimeNanoseconds
        last = try snapshot.search(prepared)
        best = min(best, Double(DispatchTime.now().uptimeNanoseconds - start) / 1000)
      }
      times[query.kind, default: []].append(best)
      if let last {
        let ids = last.hits.map { String($0.key) }.joined(separator: ",")
        results += "{\"total\":\(last.total.map(String.init) ?? "null"),\"ids\":[\(ids)]}\n"
      }
    }
    if let file = value("--results") { try results.write(toFile: file, atomically: true, encoding: .utf8) }
    for (kind, all) in times.sorted(by: { $0.key < $1.key }) {
      let sorted = all.sorted()
      print(
        "{\"kind\":\"\(kind)\",\"p50_us\":\(sorted[sorted.count / 2]),\"p99_us\":\(sorted[sorted.count * 99 / 100]),\"mean_us\":\(all.reduce(0, +) / Double(all.count)),\"queries\":\(all.count)}"
      )
    }
  }
}
