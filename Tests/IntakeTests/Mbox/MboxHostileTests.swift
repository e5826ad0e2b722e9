import Intake
import Testing

/// Files that no writer should write, and some do.
@Suite struct MboxHostileTests {
  private let line = MboxWriter.fromLine + "\n"

  /// Splits whole and bytewise, expects the same, returns the messages.
  private func split(_ text: String, _ dialect: MboxDialect = .mboxrd) -> SplitMbox {
    let whole = SplitMbox([UInt8](text), dialect)
    #expect(SplitMbox([UInt8](text), dialect, size: { _ in 1 }) == whole)
    #expect(SplitMbox([UInt8](text), dialect, size: { _ in 7 }) == whole)
    return whole
  }

  private func texts(_ split: SplitMbox) -> [String] {
    split.messages.map { String(decoding: $0.raw, as: UTF8.self) }
  }

  @Test(arguments: ["", "\n", "\n\n\n\n", "\r\n\r\n", "\r", "\r\r\r"])
  func nothingInItIsNoMessage(text: String) {
    #expect(split(text) == SplitMbox([UInt8](text), .mboxrd))
    #expect(split(text).messages.isEmpty)
  }

  @Test func lastLineWithoutItsEnd() {
    #expect(texts(split(line + "A: b\n\ntext")) == ["A: b\n\ntext"])
    #expect(texts(split(line + "A: b\n\ntext\n")) == ["A: b\n\ntext\n"])
    #expect(texts(split(line + "A: b\n\ntext\n\n")) == ["A: b\n\ntext\n"])
    #expect(texts(split(line + "A: b\n\ntext\n\r")) == ["A: b\n\ntext\n\r"])
  }

  @Test func fromLineAtTheVeryEnd() {
    let twice = split(line + "A: b\n\n" + MboxWriter.fromLine)
    #expect(texts(twice) == ["A: b\n", ""])
    #expect(texts(split(line + "A: b\n\nFrom ")) == ["A: b\n\nFrom "])
    #expect(texts(split(line + "A: b\n\nFro")) == ["A: b\n\nFro"])
  }

  @Test func fromLinesWithoutEmptyLines() {
    let found = split(String(repeating: line, count: 5))
    #expect(texts(found) == [String(repeating: line, count: 4)])
    #expect(found.messages.first?.defects == .fromLineNotSeparated)
  }

  @Test func emptyMessages() {
    #expect(texts(split(String(repeating: line + "\n", count: 5))) == ["", "", "", "", ""])
  }

  @Test func sentenceThatBeginsWithFrom() {
    let found = split(line + "A: b\n\nFrom here on\n\n" + line + "C: d\n\n")
    #expect(texts(found) == ["A: b\n\nFrom here on\n", "C: d\n"])
    #expect(found.messages.map(\.defects) == [.fromLineWithoutDate, []])
  }

  @Test func linesOfAMillionBytes() {
    let long = String(repeating: "F", count: 1 << 20)
    let endless = "From " + String(repeating: "a ", count: 1 << 19)
    let text = line + long + "\n\n" + endless + "\n\n" + line + "x\n\n"
    let whole = SplitMbox([UInt8](text), .mboxrd)
    #expect(SplitMbox([UInt8](text), .mboxrd, size: { _ in 4096 }) == whole)
    #expect(texts(whole) == [long + "\n\n" + endless + "\n", "x\n"])
    #expect(whole.messages.first?.defects == .fromLineWithoutDate)
  }

  @Test func tenThousandSigns() {
    let signs = String(repeating: ">", count: 10_000)
    let found = split(line + signs + "From x\n" + signs + "\n\n" + line + "y\n\n")
    #expect(texts(found) == [signs + "From x\n" + signs + "\n", "y\n"])
  }

  @Test func zeroBytesAndLoneReturns() {
    let found = split(line + "A: \u{0}\r\rB\r\n\r\n\u{0}\n\r\n" + line + "x\n\n")
    #expect(texts(found) == ["A: \u{0}\r\rB\r\n\r\n\u{0}\n", "x\n"])
  }

