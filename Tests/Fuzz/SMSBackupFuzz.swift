#if canImport(Intake)
  import Intake
#endif

/// libFuzzer's door to backups of text messages. Build with `-sanitize=fuzzer,address -parse-as-library` together with
/// the folders of `Sources/Intake` but `Import`, run with `SWIFT_BACKTRACE=enable=no`.
///
/// The first byte chooses the sizes of the pieces and the limits; the rest is the file. A law that is broken ends the
/// process, which libFuzzer reports with the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSMSBackup(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = [UInt8](UnsafeBufferPointer(start: start, count: count))
  guard let choice = input.first else { return 0 }
  let file = [UInt8](input[1...])
  var limits = RecordReadLimits.default
  if choice & 1 == 1 {
    limits.element = 200
    limits.participants = 2
    limits.files = 2
  }

  let whole = FuzzedBackup(file, limits, piece: { Int.max })
  whole.checkLaws()
  // However a file is divided, the same is found in it.
  precondition(FuzzedBackup(file, limits, piece: { 1 }) == whole, "bytewise differs")
  var seed = UInt64(choice) &+ 1
  let pieces = FuzzedBackup(file, limits) {
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(seed >> 33) % 70 + 1
  }
  precondition(pieces == whole, "pieces differ")
  return 0
}

private struct FuzzedBackup: Equatable {
  /// What the reader says, in order.
  private final class Listener {
    var records: [FoundRecord] = []
    var faults: [IntakeError] = []
    var told: [String] = []
  }

  private let file: [UInt8]
  private let limits: RecordReadLimits
  private let records: [FoundRecord]
  private let faults: [IntakeError]
  private let told: [String]

  init(_ file: [UInt8], _ limits: RecordReadLimits, piece: () -> Int) {
    let listener = Listener()
    let report = RecordReport(
      found: { (record) throws(ScanStopped) in
        let record = record
        listener.told.append(Self.text(record))
        listener.records.append(record)
      },
      failed: { (fault) throws(ScanStopped) in
        listener.told.append("\(fault.code) \(fault)")
        listener.faults.append(fault)
      })
    do {
      let reader = try SMSBackupReader(path: "backup.xml", limits: limits)
      var place = 0
      while place < file.count {
        let end = place + min(piece(), file.count - place)
        // A copy, so that the address sanitizer sees a reading past the piece's end.
        let piece = [UInt8](file[place..<end])
        try piece.withUnsafeBytes { try reader.feed($0, report) }
        precondition(reader.held <= limits.element, "more bytes are held than one element may have")
        place = end
      }
      try reader.finish(report)
    } catch {
      preconditionFailure("\(error)")
    }
    self.file = file
    self.limits = limits
    records = listener.records
    faults = listener.faults
    told = listener.told
  }

  private static func text(_ record: FoundRecord) -> String {
    let files = record.files.map { file in
      guard case .bytes(let bytes) = file.body else { preconditionFailure("a stream") }
      return "\(file.name) \(file.mediaType) \(bytes)"
    }
    return """
      \(record.offset) \(record.content) \(String(describing: record.outbound)) \(String(describing: record.time)) \
      \(String(describing: record.from)) \(record.to) \(record.text) \(record.subject) \(files) \(record.defects)
      """
  }

  static func == (left: FuzzedBackup, right: FuzzedBackup) -> Bool { left.told == right.told }

  func checkLaws() {
    var end: UInt64 = 0
    for record in records {
      precondition(record.offset >= end, "records overlap")
      end = record.offset + UInt64(record.content.count)
      precondition(end <= UInt64(file.count), "a record outside of the file")
      precondition(record.content.elementsEqual(file[Int(record.offset)..<Int(end)]), "other bytes")
      precondition(record.content.count <= limits.element, "too large")
      precondition(record.content.starts(with: "<sms".utf8) || record.content.starts(with: "<mms".utf8), "no element")
      precondition(record.content.last == UInt8(ascii: ">"), "no whole element")
      precondition(record.time.map { RecordTime.range.contains($0) } ?? false, "an impossible time")
      precondition(record.from != nil || !record.to.isEmpty, "nobody")
      precondition(record.to.count <= limits.participants && record.files.count <= limits.files, "too many")
    }
    for fault in faults {
      precondition(!fault.reason.isEmpty, "no reason")
      precondition(fault.offset.map { $0 <= UInt64(file.count) } ?? false, "a fault outside of the file")
    }
  }
}
