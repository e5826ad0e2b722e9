import Foundation

/// A program of the system that reads a document for us, in a process of its own: what a hostile file does to it ends
/// there, with the limits on time, memory and output that it is started with.
struct DocumentTool {
  /// Seconds of processor time, and of the clock.
  static let processorSeconds = 10
  static let patience: TimeInterval = 30
  /// Address space in bytes (1 GiB).
  static let memory = 1 << 30
  /// Output that is kept, in bytes; what follows is not waited for.
  static let longestOutput = 1 << 20

  struct Answer {
    var status: Int32
    var output: String
    var complaint: String
  }

  enum Failure: Error, CustomStringConvertible {
    case missing(String, package: String)
    case tookTooLong(String)

    var description: String {
      switch self {
      case .missing(let name, let package): "\(name) is missing; install Debian's \(package)"
      case .tookTooLong(let name): "\(name) did not finish with it in \(Int(patience)) seconds"
      }
    }
  }

  let name: String
  /// Debian package that brings the program.
  let package: String

  /// What the program says of a file.
  ///
  /// A file on which it takes too long counts as unreadable by it; that the program is missing or can't be started is no
  /// fault of the file, which is then refused so that it can be taken in later.
  func answer(about path: String, _ arguments: [String]) throws(IntakeError) -> Answer {
    do {
      return try run(arguments)
    } catch Failure.tookTooLong {
      return Answer(status: 1, output: "", complaint: "error: it took too long")
    } catch {
      throw IntakeError(code: .unreadable, path: path, reason: "its pages can't be counted: \(error)")
    }
  }

  /// Runs the program to its end.
  func run(_ arguments: [String]) throws -> Answer {
    guard let path = Self.find(name) else { throw Failure.missing(name, package: package) }
    guard let limiter = Self.find("prlimit") else { throw Failure.missing("prlimit", package: "util-linux") }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: limiter)
    process.arguments =
      ["--cpu=\(Self.processorSeconds)", "--as=\(Self.memory)", "--core=0", "--fsize=0", "--", path] + arguments
    process.environment = [
      "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": ProcessInfo.processInfo.environment["TZ"] ?? "",
    ]
    .filter { !$0.value.isEmpty }
    let (output, complaint) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = complaint
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let deadline = Deadline(process.processIdentifier, after: Self.patience)
    // At once, not when the last reference goes: an import may run thousands.
    defer {
      try? output.fileHandleForReading.close()
      try? complaint.fileHandleForReading.close()
    }
    let errors = Ending { Self.read(complaint.fileHandleForReading) }
    let text = Self.read(output.fileHandleForReading)
    let errorText = errors.value()
    if text.count > Self.longestOutput || errorText.count > Self.longestOutput { process.terminate() }
    process.waitUntilExit()
    if deadline.cancel() { throw Failure.tookTooLong(name) }
    return Answer(
      status: process.terminationStatus, output: String(decoding: text.prefix(Self.longestOutput), as: UTF8.self),
      complaint: String(decoding: errorText.prefix(Self.longestOutput), as: UTF8.self))
  }

  private static func find(_ name: String) -> String? {
    ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + name }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private static func read(_ file: FileHandle) -> Data {
    var data = Data()
    while data.count <= longestOutput, let piece = try? file.read(upToCount: 1 << 16), !piece.isEmpty {
      data.append(piece)
    }
    return data
  }

  /// Ends a process that takes too long.
  ///
  /// Sendable because the flags are read and written under the lock.
  private final class Deadline: @unchecked Sendable {
    private let lock = NSLock()
    private var isOver = false
    private var hasFired = false
    private var timer: DispatchWorkItem?

    init(_ process: pid_t, after seconds: TimeInterval) {
      let timer = DispatchWorkItem { [weak self] in
        guard let self else { return }
        lock.withLock {
          guard !self.isOver else { return }
          self.hasFired = true
          kill(process, SIGKILL)
        }
      }
      self.timer = timer
      DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: timer)
    }

    /// Returns whether the process was ended.
    func cancel() -> Bool {
      timer?.cancel()
      return lock.withLock {
        isOver = true
        return hasFired
      }
    }
  }

  /// Reads one pipe beside another.
  ///
  /// Sendable because the data is written before the semaphore is signalled and read after.
  private final class Ending: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)
    private var data = Data()

    init(_ work: @escaping @Sendable () -> Data) {
      let thread = Thread { [self] in
        data = work()
        done.signal()
      }
      thread.name = "evrak document tool"
      thread.start()
    }

    func value() -> Data {
      done.wait()
      return data
    }
  }
}
