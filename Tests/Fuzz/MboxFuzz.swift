#if canImport(Intake)
  import Intake
#endif

/// libFuzzer's door to the mbox splitter. Build with `-sanitize=fuzzer,address -parse-as-library` together with
/// `Sources/Intake/Mbox`, run with `SWIFT_BACKTRACE=enable=no`.
///
/// The first byte chooses the dialect, the second the sizes of the pieces; the rest is the file. A law that is broken ends
/// the process, which libFuzzer reports with the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMbox(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = [UInt8](UnsafeBufferPointer(start: start, count: count))
  guard input.count >= 2 else { return 0 }
  let dialects = MboxDialect.allCases
  let dialect = dialects[Int(input[0]) % dialects.count]
  let file = [UInt8](input[2...])

  let whole = FuzzedMbox(file, dialect, piece: { _ in Int.max })
  whole.checkLaws()
  // However a file is divided, the same is found in it.
  precondition(FuzzedMbox(file, dialect, piece: { _ in 1 }) == whole, "bytewise differs")
  var seed = UInt64(input[1]) &+ 1
  let pieces = FuzzedMbox(file, dialect) { _ in
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(seed >> 33) % 70 + 1
  }
  precondition(pieces == whole, "pieces differ")
  return 0
}

private struct FuzzedMbox: MboxSplitterOutput, Equatable {
  private struct Message: Equatable {
    var begin: UInt64
    var content: Range<UInt64>?
    var raw: [UInt8] = []
    var text: [UInt8] = []
    var defects: MboxDefects = []
  }

  private let file: [UInt8]
  private var messages: [Message] = []
  private var stray: Range<UInt64>?
  private var unquoter: MboxUnquoter
  private let quoting: MboxQuoting

  init(_ file: [UInt8], _ dialect: MboxDialect, piece: (Int) -> Int) {
    self.file = file
    quoting = dialect.quoting
    unquoter = MboxUnquoter(dialect.quoting)
    var splitter = MboxSplitter(dialect)
    var place = 0
    while place < file.count {
      let end = place + min(piece(place), file.count - place)
      // A copy, so that the address sanitizer sees a reading past the piece's end.
      [UInt8](file[place..<end]).withUnsafeBytes { splitter.feed($0, to: &self) }
      place = end
    }
    splitter.finish(&self)
  }

  static func == (left: FuzzedMbox, right: FuzzedMbox) -> Bool {
    left.messages == right.messages && left.stray == right.stray
  }

  mutating func messageBegins(at offset: UInt64, fromLine: FromLine, text: UnsafeRawBufferPointer) {
    precondition(messages.last.map { $0.content != nil } ?? true, "a message begins inside another")
    messages.append(Message(begin: offset))
  }

  mutating func messageBytes(_ bytes: UnsafeRawBufferPointer, mayBeQuoted: Bool) {
    precondition(!bytes.isEmpty, "empty piece")
    precondition(messages.last.map { $0.content == nil } ?? false, "bytes outside a message")
    messages[messages.count - 1].raw.append(contentsOf: bytes)
    var text: [UInt8] = []
    unquoter.feed(bytes, mayBeQuoted: mayBeQuoted) { text.append(contentsOf: $0) }
    messages[messages.count - 1].text.append(contentsOf: text)
  }

  mutating func messageEnds(content: Range<UInt64>, defects: MboxDefects) {
    precondition(messages.last.map { $0.content == nil } ?? false, "an end without a message")
    var text: [UInt8] = []
    unquoter.finish { text.append(contentsOf: $0) }
    messages[messages.count - 1].text.append(contentsOf: text)
    messages[messages.count - 1].content = content
    messages[messages.count - 1].defects = defects
  }

  mutating func strayBytes(_ range: Range<UInt64>) {
    precondition(stray == nil && messages.isEmpty, "stray bytes inside the file")
    stray = range
  }

  mutating func canMessageEnd(at offset: UInt64) -> Bool {
    guard offset <= UInt64(file.count) else { return false }
    let rest = file[Int(offset)...].prefix(MboxSplitter.lookAhead)
    let isRest = rest.endIndex == file.count
    return rest.withUnsafeBytes { MboxSplitter.canMessageEnd(before: $0, isRest: isRest) }
  }

  /// Nothing is lost: between two messages lie only a From_ line and at most one empty line.
  func checkLaws() {
    var end = UInt64(0)
    if let first = messages.first {
      let before = file[..<Int(first.begin)]
      precondition(
        stray != nil || before.allSatisfy { $0 == 0x0A || $0 == 0x0D || $0 == 0x20 || $0 == 0x09 }, "lost bytes")
      end = first.begin
    } else {
      precondition(
        stray != nil || file.allSatisfy { $0 == 0x0A || $0 == 0x0D || $0 == 0x20 || $0 == 0x09 }, "lost file")
      return
    }
    for message in messages {
      guard let content = message.content else { preconditionFailure("a message without an end") }
      let gap = file[Int(end)..<Int(message.begin)]
      precondition(
        gap.isEmpty || gap.elementsEqual([0x0A]) || gap.elementsEqual([0x0D, 0x0A]), "lost bytes between messages")
      let line = file[Int(message.begin)..<Int(content.lowerBound)]
      precondition(line.starts(with: "From ".utf8), "no From_ line")
      precondition(!line.dropLast().contains(0x0A), "more than a From_ line")
      precondition(Array(file[Int(content.lowerBound)..<Int(content.upperBound)]) == message.raw, "other bytes")
      precondition(message.text.count <= message.raw.count, "longer than it was")
      var once = MboxUnquoter(quoting)
      var text: [UInt8] = []
      message.raw.withUnsafeBytes { once.feed($0) { text.append(contentsOf: $0) } }
      once.finish { text.append(contentsOf: $0) }
      precondition(text == message.text, "unquoted otherwise")
      end = content.upperBound
    }
    let rest = file[Int(end)...]
    precondition(
      rest.isEmpty || rest.elementsEqual([0x0A]) || rest.elementsEqual([0x0D, 0x0A]), "lost bytes at the end")
  }
}
