public import EventLog
public import Views

/// An archive opened to answer questions.
public struct ReadableArchive: Sendable {
  public let archive: Archive
  public let timelines: View<TimelineProjection>
  /// Events that the timelines do not show yet, because another process owns
  /// the archive and has not come to them.
  public let lag: UInt64

  public init(archive: Archive, timelines: View<TimelineProjection>, lag: UInt64) {
    self.archive = archive
    self.timelines = timelines
    self.lag = lag
  }

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
    if let owner = try ownerInStep(directory, keys, progress) { return owner }
    let beside = try Archive(directory: directory, role: .reader, keys: keys)
    let timelines = try beside.timelines()
    let (position, count) = (try timelines.position(), try beside.log.count())
    return ReadableArchive(archive: beside, timelines: timelines, lag: count > position ? count - position : 0)
  }

  /// Nil where the views can't be written to now: another process owns the
  /// archive, the disk is full, or the files are read-only.
  private static func ownerInStep(
    _ directory: String, _ keys: KeySource, _ progress: ((UInt64) -> Void)?
  ) throws -> ReadableArchive? {
    let owner: Archive
    do {
      owner = try Archive(directory: directory, role: .owner, keys: keys)
    } catch let error as EventLogError {
      guard [.archiveInUse, .permissionDenied, .readOnly, .diskFull].contains(error.code) else { throw error }
      return nil
    }
    do {
      let view = try owner.timelines()
      try view.catchUp(with: owner.log, progress: progress)
      return ReadableArchive(archive: owner, timelines: view, lag: 0)
    } catch let error as ViewError {
      owner.close()
      guard error.code == .diskFull else { throw error }
      return nil
    } catch let error as EventLogError {
      owner.close()
      guard [.permissionDenied, .readOnly, .diskFull].contains(error.code) else { throw error }
      return nil
    }
  }
}
