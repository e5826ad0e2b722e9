import Foundation

/// The folder of outside test data, named by the environment variable EVRAK_CORPORA.
enum Corpora {
  static let folder: URL? = ProcessInfo.processInfo.environment["EVRAK_CORPORA"].map {
    URL(fileURLWithPath: $0, isDirectory: true)
  }

  /// The messages of `mime/` without extension, `rfc/000` and so on.
  static let goldens: [String] = files(in: ["mime/rfc", "mime/malformed", "mime/thirdparty"])
    .filter { $0.hasSuffix(".eml") }
    .map { String($0.dropFirst("mime/".count).dropLast(".eml".count)) }

  /// Paths of the files of some folders, relative to the corpora.
  static func files(in folders: [String]) -> [String] {
    guard let folder else { return [] }
    return folders.flatMap { name in
      let found = try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: name).path)
      return (found ?? []).sorted().map { "\(name)/\($0)" }
    }
  }
}
