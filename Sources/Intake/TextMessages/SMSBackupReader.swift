/// Reads the XML that the Android app "SMS Backup & Restore" writes, in pieces of any size: bytes in, records out. What
/// is found does not depend on how the bytes were divided. Memory is bounded by `RecordReadLimits.element`.
final class SMSBackupReader {
  private let path: String
  private let limits: RecordReadLimits
  private let parser: SMSBackupParser
  private var units = XMLUnits()
  /// The bytes that are still needed: of the element that has not ended, and of the unit that has not.
  private var bytes: [UInt8] = []
  /// Where `bytes` begins in the file.
  private var offset: UInt64 = 0
  /// Up to where `bytes` were parsed, and looked at.
  private var parsed = 0
  private var scanned = 0
  /// Nothing more can be read, and why was reported.
  private(set) var hasEnded = false

  /// - Parameter path: what records and faults name as their file.
  init(path: String, limits: RecordReadLimits) throws(IntakeError) {
    self.path = path
    self.limits = limits
    parser = try SMSBackupParser(path: path, limits: limits)
  }

  /// How many bytes of the file are held, for tests of the bound.
  var held: Int { bytes.count }

  func feed(_ piece: UnsafeRawBufferPointer, _ report: RecordReport) throws(ScanStopped) {
    guard !hasEnded else { return }
    bytes.append(contentsOf: piece)
    while !hasEnded {
      let elements: [SMSBackupParser.Element]
      do throws(IntakeError) {
        guard let end = try nextUnit() else { break }
        elements = try parse(upTo: end, isLast: false)
      } catch {
        try end(error, report)
        break
      }
      for element in elements { try hand(element, report) }
    }
    forget()
  }

  /// The file ends here.
  func finish(_ report: RecordReport) throws(ScanStopped) {
    guard !hasEnded else { return }
    do throws(IntakeError) {
      // Elements end with a unit, and all units were read.
      _ = try parse(upTo: bytes.count, isLast: true)
      hasEnded = true
    } catch {
      try end(error, report)
    }
  }

  private func end(_ fault: IntakeError, _ report: RecordReport) throws(ScanStopped) {
    hasEnded = true
    bytes = []
    try report.failed(fault)
  }

  /// - Returns: where the next whole unit ends in `bytes`; `nil` when more bytes are needed.
  private func nextUnit() throws(IntakeError) -> Int? {
    let step = bytes.withUnsafeBytes { units.next($0, from: scanned) }
    switch step {
    case .unit(let end):
      scanned = end
      try checkSize(upTo: end)
      return end
    case .more:
      scanned = bytes.count
      try checkSize(upTo: scanned)
      return nil
    case .declaration(let end):
      // First, so that a file gets the same answer however it is divided.
      try checkSize(upTo: end)
      throw IntakeError(
        code: .notARecord, path: path, offset: offset + UInt64(end - 3),
        reason: "it declares entities, which no backup does")
    case .tooManyAttributes(let end):
      try checkSize(upTo: end)
      throw IntakeError(
        code: .notARecord, path: path, offset: offset + UInt64(parsed),
        reason: "a tag has more than \(XMLUnits.mostAttributes) attributes, as in no backup")
    }
  }

  private func checkSize(upTo end: Int) throws(IntakeError) {
    let start = min(parser.start ?? UInt64.max, offset + UInt64(parsed))
    guard offset + UInt64(end) - start > UInt64(clamping: limits.element) else { return }
    throw IntakeError(
      code: .tooLarge, path: path, offset: start,
      reason: "a message there has more than \(limits.element) bytes; what came before was read, the rest was not")
  }

  private func parse(upTo end: Int, isLast: Bool) throws(IntakeError) -> [SMSBackupParser.Element] {
    let place = offset + UInt64(parsed)
    let range = parsed..<end
    parsed = end
    let isMendable = bytes[range].withUnsafeBytes { CharacterReferences.areIn($0) }
    guard isMendable else {
      return try Self.read(bytes[range], parser, at: place, lostCharacters: 0, isLast: isLast)
    }
    var mended = bytes[range]
    let lost = mended.withUnsafeMutableBytes { CharacterReferences.mend($0, isUTF8: parser.isUTF8) }
    return try Self.read(mended, parser, at: place, lostCharacters: lost, isLast: isLast)
  }

  private static func read(
    _ unit: ArraySlice<UInt8>, _ parser: SMSBackupParser, at offset: UInt64, lostCharacters: Int, isLast: Bool
  ) throws(IntakeError) -> [SMSBackupParser.Element] {
    let result: Result<[SMSBackupParser.Element], IntakeError> = unit.withUnsafeBytes { unit in
      Result { () throws(IntakeError) in
        try parser.read(unit, at: offset, lostCharacters: lostCharacters, isLast: isLast)
      }
    }
    return try result.get()
  }

  private func hand(_ element: SMSBackupParser.Element, _ report: RecordReport) throws(ScanStopped) {
    let place = element.range.lowerBound
    let record: FoundRecord
    do throws(IntakeError) {
      guard let message = element.message else {
        throw IntakeError(
          code: .notARecord, path: path, offset: place,
          reason: "<\(element.name.prefix(40))> is no message: a backup has <sms> and <mms>")
      }
      let range = Int(place - offset)..<Int(element.range.upperBound - offset)
      record = try message.record(path: path, offset: place, content: Array(bytes[range]), limits: limits)
    } catch {
      return try report.failed(error)
    }
    try report.found(record)
  }

  /// Drops the bytes that are no longer needed.
  private func forget() {
    let needed = parser.start.map { Int($0 - offset) } ?? parsed
    guard needed > 0, !hasEnded else { return }
    bytes.removeFirst(needed)
    offset += UInt64(needed)
    parsed -= needed
    scanned -= needed
  }
}

/// A reader is used by one thread at a time.
@available(*, unavailable)
extension SMSBackupReader: Sendable {}
