#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Finds the messages of an mbox in bytes that arrive in chunks of any size. A pure state machine: it reads nothing,
/// holds back at most one line of `FromLine.longest` bytes, and gives the same result however the bytes are divided.
///
/// A message begins with a From_ line at the start of the file or after an empty line (RFC 4155 appendix A, mbox(5)).
/// The empty line before the next From_ line, or at the end of the file, was added by the writer and is not part of the
/// message. In an mboxcl2 file a `Content-Length` that leads to such a place is believed before any line is. Files of
/// Thunderbird have a rule of their own, see `MboxFileStyle`.
///
/// After a call has thrown, the splitter must not be used again.
public struct MboxSplitter {
  private enum State {
    /// At the first byte of a line.
    case lineStart
    /// Inside a line that can only be text.
    case inLine
    /// After a carriage return at the start of a line: perhaps an empty line.
    case afterReturn
    /// The line so far is a beginning of `From `.
    case prefix
    /// The line began with `From `; its end is awaited.
    case fromLine
    /// Inside a header line that may be `Content-Length`.
    case field
    /// Inside a body whose length is known.
    case counted
  }

  public let dialect: MboxDialect
  private var state = State.lineStart
  /// File offset of the first byte of the current chunk.
  private var offset: UInt64
  private let firstOffset: UInt64
  /// Whether a From_ line was seen, so that bytes belong to a message.
  private var inMessage = false
  private var contentStart: UInt64 = 0
  private var defects: MboxDefects = []
  private var sawStrayBytes = false
  /// The line before is empty, or there is none.
  private var separated = true
  private var style: MboxFileStyle?
  private var length = MboxContentLength()
  private var remaining: UInt64 = 0

  /// The last `undecided` bytes before the current place are an empty line (`blank` of them), the beginning of a From_
  /// line, or the one and then the other. They are text only if no From_ line comes of them. `held` has those that came
  /// with earlier chunks; while there are any, no byte of this chunk was given out.
  private var undecided = 0
  private var blank = 0
  private var held: [UInt8] = []
  /// Bytes of the chunk before this place were given out or dropped.
  private var runStart = 0
  /// A line of the run that is not yet given out begins with `>`.
  private var sawSign = false

  /// - Parameters:
  ///   - offset: where in the file the first byte fed lies: 0, or the offset of a From_ line.
  ///   - style: what the first line of the file showed, when reading begins elsewhere.
  public init(_ dialect: MboxDialect, at offset: UInt64 = 0, style: MboxFileStyle? = nil) {
    self.dialect = dialect
    self.offset = offset
    self.style = style
    firstOffset = offset
  }

  /// Takes the next bytes of the file.
  public mutating func feed<Output: MboxSplitterOutput>(
    _ chunk: UnsafeRawBufferPointer, to output: inout Output
  ) throws(Output.Failure) {
    guard let base = chunk.baseAddress, !chunk.isEmpty else { return }
    runStart = 0
    var place = 0
    while place < chunk.count {
      switch state {
      case .inLine: place = skipLines(base, chunk.count, from: place)
      case .lineStart: place = try startLine(chunk, place, &output)
      case .afterReturn:
        if chunk[place] == 0x0A {
          place += 1
          undecided += 1
          try endEmptyLine(at: place, &output)
        } else {
          try keepUndecided(&output)
          state = .inLine
        }
      case .prefix:
        if chunk[place] == Self.word.utf8Start[undecided - blank] {
          place += 1
          undecided += 1
          if undecided - blank == Self.word.utf8CodeUnitCount { state = .fromLine }
        } else {
          try keepUndecided(&output)
          state = .inLine
        }
      case .fromLine: place = try readFromLine(chunk, place, &output)
      case .field:
        if chunk[place] == 0x0A {
          length.endLine()
          state = .inLine
        } else if length.take(chunk[place]) {
          place += 1
        } else {
          state = .inLine
        }
      case .counted:
        let count = Int(min(UInt64(chunk.count - place), remaining))
        place += count
        remaining -= UInt64(count)
        if remaining == 0 { expectSeparator() }
      }
    }
    let decided = max(runStart, chunk.count - undecided)
    try give(chunk, upTo: decided, &output)
    held.append(contentsOf: UnsafeRawBufferPointer(rebasing: chunk[decided...]))
    offset += UInt64(chunk.count)
  }

