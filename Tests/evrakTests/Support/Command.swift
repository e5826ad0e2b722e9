import Foundation

/// Runs the built `evrak` as a user would.
struct Command: Sendable {
  struct Result {
    let status: Int32
    let bytes: Data
    let errors: String

    var output: String { String(decoding: bytes, as: UTF8.self) }
    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// Each line of the output as a JSON object.
    func objects() throws -> [[String: Any]] {
      try lines.map { line in
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
      }
    }
  }

  var environment: [String: String] = [:]

  /// The binary lies beside the test bundle.
  static let binary: URL = {
    if let named = ProcessInfo.processInfo.environment["EVRAK_BINARY"] { return URL(fileURLWithPath: named) }
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundlePath ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("evrak")
  }()

  func callAsFunction(_ arguments: String...) throws -> Result { try run(arguments) }

  func run(_ arguments: [String]) throws -> Result {
    let process = Process()
    process.executableURL = Self.binary
    process.arguments = arguments
    var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("EVRAK_") }
    environment.merge(self.environment) { $1 }
    process.environment = environment
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let gathered = Gathered()
    let reader = Thread { gathered.set(errors.fileHandleForReading.readDataToEndOfFile()) }
    reader.start()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, bytes: bytes, errors: String(decoding: gathered.wait(), as: UTF8.self))
  }

  /// Sendable because the data is set before the semaphore is signalled.
  private final class Gathered: @unchecked Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private var data = Data()

    func set(_ data: Data) {
      self.data = data
      semaphore.signal()
    }

    func wait() -> Data {
      semaphore.wait()
      return data
    }
  }
}

/// A temporary folder with an archive in it and keys beside it.
final class Workspace: Sendable {
  let path: String
  let evrak: Command
  let publicKey: String

  var archive: String { path + "/archive" }

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("evrak-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    evrak = Command(environment: ["EVRAK_ARCHIVE": path + "/archive", "HOME": path])
    let made = try evrak("init", "--json").objects()
    publicKey = made.first?["public_key"] as? String ?? ""
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }

  static func mail(_ number: Int, from: String = "ayse@kuzey.example", subject: String = "Teklif") -> String {
    """
    From: Ayşe Yılmaz <\(from)>
    To: info@meltem.example
    Subject: \(subject) \(number)
    Date: Tue, 3 Mar 2026 10:00:0\(number % 10) +0300
    Message-ID: <\(number)@kuzey.example>
    Content-Type: text/plain; charset=utf-8

    Merhaba, \(number). ileti.

    """
  }
}
