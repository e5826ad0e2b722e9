public import EventLog
public import Views

/// An archive opened to answer questions.
public struct ReadableArchive: Sendable {
  public let archive: Archive
  public let timelines: View<TimelineProjection>
  /// Events that the timelines do not show yet, because another process owns
  /// the archive and has not come to them.
  public let lag: UInt64

  public func close() {
    timelines.close()
    archive.close()
  }
}

extension Archive {
  /// Opens beside whoever owns the archive. Where views are missing or behind
  /// and nobody owns it, they are brought up to date first.
  public static func openForReading(
    directory: String, keys: KeySource = KeySource(), progress: ((UInt64) -> Void)? = nil
  ) throws -> ReadableArchive {
    let reader = try Archive(directory: directory, role: .reader, keys: keys)
    let view = try? reader.timelines()
    if let view, try view.position() == reader.log.count() {
      return ReadableArchive(archive: reader, timelines: view, lag: 0)
    }
    view?.close()
    reader.close()
    do {
      let owner = try Archive(directory: directory, role: .owner, keys: keys)
      let view = try owner.timelines()
      try view.catchUp(with: owner.log, progress: progress)
      return ReadableArchive(archive: owner, timelines: view, lag: 0)
    } catch let error as EventLogError
      where [.archiveInUse, .permissionDenied, .readOnly, .diskFull].contains(error.code)
    {
      let reader = try Archive(directory: directory, role: .reader, keys: keys)
      let view = try reader.timelines()
      let (position, count) = (try view.position(), try reader.log.count())
      return ReadableArchive(archive: reader, timelines: view, lag: count > position ? count - position : 0)
    }
  }
}