  /// The file has ended: closes the last message.
  public mutating func finish<Output: MboxSplitterOutput>(_ output: inout Output) throws(Output.Failure) {
    runStart = 0
    if state == .fromLine {
      let line = [UInt8](held.suffix(undecided - blank))
      try endFromLine(line, .init(start: nil, count: 0), lineEnd: 0, &output)
    }
    if state == .counted { defects.insert(.cutShort) }
    if state == .lineStart {
      held.removeAll()
    } else {
      try keepUndecided(&output)
    }
    try closeMessage(at: offset - UInt64(undecided), &output)
    undecided = 0
    blank = 0
  }

  private static let word: StaticString = "From "

  /// The hot loop: passes over lines that begin with a byte in which no rule is interested.
  private mutating func skipLines(_ base: UnsafeRawPointer, _ count: Int, from start: Int) -> Int {
    var place = start
    let wantsFields = length.isWanted
    while let newline = memchr(base + place, 0x0A, count - place) {
      place = base.distance(to: UnsafeRawPointer(newline)) + 1
      if place < count {
        let byte = base.load(fromByteOffset: place, as: UInt8.self)
        if byte == UInt8(ascii: ">") { sawSign = true }
        let isOfInterest =
          byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: "F") || (wantsFields && byte | 0x20 == UInt8(ascii: "c"))
        guard isOfInterest else { continue }
      }
      state = .lineStart
      separated = false
      return place
    }
    return count
  }

  private mutating func startLine<Output: MboxSplitterOutput>(
    _ chunk: UnsafeRawBufferPointer, _ place: Int, _ output: inout Output
  ) throws(Output.Failure) -> Int {
    switch chunk[place] {
    case 0x0A:
      try keepUndecided(&output)
      undecided = 1
      try endEmptyLine(at: place + 1, &output)
      return place + 1
    case 0x0D:
      try keepUndecided(&output)
      undecided = 1
      state = .afterReturn
      return place + 1
    case UInt8(ascii: "F"):
      undecided += 1
      state = .prefix
      return place + 1
    default:
      try keepUndecided(&output)
      if chunk[place] == UInt8(ascii: ">") { sawSign = true }
      state = length.isWanted ? .field : .inLine
      return place
    }
  }

  private mutating func endEmptyLine<Output: MboxSplitterOutput>(
    at place: Int, _ output: inout Output
  ) throws(Output.Failure) {
    state = .lineStart
    separated = true
    blank = undecided
    guard length.isWanted else { return }
    // The first empty line ends the header: now the body's length is known or not.
    length.endHeader()
    switch length.claim {
    case .missing: defects.insert(.contentLengthMissing)
    case .senseless: defects.insert(.contentLengthWrong)
    case .bytes(let count):
      let (end, overflow) = (offset + UInt64(place)).addingReportingOverflow(count)
      if !overflow, try output.canMessageEnd(at: end) {
        // `keepUndecided` counts from the current place, which is just behind the empty line.
        try keepUndecided(&output)
        remaining = count
        state = .counted
        if count == 0 { expectSeparator() }
      } else {
        defects.insert(.contentLengthWrong)
      }
    }
  }

  private mutating func expectSeparator() {
    state = .lineStart
    separated = true
  }

  private mutating func readFromLine<Output: MboxSplitterOutput>(
    _ chunk: UnsafeRawBufferPointer, _ place: Int, _ output: inout Output
  ) throws(Output.Failure) -> Int {
    let known = undecided - blank
    // Two more for the line ending.
    let window = min(chunk.count - place, max(0, FromLine.longest + 2 - known))
    guard let base = chunk.baseAddress, let newline = memchr(base + place, 0x0A, window) else {
      guard window == chunk.count - place else {
        if separated { defects.insert(.fromLineWithoutDate) }
        try keepUndecided(&output)
        state = .inLine
        return place
      }
      undecided += window
      return chunk.count
    }
    let end = base.distance(to: UnsafeRawPointer(newline)) + 1
    undecided += end - place
    let start = end - (undecided - blank)
    if start >= 0 {
      try endFromLine(UnsafeRawBufferPointer(rebasing: chunk[start..<end]), chunk, lineEnd: end, &output)
    } else {
      let line = [UInt8](held.suffix(-start)) + chunk[..<end]
      try endFromLine(line, chunk, lineEnd: end, &output)
    }
    return end
  }

  private mutating func endFromLine<Output: MboxSplitterOutput>(
    _ line: [UInt8], _ chunk: UnsafeRawBufferPointer, lineEnd: Int, _ output: inout Output
  ) throws(Output.Failure) {
    // Only a line that was divided comes this way. A copy, since `withUnsafeBytes` would lose the type of what is thrown.
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: line.count, alignment: 1)
    defer { copy.deallocate() }
    copy.copyBytes(from: line)
    try endFromLine(UnsafeRawBufferPointer(copy), chunk, lineEnd: lineEnd, &output)
  }

  /// A line that began with `From ` is complete, and `undecided` covers it and the empty line before it.
  private mutating func endFromLine<Output: MboxSplitterOutput>(
    _ line: UnsafeRawBufferPointer, _ chunk: UnsafeRawBufferPointer, lineEnd: Int, _ output: inout Output
  ) throws(Output.Failure) {
    state = .lineStart
    let found = FromLine(line)
    guard let found, found.separates(line, separated: separated, style: style) else {
      if separated {
        defects.insert(.fromLineWithoutDate)
      } else if found?.isBare == false {
        defects.insert(.fromLineNotSeparated)
      }
      try keepUndecided(&output)
      separated = false
      return
    }
    if !separated { defects.insert(.noEmptyLineAfter) }
    try give(chunk, upTo: lineEnd - undecided, &output)
    let begin = offset + UInt64(lineEnd) - UInt64(line.count)
    try closeMessage(at: begin - UInt64(blank), &output)
    held.removeAll(keepingCapacity: true)
    runStart = lineEnd
    undecided = 0
    blank = 0
    style = style ?? MboxFileStyle(found, line)
    inMessage = true
    contentStart = offset + UInt64(lineEnd)
    defects = []
    separated = false
    length.beginHeader(wanted: dialect == .mboxcl2)
    try output.messageBegins(at: begin, fromLine: found, text: line)
  }

  private mutating func closeMessage<Output: MboxSplitterOutput>(
    at end: UInt64, _ output: inout Output
  ) throws(Output.Failure) {
    if inMessage {
      inMessage = false
      try output.messageEnds(content: contentStart..<max(end, contentStart), defects: defects)
    } else if sawStrayBytes {
      sawStrayBytes = false
      try output.strayBytes(firstOffset..<end)
    }
  }

  /// The undecided bytes are text. Those of this chunk go out with the run that they are in.
  private mutating func keepUndecided<Output: MboxSplitterOutput>(_ output: inout Output) throws(Output.Failure) {
    undecided = 0
    blank = 0
    guard !held.isEmpty else { return }
    let count = held.count
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
    defer { copy.deallocate() }
    copy.copyBytes(from: held)
    held.removeAll(keepingCapacity: true)
    try pass(UnsafeRawBufferPointer(copy), mayBeQuoted: false, &output)
  }

  private mutating func give<Output: MboxSplitterOutput>(
    _ chunk: UnsafeRawBufferPointer, upTo end: Int, _ output: inout Output
  ) throws(Output.Failure) {
    guard runStart < end else { return }
    let run = UnsafeRawBufferPointer(rebasing: chunk[runStart..<end])
    runStart = end
    let mayBeQuoted = sawSign
    sawSign = false
    try pass(run, mayBeQuoted: mayBeQuoted, &output)
  }

  private mutating func pass<Output: MboxSplitterOutput>(
    _ bytes: UnsafeRawBufferPointer, mayBeQuoted: Bool, _ output: inout Output
  ) throws(Output.Failure) {
    if inMessage {
      try output.messageBytes(bytes, mayBeQuoted: mayBeQuoted)
    } else if !sawStrayBytes {
      sawStrayBytes = bytes.contains { $0 != 0x0A && $0 != 0x0D && $0 != 0x20 && $0 != 0x09 }
    }
  }
}
