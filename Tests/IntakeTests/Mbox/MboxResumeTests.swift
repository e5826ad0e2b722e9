import Intake
import Testing

/// Taking up an interrupted reading of an mbox.
@Suite struct MboxResumeTests {
  private let folder: TemporaryFolder
  private let messages = (0..<4).map { "Subject: \($0)\n\nFrom \($0)\n\n" + MboxWriter.fromLine + "\n\(Int.max)\n" }

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [MailboxFormat.auto, .mboxrd, .mboxo, .mboxcl2])
  func readingBeginsAtTheMessageThatIsNamed(format: MailboxFormat) throws {
    let path = try folder.write("m", file(format))
    let all = try ScanResult([path], format)
    #expect(all.messages.count == 4)
    for (index, message) in all.found.enumerated() {
      guard case .mbox(let offset) = message.locator else { continue }
      let rest = try ScanResult([path], format, resumeAt: { $0 == path ? offset : 0 })
      #expect(rest.messages == Array(all.messages[index...]))
      #expect(rest.found.map(\.locator) == all.found[index...].map(\.locator))
    }
  }

  @Test(arguments: [MailboxFormat.auto, .mboxrd, .mboxo, .mboxcl2])
  func aPlaceWhereNoMessageBeginsMeansTheStart(format: MailboxFormat) throws {
    let path = try folder.write("m", file(format))
    let all = try ScanResult([path], format)
    let begins = Set(all.found.map(\.locator))
    let size = UInt64(file(format).count)
    for offset in Array(0...size) + [size + 1, size * 2, .max] where !begins.contains(.mbox(offset: offset)) {
      #expect(try ScanResult([path], format, resumeAt: { _ in offset }).messages == all.messages, "offset \(offset)")
    }
  }

  @Test func thunderbirdsFilesAreResumedByTheirOwnRule() throws {
    let path = try folder.write("m", "From \nA: b\n\nx\nFrom \nC: d\n\ny\nFrom \nE: f\n\nz\n")
    let all = try ScanResult([path])
    #expect(all.texts == ["A: b\n\nx\n", "C: d\n\ny\n", "E: f\n\nz\n"])
    #expect(try ScanResult([path], resumeAt: { _ in 14 }).texts == ["C: d\n\ny\n", "E: f\n\nz\n"])
  }

  private func file(_ format: MailboxFormat) -> [UInt8] {
    if format == .mboxcl2 || format == .auto {
      return MboxWriter(dialect: .mboxcl2).write(
        messages.map { TrickyMessages.stateLength([UInt8]($0), newline: "\n") })
    }
    return MboxWriter(dialect: format == .mboxo ? .mboxo : .mboxrd).write(messages.map { [UInt8]($0) })
  }
}
