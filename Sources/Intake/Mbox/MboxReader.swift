/// Reads one mbox file from front to back with a buffer of fixed size, and hands out its messages.
struct MboxReader {
  let file: OpenFile
  let folder: String?
  let limits: MessageReadLimits

  /// - Parameters:
  ///   - dialect: `nil` to decide by the file.
  ///   - hint: the offset of a message at which to begin; ignored where no message begins there.
  func read(dialect: MboxDialect?, hint: UInt64, _ report: ScanReport) throws(ScanStopped) {
    let end: MboxReading
    do throws(MboxReading) {
      return try readThrowing(dialect: dialect, hint: hint, report)
    } catch {
      end = error
    }
    switch end {
    case .reading(let error): try report.failed(error)
    case .stopped: throw ScanStopped()
    }
  }

  private func readThrowing(
    dialect: MboxDialect?, hint: UInt64, _ report: ScanReport
  ) throws(MboxReading) {
    let probe = MboxProbe(file: file)
    let dialect = try MboxReading.reading { () throws(IntakeError) in
      if let dialect { return dialect }
      return try probe.dialect()
    }
    var start: UInt64 = 0
    var style: MboxFileStyle?
    if hint > 0, dialect != .mboxcl2 {
      style = try MboxReading.reading { () throws(IntakeError) in try probe.style(ifMessageBeginsAt: hint) }
      start = style == nil ? 0 : hint
    }
    // Lengths chain messages to one another, so in mboxcl2 only a reading from the start knows where messages begin.
    let skip = dialect == .mboxcl2 ? hint : 0
    var collector = MboxCollector(reader: self, dialect: dialect, skipUntil: skip, report: report)
    try pass(dialect, from: start, style: style, &collector)
    if skip > 0, !collector.reachedSkip {
      var again = MboxCollector(reader: self, dialect: dialect, skipUntil: 0, report: report)
      try pass(dialect, from: 0, style: nil, &again)
      collector = again
    }
    if collector.messages == 0, start == 0, !collector.sawStrayBytes, file.size > 0 {
      throw .reading(
        IntakeError(code: .notMail, path: file.path, reason: "there are only empty lines in it"))
    }
  }

  private func pass(
    _ dialect: MboxDialect, from start: UInt64, style: MboxFileStyle?, _ collector: inout MboxCollector
  ) throws(MboxReading) {
    file.willReadSequentially()
    var splitter = MboxSplitter(dialect, at: start, style: style)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(limits.chunk, 1), alignment: 16)
    defer { buffer.deallocate() }
    var place = start
    while true {
      let filled = try MboxReading.reading { () throws(IntakeError) in try file.read(into: buffer, at: place) }
      try splitter.feed(UnsafeRawBufferPointer(rebasing: buffer[..<filled]), to: &collector)
      place += UInt64(filled)
      if filled < buffer.count { break }
    }
    // Of a file that shrank, the open message is not handed out: it may be half of one.
    if place < file.size { throw .reading(file.shorter(at: place)) }
    try splitter.finish(&collector)
  }
}

/// Ends the reading of a file: either the file cannot be read on, which is reported, or the receiver wants to stop.
enum MboxReading: Error {
  case reading(IntakeError)
  case stopped

  static func reading<Result>(_ body: () throws(IntakeError) -> Result) throws(MboxReading) -> Result {
    do { return try body() } catch { throw .reading(error) }
  }
}
