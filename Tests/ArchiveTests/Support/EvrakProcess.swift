import Archive
import Foundation
import Testing

/// The command `evrak` as a second process beside the test.
struct EvrakProcess {
  let status: Int32
  let output: String
  let complaint: String

  /// Where the build put it: beside the tests.
  static let path: String? = {
    guard let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return nil }
    var folder = URL(fileURLWithPath: tests).deletingLastPathComponent()
    // Some platforms run tests from inside a bundle.
    for _ in 0..<4 {
      let candidate = folder.appendingPathComponent("evrak").path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue {
        return candidate
      }
      folder.deleteLastPathComponent()
    }
    return nil
  }()

  static let absence: Comment = "the command evrak was not found beside the tests; build it with `swift build`"

  /// Runs `evrak` to its end, with the keys that archive.yaml names.
  init(_ arguments: String..., archive: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.path))
    process.arguments = arguments + ["--archive", archive]
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"]
    let (output, complaint) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = complaint
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // Both pipes are small enough here for one to be read after the other.
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let errors = complaint.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    status = process.terminationStatus
    self.output = String(decoding: text, as: UTF8.self)
    self.complaint = String(decoding: errors, as: UTF8.self)
  }

  /// One JSON object a line.
  func lines() throws -> [[String: Any]] {
    try output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }
}
