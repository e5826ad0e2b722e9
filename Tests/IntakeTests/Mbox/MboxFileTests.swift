import Intake
import Testing

/// mbox files, read through the scanner.
@Suite struct MboxFileTests {
  private let folder: TemporaryFolder
  private let line = MboxWriter.fromLine + "\n"

  init() throws { folder = try TemporaryFolder() }

  @Test func messagesCarryTheirPlaceAndEnvelope() throws {
    let path = try folder.write("Gelen Kutusu", line + "Subject: a\n\n1\n\n" + line + "Subject: b\n\n>From 2\n\n")
    let result = try ScanResult([path])
    #expect(result.texts == ["Subject: a\n\n1\n", "Subject: b\n\nFrom 2\n"])
    #expect(result.found.map(\.locator) == [.mbox(offset: 0), .mbox(offset: 64)])
    #expect(result.found.map(\.folder) == ["Gelen Kutusu", "Gelen Kutusu"])
    #expect(result.found.map(\.envelopeSender) == ["seller@example.com", "seller@example.com"])
    #expect(result.found.map(\.envelopeDate) == ["Sat Jan  3 01:05:34 1996", "Sat Jan  3 01:05:34 1996"])
    #expect(result.found.allSatisfy { $0.flags == nil && $0.defects.isEmpty && $0.path == path })
    #expect(result.failed.isEmpty)
  }

  @Test(arguments: [
    (MailboxFormat.mboxo, "From x\n>>From y\n"), (.mboxrd, "From x\n>From y\n"), (.mboxcl2, ">From x\n>>From y\n"),
  ])
  func theDialectDecidesAboutQuoting(format: MailboxFormat, body: String) throws {
    let path = try folder.write("m", line + "Subject: a\nContent-Length: 17\n\n>From x\n>>From y\n\n")
    #expect(try ScanResult([path], format).texts == ["Subject: a\nContent-Length: 17\n\n" + body])
  }

  @Test(arguments: [MailboxFormat.auto, .mbox])
  func lengthsThatFitShowAFileWithoutQuoting(format: MailboxFormat) throws {
    let body = ">From x\n\n" + line + "\n"
    let message = "Subject: a\nTo: b\nContent-Length: \(body.utf8.count)\n\n" + body
    let path = try folder.write("m", line + message + "\n" + line + message + "\n")
    #expect(try ScanResult([path], format).texts == [message, message])
  }

  @Test func oneWrongLengthAmongTheFirstMakesItAQuotedFile() throws {
    let good = "Subject: a\nContent-Length: 8\n\n>From x\n"
    let wrong = "Subject: b\nContent-Length: 7\n\n>From y\n"
    let path = try folder.write("m", line + good + "\n" + line + wrong + "\n")
    let result = try ScanResult([path])
    #expect(result.texts == [good, wrong].map { $0.replacing(">From", with: "From") })
  }

  @Test func largeMessagesComeAsStreams() throws {
    var limits = MessageReadLimits()
    limits.inMemory = 1000
    limits.chunk = 256
    let long = "Subject: a\n\n" + String(repeating: "From a very long letter\nwith text\n", count: 200)
    let path = try folder.write(
      "m", MboxWriter(dialect: .mboxrd).write([[UInt8](long), [UInt8]("Subject: b\n\nx\n"), [UInt8](long)]))
    let result = try ScanResult([path], limits: limits)
    #expect(result.texts == [long, "Subject: b\n\nx\n", long])
    let isStream = result.found.map { message in
      if case .stream = message.body { true } else { false }
    }
    #expect(isStream == [true, false, true])
    #expect(result.found.map(\.body.count) == result.messages.map { UInt64($0.text.count) })
    let stream = try #require(result.found.first).body
    var largest = 0
    try stream.forEachChunk { largest = max(largest, $0.count) }
    #expect(largest <= 256)
  }

  @Test func streamOfAFileThatWasCutIsTruncated() throws {
    var limits = MessageReadLimits()
    limits.inMemory = 10
    let path = try folder.write("m", line + "Subject: a\n\n" + String(repeating: "text\n", count: 100))
    var body: FoundMessage.Body?
    try MailSourceScanner(paths: [path], limits: limits).scan(found: { body = $0.body }, failed: { throw $0 })
    try folder.truncate("m", to: 100)
    let stream = try #require(body)
    #expect(throws: IntakeError(code: .truncated, path: path, offset: 100, reason: "")) {
      try stream.forEachChunk { _ in }
    }
  }

  @Test func emptyMessageIsReportedWithItsPlace() throws {
    let path = try folder.write("m", line + "Subject: a\n\n1\n\n" + line + "\n" + line + "Subject: b\n\n2\n\n")
    let result = try ScanResult([path])
    #expect(result.texts == ["Subject: a\n\n1\n", "Subject: b\n\n2\n"])
    #expect(result.failed == [IntakeError(code: .notMail, path: path, offset: 64, reason: "")])
  }

  @Test func textBeforeTheFirstMessageIsReported() throws {
    let path = try folder.write("m", "lost\n\n" + line + "Subject: a\n\n1\n\n")
    let result = try ScanResult([path], .mbox)
    #expect(result.texts == ["Subject: a\n\n1\n"])
    #expect(result.failed == [IntakeError(code: .notMail, path: path, offset: 0, reason: "")])
  }

  @Test(arguments: ["hello\nworld\n", "\n\n\n", "\u{0}\u{1}"])
  func fileWithoutMessagesIsNoMbox(text: String) throws {
    let path = try folder.write("m", text)
    let result = try ScanResult([path], .mbox)
    #expect(result.messages.isEmpty)
    #expect(result.failed.map(\.code) == [.notMail])
  }

  @Test func emptyMboxIsAMailboxWithoutMail() throws {
    let result = try ScanResult([try folder.write("Trash", "")], .mbox)
    #expect(result.messages.isEmpty && result.failed.isEmpty)
  }

  @Test func errorsOfTheReceiverStopTheScan() throws {
    struct Enough: Error {}
    let path = try folder.write("m", MboxWriter(dialect: .mboxrd).write(Array(repeating: [UInt8]("A: b\n"), count: 9)))
    var count = 0
    #expect(throws: Enough.self) {
      try MailSourceScanner(paths: [path, path]).scan(
        found: { _ in
          count += 1
          if count == 3 { throw Enough() }
        }, failed: { _ in })
    }
    #expect(count == 3)
  }
}
