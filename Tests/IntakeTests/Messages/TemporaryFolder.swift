import Foundation
import Intake

/// A folder that is gone after the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("evrak-intake-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, [UInt8](text))
  }

  /// Writes a file, with the folders that it needs.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }

  func truncate(_ name: String, to size: UInt64) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path + "/" + name))
    try handle.truncate(atOffset: size)
    try handle.close()
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: path + "/" + name, withIntermediateDirectories: true)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
  }
}

/// What a scan found, with the bodies read.
struct ScanResult {
  struct Message: Equatable {
    /// Relative to the folder that was scanned, where there was one.
    var path: String
    var text: [UInt8]
  }

  var found: [FoundMessage] = []
  var messages: [Message] = []
  var failed: [IntakeError] = []

  init(
    _ paths: [String], _ format: MailboxFormat = .auto, limits: MessageReadLimits = .default, below: String = "",
    resumeAt: ((String) -> UInt64)? = nil
  ) throws {
    let scanner = MailSourceScanner(paths: paths, format: format, limits: limits)
    var found: [FoundMessage] = []
    var messages: [Message] = []
    var failed: [IntakeError] = []
    try scanner.scan(
      resumeAt: resumeAt,
      found: { message in
        var text: [UInt8] = []
        try message.body.forEachChunk { text.append(contentsOf: $0) }
        messages.append(Message(path: Self.relative(message.path, below), text: text))
        found.append(message)
      },
      failed: { error in
        var error = error
        error.path = Self.relative(error.path, below)
        failed.append(error)
      })
    (self.found, self.messages, self.failed) = (found, messages, failed)
  }

  private static func relative(_ path: String, _ folder: String) -> String {
    !folder.isEmpty && path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : path
  }

  var texts: [String] { messages.map { String(decoding: $0.text, as: UTF8.self) } }
}
