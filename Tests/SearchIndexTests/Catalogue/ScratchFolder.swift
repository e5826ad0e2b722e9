import Foundation
import TextAnalysis

@testable import SearchIndex

/// A folder of its own for one test; it goes with this object.
final class ScratchFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "evrak-index-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Opens an index of its own in the folder, by a name.
  func index(
    _ name: String = "index", _ schema: IndexSchema = .small, identity: String = "a", role: SearchIndex.Role = .owner
  ) throws -> SearchIndex {
    try SearchIndex(directory: path + "/" + name, schema: schema, identity: Array(identity.utf8), role: role)
  }

  /// Paths of the segment files of an index.
  func segments(_ name: String = "index") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path + "/" + name)
      .filter { $0.hasSuffix(".segment") }.sorted().map { path + "/" + name + "/" + $0 }
  }
}

extension IndexSchema {
  /// Two texts, one of them weightier; two kinds of keywords; two columns.
  static let small = IndexSchema(
    texts: [TextField("subject", weight: 12), TextField("body", weight: 4)], keywords: ["account", "thread"],
    columns: ["time", "version"], unit: 4)
  /// One text that counts as it is.
  static let plain = IndexSchema(texts: [TextField("body", weight: 1)], columns: ["time"])
}

extension IndexDocument {
  /// A document with one text.
  init(_ key: UInt64, _ text: String, field: Int = 0, language: TextLanguage = .english, values: [Int64] = []) {
    self.init(
      key: key, texts: [Text(field: field, bytes: Array(text.utf8), language: language)],
      values: values.isEmpty ? [Int64(truncatingIfNeeded: key)] : values)
  }
}

extension SearchIndex {
  /// Adds documents and commits them as one segment.
  func commit(_ documents: [IndexDocument], deleting keys: [UInt64] = []) throws {
    let writer = IndexWriter(self)
    for document in documents { writer.add(document) }
    for key in keys { writer.delete(key) }
    try writer.commit(checkpoint: [1])
  }

  /// Keys of all that match, ascending.
  func keys(_ clause: SearchClause, languages: [TextLanguage] = []) throws -> [UInt64] {
    let request = SearchRequest(clause, limit: 1_000_000, order: .ascending(column: 0), languages: languages)
    return try snapshot().search(request).hits.map(\.key).sorted()
  }
}

/// The same numbers on every machine (SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", 2014).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// A number below `limit`.
  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

  /// Whether something happens that happens so many times in a hundred.
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  mutating func pick<Choices: RandomAccessCollection>(_ choices: Choices) -> Choices.Element
  where Choices.Index == Int {
    choices[choices.startIndex + below(choices.count)]
  }
}
