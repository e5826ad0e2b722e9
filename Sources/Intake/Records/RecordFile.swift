/// Reads one file of records, in pieces.
struct RecordFile {
  let limits: RecordReadLimits

  /// What the first bytes of a file show it to be.
  enum Kind: Equatable {
    case androidBackup
    case records
    /// Neither; the reason continues a sentence.
    case other(String)

    /// How PDF files and TIFF files of either byte order begin.
    private static let documents = [Array("%PDF".utf8), Array("II*\0".utf8), Array("MM\0*".utf8)]

    /// How many bytes are enough.
    static let prefix = 64 << 10

    init(_ bytes: UnsafeRawBufferPointer) {
      let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      let rest = bytes[start...].drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
      switch rest.first {
      case UInt8(ascii: "<") where rest.dropFirst().first == 0, 0 where rest.dropFirst().first == UInt8(ascii: "<"),
        0xFE where rest.dropFirst().first == 0xFF, 0xFF where rest.dropFirst().first == 0xFE:
        self = .other("it is UTF-16 text; save it as UTF-8")
      case UInt8(ascii: "<"): self = .androidBackup
      case UInt8(ascii: "{"): self = .records
      case nil where bytes.isEmpty: self = .other("the file is empty")
      case nil: self = .other("it begins with nothing but blanks")
      case UInt8(ascii: "["):
        self = .other("it is a JSON list; records stand one a line, without a list around them")
      default:
        if bytes.starts(with: [0x1F, 0x8B]) {
          self = .other("it is compressed with gzip; unpack it first")
        } else if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
          self = .other("it is a ZIP archive; unpack it first")
        } else if Self.documents.contains(where: { bytes.starts(with: $0) }) {
          self = .other("it is a document; `evrak record fax` takes one in, or a record that names it as its file")
        } else {
          self = .other("it is neither an XML backup of messages nor NDJSON: it begins with neither < nor {")
        }
      }
    }
  }

  func read(_ path: PathBytes, _ report: RecordReport) throws(ScanStopped) {
    let opened = try report.attempt { () throws(IntakeError) -> (OpenFile, Kind) in
      let file = try OpenFile(path)
      return (file, try file.prefix(Kind.prefix, at: 0).withUnsafeBytes { Kind($0) })
    }
    guard let (file, kind) = opened else { return }
    file.willReadSequentially()
    switch kind {
    case .androidBackup: try readBackup(file, report)
    case .records: try readRecords(file, folder: RecordFolder(of: path, reading: limits.reading), report)
    case .other(let reason): try report.failed(IntakeError(code: .notARecord, path: file.path, reason: reason))
    }
  }

  private func readBackup(_ file: OpenFile, _ report: RecordReport) throws(ScanStopped) {
    let reader = try report.attempt { () throws(IntakeError) -> SMSBackupReader in
      try SMSBackupReader(path: file.path, limits: limits)
    }
    guard let reader else { return }
    let isWhole = try forEachPiece(file, report) { (piece) throws(ScanStopped) in
      try reader.feed(piece, report)
      return !reader.hasEnded
    }
    if isWhole { try reader.finish(report) }
  }

  private func readRecords(_ file: OpenFile, folder: RecordFolder, _ report: RecordReport) throws(ScanStopped) {
    let lineReader = RecordLine(path: file.path, limits: limits)
    func take(_ line: RecordLines.Line) throws(ScanStopped) {
      let record = try report.attempt { () throws(IntakeError) -> FoundRecord in
        switch line {
        case .tooLong(let offset):
          throw IntakeError(
            code: .tooLarge, path: file.path, offset: offset,
            reason: "the line has more than \(limits.line) bytes; put its files beside it, under “file”")
        case .line(let bytes, let offset):
          var (record, files) = try lineReader.read(bytes, offset: offset)
          for stated in files {
            do throws(RecordFault) {
              record.files.append(try folder.open(stated))
            } catch {
              throw IntakeError(code: error.code, path: file.path, offset: offset, reason: error.reason)
            }
          }
          return record
        }
      }
      if let record { try report.found(record) }
    }
    var lines = RecordLines(limit: limits.line)
    let isWhole = try forEachPiece(file, report) { (piece) throws(ScanStopped) in
      try lines.feed(piece, take)
      return true
    }
    // The beginning of a line whose end cannot be read is no line.
    if isWhole { try lines.finish(take) }
  }

  /// Calls `body` with the file's bytes in order, until it returns false.
  /// - Returns: whether the end of the file was reached.
  private func forEachPiece(
    _ file: OpenFile, _ report: RecordReport, _ body: (UnsafeRawBufferPointer) throws(ScanStopped) -> Bool
  ) throws(ScanStopped) -> Bool {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(limits.reading.chunk, 1), alignment: 16)
    defer { buffer.deallocate() }
    var place: UInt64 = 0
    while place < file.size {
      let wanted = Int(min(UInt64(buffer.count), file.size - place))
      let piece = UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
      let filled = try report.attempt { () throws(IntakeError) -> Int in
        let filled = try file.read(into: piece, at: place)
        guard filled == wanted else { throw file.shorter(at: place + UInt64(filled)) }
        return filled
      }
      guard filled != nil else { return false }
      place += UInt64(wanted)
      guard try body(UnsafeRawBufferPointer(piece)) else { return false }
    }
    return true
  }
}
