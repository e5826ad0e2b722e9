import Foundation
import SearchIndex
import TextAnalysis

/// `search-relevance FILE`: each question of a file in the form of SQuAD against all paragraphs, any word being enough; the
/// mean reciprocal rank of a question's own paragraph among the first ten.
enum SearchRelevanceBenchmark {
  private struct File: Decodable {
    struct Article: Decodable { var paragraphs: [Paragraph] }
    struct Paragraph: Decodable {
      var context: String
      var qas: [Question]
    }
    struct Question: Decodable { var question: String }
    var data: [Article]
  }

  static func run(_ arguments: [String]) throws {
    guard let path = arguments.first else { throw BenchmarkUsage("search-relevance FILE") }
    let file = try JSONDecoder().decode(File.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    let paragraphs = file.data.flatMap(\.paragraphs)
    let directory = NSTemporaryDirectory() + "evrak-relevance-\(getpid())"
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let index = try SearchIndex(
      directory: directory, schema: SearchBuildBenchmark.schema, identity: [1], role: .owner)
    defer { index.close() }
    let writer = IndexWriter(index)
    let detector = LanguageDetector()
    for (number, paragraph) in paragraphs.enumerated() {
      let bytes = Array(paragraph.context.utf8)
      let language = bytes.withUnsafeBytes { detector.detect($0) }
      writer.add(
        IndexDocument(
          key: UInt64(number), texts: [.init(field: 0, bytes: bytes, language: language)], values: [Int64(number)]))
    }
    try writer.commit(checkpoint: nil)
    let snapshot = try index.snapshot()
    var (sum, questions): (Double, Int) = (0, 0)
    for (number, paragraph) in paragraphs.enumerated() {
      for question in paragraph.qas {
        questions += 1
        let results = try snapshot.search(request(question.question))
        if let rank = results.hits.firstIndex(where: { $0.key == UInt64(number) }) { sum += 1 / Double(rank + 1) }
      }
    }
    print("{\"mrr10\":\(sum / Double(questions)),\"questions\":\(questions),\"paragraphs\":\(paragraphs.count)}")
  }

  /// As `evrak search --any` asks.
  private static func request(_ question: String) -> SearchRequest {
    let detected = Array(question.utf8).withUnsafeBytes { LanguageDetector().detect($0) }
    let others = [TextLanguage.english, .turkish].filter { $0 != detected }
    var request = SearchRequest(
      .anyWord(of: question), limit: 10, order: .relevance(ties: 0),
      countsTotal: false, languages: detected == .unknown ? others : [detected])
    request.considersProximity = true
    return request
  }
}
