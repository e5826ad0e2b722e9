import Foundation
import Intake
import Testing

/// Reading takes the same little memory whatever the size of the file and of its messages.
@Suite struct MboxMemoryTests {
  @Test func mboxOf300MBWithAMessageOf100MB() async {
    // A process of its own: memory that other tests take at the same time would be counted too.
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let path = folder.path + "/large"
      let expected = try Self.write(path)
      let before = try Self.residentMemory()
      var most = before
      var messages = 0
      var bytes: UInt64 = 0
      try MailSourceScanner(paths: [path]).scan(
        found: { message in
          messages += 1
          try message.body.forEachChunk { bytes += UInt64($0.count) }
          if messages % 1000 == 0 || message.body.count > 1 << 20 { most = max(most, try Self.residentMemory()) }
        },
        failed: { throw $0 })
      guard messages == expected.messages, bytes == expected.bytes, most - before < 40 << 20 else {
        print("\(messages) messages, \(bytes) bytes, \((most - before) >> 20) MiB more than before")
        exit(EXIT_FAILURE)
      }
    }
  }

  /// 40,000 messages of 5 KB, and one of 100 MB in their midst.
  private static func write(_ path: String) throws -> (messages: Int, bytes: UInt64) {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    guard let file = FileHandle(forWritingAtPath: path) else { throw CocoaError(.fileNoSuchFile) }
    let begin = MboxWriter.fromLine + "\nSubject: x\nFrom: a@example.com\n\n"
    let end = ">From here on, quoted\n\n"
    let line = String(repeating: "text ", count: 12) + "\n"
    let small = Data((begin + String(repeating: line, count: 82) + end).utf8)
    let thousand = Data(repeatElement(small, count: 1000).joined())
    let mebibyte = Data(String(repeating: String(repeating: "x", count: 1023) + "\n", count: 1024).utf8)
    for _ in 0..<20 { try file.write(contentsOf: thousand) }
    try file.write(contentsOf: Data(begin.utf8))
    for _ in 0..<100 { try file.write(contentsOf: mebibyte) }
    try file.write(contentsOf: Data(end.utf8))
    for _ in 0..<20 { try file.write(contentsOf: thousand) }
    let size = try file.offset()
    try file.close()
    // Each message has a From_ line, one quoting sign and an empty line that are not its own.
    return (40_001, size - 40_001 * UInt64(MboxWriter.fromLine.utf8.count + 3))
  }

  /// Bytes of memory of this process that are not pages of files.
  private static func residentMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") } ?? ""
    return (Int(line.split(separator: " ").dropFirst().first ?? "") ?? 0) << 10
  }
}
