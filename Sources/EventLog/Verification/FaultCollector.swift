import ArchiveEvents
import Foundation
import LMDB

/// Gathers faults, up to a number, with their place in one file.
final class FaultCollector {
  static let limit = 1_000

  private(set) var faults: [VerificationFault] = []
  private(set) var omitted = 0

  func add(_ fault: VerificationFault) {
    guard faults.count < Self.limit else {
      omitted += 1
      return
    }
    if !faults.contains(fault) { faults.append(fault) }
  }

  func add(_ report: InspectionReport, file: String) {
    for fault in report.faults {
      add(
        VerificationFault(
          "\(fault.explanation) (page \(fault.page))", table: fault.table, key: fault.key, file: file,
          offset: UInt64(clamping: fault.offset)))
    }
    omitted += report.omittedFaults
  }
}

/// Bytes of a mapped file, which outlive the walk that found them.
///
/// Sendable because the mapping is read-only and the verifier keeps it until
/// it has finished.
struct MappedBytes: @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer

  func equals(_ other: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count == other.count, let own = bytes.baseAddress, let base = other.baseAddress else {
      return bytes.count == other.count
    }
    return memcmp(own, base, bytes.count) == 0
  }
}

/// A mapped file with its path, for naming places in it.
package struct VerifiedFile {
  let path: String
  let bytes: UnsafeRawBufferPointer

  package init(path: String, bytes: UnsafeRawBufferPointer) {
    self.path = path
    self.bytes = bytes
  }

  func offset(of part: UnsafeRawBufferPointer) -> UInt64? {
    guard let base = bytes.baseAddress, let start = part.baseAddress, start >= base else { return nil }
    return UInt64(start - base)
  }
}
