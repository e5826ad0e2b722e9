import EventLog
import SearchIndex
import Views

extension Archive {
  /// What is wrong with the full-text index; nothing where there is none yet or it is behind the log, since it is brought up
  /// to date when somebody searches.
  public static func searchFaults(directory: String, keys: KeySource = KeySource()) throws -> [String] {
    let archive = try Archive(directory: directory, role: .reader, keys: keys)
    defer { archive.close() }
    let index: SearchIndex
    do {
      index = try archive.searchIndex()
      try index.verify()
    } catch let error as IndexError {
      switch error.code {
      case .missing: return []
      default: return [error.message]
      }
    }
    defer { index.close() }
    guard let timelines = try? archive.timelines() else { return [] }
    let readable = ReadableArchive(archive: archive, timelines: timelines, lag: 0)
    let searchable = SearchableArchive(readable: readable, index: index, lag: 0, repair: nil)
    defer { timelines.close() }
    guard try timelines.position() == archive.log.count() else { return [] }
    return try searchable.status().faults
  }

  /// Computes the index in a folder beside the old one, which then takes its place.
  public func rebuildSearch(progress: ((UInt64) -> Void)? = nil) throws {
    let timelines = try timelines()
    defer { timelines.close() }
    try timelines.catchUp(with: log)
    try IndexFolder.replace(searchDirectory) { directory in
      let index = try searchIndex(in: directory)
      defer { index.close() }
      try catchUpSearch(index, timelines, progress: progress)
    }
  }
}
