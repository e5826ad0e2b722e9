import Foundation

/// The folder of outside test data, named by the environment variable EVRAK_CORPORA.
enum Corpora {
  static let folder: URL? = ProcessInfo.processInfo.environment["EVRAK_CORPORA"].map {
    URL(fileURLWithPath: $0, isDirectory: true)
  }

  /// All files below a folder of the corpora, by name, until so many bytes have been read.
  static func texts(below path: String, atMost limit: Int) -> [(name: String, bytes: [UInt8])] {
    guard let folder = folder?.appending(path: path) else { return [] }
    let names = (FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []).sorted()
    var texts: [(name: String, bytes: [UInt8])] = []
    var total = 0
    for name in names where total < limit {
      let url = folder.appending(path: name)
      guard (try? url.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true,
        let data = try? Data(contentsOf: url)
      else { continue }
      texts.append((name, [UInt8](data.prefix(limit - total))))
      total += data.count
    }
    return texts
  }

  /// Paragraphs and questions of the search corpus in a language.
  struct Questions: Decodable {
    var data: [Article]
    struct Article: Decodable { var paragraphs: [Paragraph] }
    struct Paragraph: Decodable {
      var context: String
      var qas: [Question]
    }
    struct Question: Decodable { var question: String }

    static func load(_ language: String) throws -> [Paragraph] {
      guard let folder = Corpora.folder else { return [] }
      let data = try Data(contentsOf: folder.appending(path: "search/xquad.\(language).json"))
      return try JSONDecoder().decode(Questions.self, from: data).data.flatMap(\.paragraphs)
    }
  }
}
