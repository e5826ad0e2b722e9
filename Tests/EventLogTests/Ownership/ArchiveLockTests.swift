import EventLog
import Foundation
import Testing

@Suite("The right to append")
struct ArchiveLockTests {
  @Test("one owner at a time; the refused one is told which process it is")
  func oneOwner() throws {
    let folder = try ScratchFolder()
    let lock = try ArchiveLock(directory: folder.path)
    let error = #expect(throws: EventLogError(.archiveInUse, "")) { try ArchiveLock(directory: folder.path) }
    #expect(error?.message.contains("process \(getpid())") ?? false)
    #expect(error?.message.contains(folder.path) ?? false)
    withExtendedLifetime(lock) {}
  }

  @Test("the right ends with its holder, and a pid left in the file is nobody's")
  func released() throws {
    let folder = try ScratchFolder()
    for _ in 0..<3 { _ = try ArchiveLock(directory: folder.path) }
    try Data("99999999\n".utf8).write(to: URL(fileURLWithPath: folder.path + "/lock"))
    let lock = try ArchiveLock(directory: folder.path)
    let text = try String(contentsOfFile: folder.path + "/lock", encoding: .utf8)
    #expect(text == "\(getpid())\n", "nothing of the longer pid is left")
    withExtendedLifetime(lock) {}
  }

  @Test(
    "a lock file with nonsense in it still locks", arguments: ["", "x", "\0\0", String(repeating: "9", count: 400)])
  func nonsense(text: String) throws {
    let folder = try ScratchFolder()
    let lock = try ArchiveLock(directory: folder.path)
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/lock"), options: [])
    #expect(throws: EventLogError(.archiveInUse, "")) { try ArchiveLock(directory: folder.path) }
    withExtendedLifetime(lock) {}
  }

  @Test("a folder that is not there, or may not be written, says so")
  func impossible() throws {
    let folder = try ScratchFolder()
    #expect(throws: EventLogError(.noArchive, "")) { try ArchiveLock(directory: folder.path + "/none") }
  }
}
