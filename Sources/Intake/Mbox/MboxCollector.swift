/// Puts the pieces that a splitter finds together into messages: in memory up to the limit, beyond it as a range of the
/// file that is read again on demand.
struct MboxCollector: MboxSplitterOutput {
  typealias Failure = MboxReading

  private let reader: MboxReader
  private let dialect: MboxDialect
  private let report: ScanReport
  private let skipUntil: UInt64
  private(set) var messages = 0
  private(set) var sawStrayBytes = false
  /// Whether a message began exactly at `skipUntil`, or none has to.
  private(set) var reachedSkip: Bool

  private var unquoter: MboxUnquoter
  private var collected: [UInt8] = []
  private var count: UInt64 = 0
  private var begin: UInt64 = 0
  private var sender: String?
  private var date: String?
  private var isSkipping = false

  init(reader: MboxReader, dialect: MboxDialect, skipUntil: UInt64, report: ScanReport) {
    self.reader = reader
    self.dialect = dialect
    self.skipUntil = skipUntil
    reachedSkip = skipUntil == 0
    self.report = report
    unquoter = MboxUnquoter(dialect.quoting)
  }

  mutating func messageBegins(
    at offset: UInt64, fromLine: FromLine, text: UnsafeRawBufferPointer
  ) throws(Failure) {
    begin = offset
    if offset == skipUntil { reachedSkip = true }
    isSkipping = !reachedSkip
    guard !isSkipping else { return }
    sender = fromLine.isBare ? nil : PathBytes.text(text[fromLine.sender])
    date = fromLine.isBare ? nil : PathBytes.text(text[fromLine.date])
  }

  mutating func messageBytes(_ bytes: UnsafeRawBufferPointer, mayBeQuoted: Bool) throws(Failure) {
    guard !isSkipping else { return }
    var unquoter = unquoter
    unquoter.feed(bytes, mayBeQuoted: mayBeQuoted) { collect($0) }
    self.unquoter = unquoter
  }

  mutating func messageEnds(content: Range<UInt64>, defects: MboxDefects) throws(Failure) {
    guard !isSkipping else { return }
    var unquoter = unquoter
    unquoter.finish { collect($0) }
    self.unquoter = unquoter
    messages += 1
    let body: FoundMessage.Body
    if count == UInt64(collected.count) {
      // A copy of just the right size: the collecting array keeps its room for the next message.
      body = .bytes(collected.withUnsafeBytes { [UInt8]($0) })
    } else {
      body = .stream(
        MessageStream(
          count: count, file: reader.file, range: content, quoting: dialect.quoting, chunk: reader.limits.chunk))
    }
    let size = count
    collected.removeAll(keepingCapacity: true)
    count = 0
    do throws(ScanStopped) {
      if size == 0 {
        try report.failed(
          IntakeError(
            code: .notMail, path: reader.file.path, offset: begin, reason: "the message that begins here is empty"))
      } else {
        try report.found(
          FoundMessage(
            path: reader.file.path, folder: reader.folder, locator: .mbox(offset: begin), body: body,
            envelopeSender: sender, envelopeDate: date, defects: defects.descriptions))
      }
    } catch {
      throw .stopped
    }
  }

  mutating func strayBytes(_ range: Range<UInt64>) throws(Failure) {
    // A reading that only looks for its place reports nothing.
    guard reachedSkip else { return }
    sawStrayBytes = true
    let reason =
      range.upperBound >= reader.file.size
      ? "no line in it begins a message (\"From \", a sender and a date), so it is no mbox"
      : "\(range.count) bytes before the first From_ line belong to no message; see what they are"
    do throws(ScanStopped) {
      try report.failed(
        IntakeError(code: .notMail, path: reader.file.path, offset: range.lowerBound, reason: reason))
    } catch {
      throw .stopped
    }
  }

  mutating func canMessageEnd(at offset: UInt64) throws(Failure) -> Bool {
    try Failure.reading { () throws(IntakeError) in
      try MboxProbe(file: reader.file).canMessageEnd(at: offset)
    }
  }

  private mutating func collect(_ piece: UnsafeRawBufferPointer) {
    // Once one byte was left out, `count` stays ahead of the array for the rest of the message.
    if count == UInt64(collected.count), collected.count + piece.count <= reader.limits.inMemory {
      collected.append(contentsOf: piece)
    }
    count += UInt64(piece.count)
  }
}
