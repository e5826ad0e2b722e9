import Foundation
import Intake
import Testing

/// Real list archives, compared byte for byte with what Python's `mailbox` module finds in them.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["EVRAK_CORPORA"] != nil,
    "EVRAK_CORPORA does not name the folder of the corpora"))
struct MboxCorporaTests {
  private let corpora = ProcessInfo.processInfo.environment["EVRAK_CORPORA"] ?? ""
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Prints every message with its length before it. `mailbox` finds the messages; the regular expression undoes the
  /// quoting, which the module does not do.
  private static let reference = """
    import mailbox, re, sys
    box = mailbox.mbox(sys.argv[1], create=False)
    with open(sys.argv[2], "wb") as out:
      for key in box.keys():
        text = re.sub(rb"(?m)^>(>*From )", rb"\\1", box.get_bytes(key))
        out.write(len(text).to_bytes(8, "little") + text)
    """

  @Test(arguments: [("linux-mtd", 8_592), ("linux-raid", 19_526)])
  func archivesAreReadAsPythonReadsThem(name: String, count: Int) throws {
    let mbox = folder.path + "/" + name
    try run("zstd", "-dcq", corpora + "/mail/\(name).mbox.zst", output: mbox)
    try run("python3", "-c", Self.reference, mbox, mbox + ".reference", output: mbox + ".log")
    let reference = try #require(FileHandle(forReadingAtPath: mbox + ".reference"))

    var found = 0
    var different = 0
    var defects = 0
    try MailSourceScanner(paths: [mbox]).scan(
      found: { message in
        found += 1
        defects += message.defects.count
        let length = try reference.read(upToCount: 8)?.reversed().reduce(0) { $0 << 8 | UInt64($1) } ?? 0
        let expected = try reference.read(upToCount: Int(length)) ?? Data()
        guard case .bytes(let bytes) = message.body else {
          throw IntakeError(code: .unreadable, path: mbox, reason: "")
        }
        if expected != Data(bytes) { different += 1 }
      },
      failed: { throw $0 })
    #expect(found == count)
    #expect(different == 0)
    #expect(defects == 0)
    #expect(try reference.readToEnd()?.isEmpty ?? true)
  }

  @Test func maildirIsReadWhole() throws {
    let result = try ScanResult([corpora + "/mail/easy-ham"])
    #expect(result.found.count == 2_500)
    #expect(result.failed.isEmpty)
    #expect(result.found.allSatisfy { $0.flags == "S" })
    for message in result.messages.prefix(50) {
      #expect(FileManager.default.contents(atPath: message.path).map { [UInt8]($0) } == message.text)
    }
  }

  /// Runs a program to its end, with its standard output going to a file.
  private func run(_ arguments: String..., output: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    _ = FileManager.default.createFile(atPath: output, contents: nil)
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(arguments.first ?? "") failed")
  }
}