  @Test func textBeforeTheFirstFromLine() {
    let found = split("hello\n\n" + line + "x\n\n")
    #expect(texts(found) == ["x\n"])
    #expect(found.stray == [0..<6])
    #expect(split("hello\nworld\n").stray == [0..<12])
    #expect(split("hello\nworld\n").messages.isEmpty)
    #expect(split("\n\n" + line + "x\n\n").stray.isEmpty)
  }

  @Test func thunderbirdsFilesNeedNoEmptyLine() {
    let dash = "From - Sat Jan 03 01:05:34 1996\n"
    let dashes = split(dash + "A: b\n\nx\n" + dash + "C: d\n\ny\n\n" + dash + "z\n")
    #expect(texts(dashes) == ["A: b\n\nx\n", "C: d\n\ny\n", "z\n"])
    #expect(dashes.messages.map(\.defects) == [.noEmptyLineAfter, [], []])

    let bare = split("From \r\nA: b\r\n\r\nx\r\nFrom \r\nC: d\r\n\r\ny\r\n\r\n")
    #expect(texts(bare) == ["A: b\r\n\r\nx\r\n", "C: d\r\n\r\ny\r\n"])
    // Elsewhere, the same lines are text.
    #expect(texts(split(line + "A: b\n\nFrom \n\n" + dash)).count == 2)
    #expect(texts(split(line + "A: b\n\nx\nFrom \n" + dash)).count == 1)
  }

  static let lengths: [(String, MboxDefects)] = [
    ("Content-Length: -1", .contentLengthWrong), ("Content-Length: 99999999999999999999999", .contentLengthWrong),
    ("Content-Length: 18446744073709551615", .contentLengthWrong), ("Content-Length: 4", .contentLengthWrong),
    ("Content-Length:", .contentLengthWrong),
    ("Content-Length: 0x5", .contentLengthWrong), ("Content-Length: 5 5", .contentLengthWrong),
    ("Content-Length: 5\nContent-Length: 4", .contentLengthWrong), ("Content-Lengths: 5", .contentLengthMissing),
    ("content-length : 5 ", []), ("CONTENT-LENGTH:5", []), ("Content-Length: 5\nContent-Length: 5", []),
    ("Content-Length: 0000000000000000000000005", []), ("Content-Length:\t5\r", []),
  ]

  @Test(arguments: lengths)
  func contentLengthIsBelievedOnlyWhereItLeadsToAnEnd(field: String, defects: MboxDefects) {
    let found = split(line + field + "\n\ntext\n\n" + line + "B: c\n\nx\n\n", .mboxcl2)
    #expect(texts(found) == [field + "\n\ntext\n", "B: c\n\nx\n"])
    #expect(found.messages.map(\.defects) == [defects, .contentLengthMissing])
  }

  @Test func countedBodiesMayHoldFromLines() {
    let body = "\n" + line + "From\n\n" + line
    let message = "Content-Length: \(body.utf8.count)\n\n" + body
    let file = line + message + "\n" + line + message
    #expect(texts(split(file, .mboxcl2)) == [message, message])
    // Without an empty line in between, and without the last newline.
    #expect(texts(split(line + message + line + message, .mboxcl2)) == [message, message])
    let short = "Content-Length: 2\n\nxy"
    #expect(texts(split(line + short + "\n" + line + short, .mboxcl2)) == [short, short])
  }

  @Test func lengthThatJumpsOverAMessageIsStillALength() {
    // The one lie that nothing in an mboxcl2 file can show: the length leads to a later From_ line.
    let second = line + "B: c\n\nx\n"
    let first = "Content-Length: \(("text\n\n" + second).utf8.count)\n\ntext\n\n"
    let found = split(line + first + second + "\n" + line + "D: e\n\n", .mboxcl2)
    #expect(texts(found) == [first + second, "D: e\n"])
  }

  @Test func oldUnquotingLeavesDeeperSigns() {
    let file = line + ">From a\n>>From b\n\n"
    #expect(texts(split(file, .mboxo)) == [">From a\n>>From b\n"])
  }
}
