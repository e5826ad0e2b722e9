/// Finds the messages in mailboxes of several formats: one pass, in a stable order, with flat memory.
///
/// Files and folders are visited in the order of the bytes of their names, messages of a Maildir by their unique names,
/// those of an mbox as they lie. What cannot be read is reported and never ends the scan.
public struct MailSourceScanner: Sendable {
  public let paths: [String]
  public let format: MailboxFormat
  public let limits: MessageReadLimits

  /// - Parameters:
  ///   - paths: files and folders. Symbolic links are followed for these, and for files below them, but never for folders
  ///     below them.
  ///   - format: see `MailboxFormat`. `auto` takes a folder with `cur` or `new` for a Maildir and goes through any other; a
  ///     file that begins with a From_ line is an mbox, one that begins with header fields a message.
  public init(paths: [String], format: MailboxFormat = .auto, limits: MessageReadLimits = .default) {
    self.paths = paths
    self.format = format
    self.limits = limits
  }

  /// Size of all files that a scan would read, in bytes, for a progress bar. Asks the file system for the size of every
  /// file, so keep the value.
  public var totalBytes: UInt64 {
    var total: UInt64 = 0
    func add(_ path: PathBytes) {
      if let (kind, size) = try? FileKind.of(path, followingLinks: true), kind == .file {
        total = total.addingReportingOverflow(size).partialValue
      }
    }
    func addStep(_ step: TreeWalk.Step) {
      switch step {
      case .file(let path, _): add(path)
      case .maildir(let path, _):
        for place in [path.appending("cur"), path.appending("new")] {
          guard let directory = try? Directory(place) else { continue }
          for entry in directory.entries where !directory.isHidden(entry) { add(directory.path(entry, in: place)) }
        }
      }
    }
    for path in paths {
      // What cannot be read is reported by the scan, and neither closure throws.
      try? TreeWalk(format: format, limits: limits).walk(PathBytes(path), failed: { _ in }, addStep)
    }
    return total
  }

  /// Goes through all paths once.
  /// - Parameters:
  ///   - resumeAt: for the path of an mbox, the offset of the From_ line at which to begin, 0 for the start. Only a hint: where
  ///     no message begins there (any more), the file is read from its start.
  ///   - found: called for each message; an empty array or file is never a message.
  ///   - failed: called for each file, folder or place that could not be read.
  /// - Throws: only what `found` or `failed` throw, at once.
  public func scan<E: Error>(
    resumeAt: ((String) -> UInt64)? = nil,
    found: (consuming FoundMessage) throws(E) -> Void,
    failed: (IntakeError) throws(E) -> Void
  ) throws(E) {
    var thrown: E?
    withoutActuallyEscaping(found) { found in
      withoutActuallyEscaping(failed) { failed in
        let report = ScanReport(
          found: { (message) throws(ScanStopped) in
            do throws(E) { try found(message) } catch {
              thrown = error
              throw ScanStopped()
            }
          },
          failed: { (fault) throws(ScanStopped) in
            do throws(E) { try failed(fault) } catch {
              thrown = error
              throw ScanStopped()
            }
          })
        // Nothing else than the receiver's own error stops a scan, and that one is in `thrown`.
        try? scan(hint: resumeAt ?? { _ in 0 }, report)
      }
    }
    if let thrown { throw thrown }
  }

  private func scan(hint: (String) -> UInt64, _ report: ScanReport) throws(ScanStopped) {
    let file = MessageFile(limits: limits, format: format)
    let maildir = MaildirReader(limits: limits)
    for path in paths {
      try TreeWalk(format: format, limits: limits).walk(PathBytes(path), failed: report.failed) {
        (step) throws(ScanStopped) in
        switch step {
        case .file(let path, let folder): try file.read(path, folder: folder, hint: hint, report)
        case .maildir(let path, let folder): try maildir.read(path, folder: folder, report)
        }
      }
    }
  }
}
