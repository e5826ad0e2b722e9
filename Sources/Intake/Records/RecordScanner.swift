/// Finds text messages, faxes and notes in files: backups of the Android app "SMS Backup & Restore" (XML) and records
/// of our own (NDJSON, see `Schemas/records/README.md`). What a file is, its content decides. One pass, in a stable
/// order: files by the bytes of their names, records as they lie.
public struct RecordScanner: Sendable {
  public let paths: [String]
  public let limits: RecordReadLimits

  /// - Parameter paths: files, read whatever they are called, and folders, below which only `.xml`, `.ndjson` and
  ///   `.jsonl` are read. Symbolic links are followed for these, and for files below them, never for folders below them.
  public init(paths: [String], limits: RecordReadLimits = .default) {
    self.paths = paths
    self.limits = limits
  }

  /// Size of all files that a scan would read, in bytes, for a progress bar; without the files that records name. Asks
  /// the file system for the size of every file, so keep the value.
  public var totalBytes: UInt64 {
    var total: UInt64 = 0
    // What cannot be read is reported by the scan, and neither closure throws.
    try? forEachFile(
      failed: { _ in },
      { path in
        if let (kind, size) = try? FileKind.of(path, followingLinks: true), kind == .file {
          total = total.addingReportingOverflow(size).partialValue
        }
      })
    return total
  }

  /// Goes through all paths once.
  /// - Parameters:
  ///   - found: called for each record. Its files are read already, or open to be streamed.
  ///   - failed: called for each file, folder or record that could not be read, with its place and the reason. The scan
  ///     goes on with the next record where the file allows that, else with the next file.
  /// - Throws: only what `found` or `failed` throw, at once.
  public func scan(
    found: (consuming FoundRecord) throws -> Void, failed: (IntakeError) throws -> Void
  ) throws {
    var thrown: (any Error)?
    withoutActuallyEscaping(found) { found in
      withoutActuallyEscaping(failed) { failed in
        let report = RecordReport(
          found: { (record) throws(ScanStopped) in
            do { try found(record) } catch {
              thrown = error
              throw ScanStopped()
            }
          },
          failed: { (fault) throws(ScanStopped) in
            do { try failed(fault) } catch {
              thrown = error
              throw ScanStopped()
            }
          })
        let file = RecordFile(limits: limits)
        // Nothing else than the receiver's own error stops a scan, and that one is in `thrown`.
        try? forEachFile(failed: report.failed) { (path) throws(ScanStopped) in try file.read(path, report) }
      }
    }
    if let thrown { throw thrown }
  }

  private func forEachFile(
    failed: (IntakeError) throws(ScanStopped) -> Void, _ body: (PathBytes) throws(ScanStopped) -> Void
  ) throws(ScanStopped) {
    for path in paths {
      let top = PathBytes(path)
      var hasAny = false
      var hasFailed = false
      // As a tree of single files, in which no folder has a meaning of its own.
      try TreeWalk(format: .eml, limits: limits.reading).walk(
        top,
        failed: { (fault) throws(ScanStopped) in
          hasFailed = true
          try failed(fault)
        },
        { (step) throws(ScanStopped) in
          guard case .file(let path, _) = step else { return }
          let isNamed = ["xml", "ndjson", "jsonl"].contains { path.hasExtension($0) }
          guard isNamed || path.bytes == top.bytes else { return }
          hasAny = true
          try body(path)
        })
      if !hasAny, !hasFailed {
        try failed(
          IntakeError(
            code: .notARecord, path: path,
            reason:
              "no file below it ends with .xml, .ndjson or .jsonl; single documents of faxes come in with `evrak record fax`"
          ))
      }
    }
  }
}
