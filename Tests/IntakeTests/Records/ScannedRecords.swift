import Testing

@testable import Intake

/// What a scan of records found and could not read.
struct ScannedRecords {
  private(set) var found: [FoundRecord] = []
  private(set) var failed: [IntakeError] = []

  /// - Parameter below: a folder that is left out of the paths of faults.
  init(_ paths: [String], limits: RecordReadLimits = .default, below: String = "") throws {
    var found: [FoundRecord] = []
    var failed: [IntakeError] = []
    try RecordScanner(paths: paths, limits: limits).scan(
      found: { found.append($0) },
      failed: { fault in
        var fault = fault
        if !below.isEmpty, fault.path.hasPrefix(below + "/") { fault.path.removeFirst(below.utf8.count + 1) }
        failed.append(fault)
      })
    (self.found, self.failed) = (found, failed)
  }

  /// The only record, where nothing failed.
  func only() throws -> FoundRecord {
    #expect(failed.isEmpty, "\(failed)")
    #expect(found.count == 1)
    return try #require(found.first)
  }

  /// The reason of the only fault.
  func reason() throws -> String {
    #expect(failed.count == 1, "\(failed)")
    return try #require(failed.first).reason
  }
}

extension FoundRecord.File {
  /// All bytes of the file.
  func bytes() throws -> [UInt8] {
    var bytes: [UInt8] = []
    try body.forEachChunk { bytes.append(contentsOf: $0) }
    return bytes
  }
}
