import ArgumentParser
import EventLog
import Foundation

/// Runs the verification in a child process: damaged files may make it end by
/// a signal or hang, and that too is a fault to be named and not our own end.
struct VerifyChild {
  /// Silence after which the child is taken to hang, in seconds.
  private static let patience: TimeInterval = 120

  let json: Bool

  func run() throws {
    let process = Process()
    process.executableURL = try Self.executable()
    process.arguments = Array(CommandLine.arguments.dropFirst()) + ["--in-process"]
    var environment = ProcessInfo.processInfo.environment
    // A crash is reported in one sentence, not with a backtrace.
    environment["SWIFT_BACKTRACE"] = "enable=no"
    process.environment = environment
    let output = Pipe()
    process.standardOutput = output
    let watch = Watch(process)
    try process.run()

    let progress = Progress("Verifying", total: 0, quiet: false)
    var summary: VerifyMessage.Summary?
    var buffer = Data()
    var last: (done: UInt64, total: UInt64) = (0, 0)
    while case let piece = output.fileHandleForReading.availableData, !piece.isEmpty {
      watch.heard()
      buffer.append(piece)
      while let end = buffer.firstIndex(of: 10) {
        let line = buffer[buffer.startIndex..<end]
        buffer = buffer[(end + 1)...]
        guard let message = try? JSONDecoder().decode(VerifyMessage.self, from: line) else { continue }
        if let done = message.done, let total = message.total {
          last = (done, total)
          progress.update(done, detail: "of \(total) events")
        }
        if let fault = message.fault { tell(fault) }
        summary = message.summary ?? summary
      }
    }
    process.waitUntilExit()
    watch.stop()
    progress.finish()
    try conclude(process, summary, watch.hasKilled, last)
  }

  private func conclude(
    _ process: Process, _ summary: VerifyMessage.Summary?, _ hung: Bool, _ last: (done: UInt64, total: UInt64)
  ) throws {
    if process.terminationReason == .uncaughtSignal {
      let how =
        hung ? "did not answer for \(Int(Self.patience)) seconds" : "was ended by signal \(process.terminationStatus)"
      tell(
        VerifyMessage.Fault(
          fault:
            "the verification \(how) after event \(last.done) of \(last.total): the files are damaged so that they can't be read",
          position: last.done))
      throw ExitCode(Failure.faultsFound)
    }
    guard let summary else { throw ExitCode(process.terminationStatus) }
    print(json ? summary.json.text : summary.text)
    if process.terminationStatus != 0 { throw ExitCode(process.terminationStatus) }
  }

  private func tell(_ fault: VerifyMessage.Fault) {
    print(json ? fault.json.text : "Fault: \(printable(fault.text))")
  }

  private static func executable() throws -> URL {
    let path =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: path)
  }

  /// Ends a child that has gone silent.
  ///
  /// Sendable because all state is read and written under its lock.
  private final class Watch: @unchecked Sendable {
    private let lock = NSLock()
    private let process: Process
    private var lastHeard = Date()
    private var isStopped = false
    private var killed = false
    private let timer: any DispatchSourceTimer

    init(_ process: Process) {
      self.process = process
      timer = DispatchSource.makeTimerSource()
      timer.schedule(deadline: .now() + 5, repeating: 5)
      timer.setEventHandler { [unowned self] in check() }
      timer.resume()
    }

    var hasKilled: Bool { lock.withLock { killed } }

    func heard() { lock.withLock { lastHeard = Date() } }

    func stop() {
      lock.withLock { isStopped = true }
      timer.cancel()
    }

    private func check() {
      lock.withLock {
        guard !isStopped, !killed, Date().timeIntervalSince(lastHeard) > VerifyChild.patience else { return }
        killed = true
        kill(process.processIdentifier, SIGKILL)
      }
    }
  }
}
