import EventLog

/// Something that was found in a file and is to be captured.
public enum FoundCapture: Sendable {
  case mail(FoundMessage)
  case record(FoundRecord)

  var path: String {
    switch self {
    case .mail(let message): message.path
    case .record(let record): record.path
    }
  }

  /// Where it begins in a file that holds many.
  var offset: UInt64? {
    switch self {
    case .mail(let message): if case .mbox(let offset) = message.locator { offset } else { nil }
    case .record(let record): record.offset
    }
  }

  /// Bytes that it has in its source.
  var size: UInt64 {
    switch self {
    case .mail(let message): message.body.count
    case .record(let record): UInt64(record.content.count)
    }
  }

  /// Bytes of it that are held in memory, files included.
  var held: UInt64 {
    guard case .record(let record) = self else { return size }
    return record.files.reduce(size) { sum, file in
      if case .bytes(let bytes) = file.body { sum + UInt64(bytes.count) } else { sum }
    }
  }
}

/// Finds captures in files. What cannot be read is reported and never ends the scan.
public protocol CaptureScanner: Sendable {
  /// Size of all files that a scan would read, in bytes, for a progress bar.
  var totalBytes: UInt64 { get }

  /// Goes through all once; throws only what `found` or `failed` throw.
  func captures(found: (consuming FoundCapture) throws -> Void, failed: (IntakeError) throws -> Void) throws
}

extension MailSourceScanner: CaptureScanner {
  public func captures(
    found: (consuming FoundCapture) throws -> Void, failed: (IntakeError) throws -> Void
  ) throws {
    try scan(
      found: { (message: consuming FoundMessage) throws in try found(.mail(message)) },
      failed: { error throws in try failed(error) })
  }
}

extension RecordScanner: CaptureScanner {
  public func captures(
    found: (consuming FoundCapture) throws -> Void, failed: (IntakeError) throws -> Void
  ) throws {
    try scan(found: { record in try found(.record(record)) }, failed: failed)
  }
}
