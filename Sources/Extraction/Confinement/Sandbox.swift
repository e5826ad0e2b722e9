internal import Glibc
internal import Synchronization

/// Starts programs so that what a hostile document makes of them ends with them.
///
/// Under bubblewrap a program sees the system's programs and libraries (read only), an empty temporary folder in memory,
/// no network, no other process, no environment and none of our files; prlimit bounds its time, memory and files.
final class Sandbox: Sendable {
  /// How the document reaches the program.
  enum Input { case standardInput, file }

  private enum State {
    case untried
    case confined
    /// Why there are no namespaces here.
    case impossible(String)
  }

  private let confinement: ExtractionConfiguration.Confinement
  private let searchPath: [String]
  private let state = Mutex(State.untried)

  init(_ configuration: ExtractionConfiguration) {
    confinement = configuration.confinement
    searchPath = configuration.searchPath
  }

  /// Where a document lies for a program that wants a file.
  static let documentPath = "/tmp/document"

  /// Why children can't be confined on this machine; `nil` where they can. Found out once, by a trial.
  var obstacle: String? {
    // The trial runs under the lock: whoever comes meanwhile needs its result.
    state.withLock { state in
      do throws(ExtractionReason) {
        if case .untried = state { state = try trial() }
      } catch {
        // A trial that could not be made is made again the next time: what it lacked may come.
        return error.description
      }
      if case .impossible(let words) = state { return words }
      return nil
    }
  }

  /// Runs a program to its end or its limits.
  /// - Parameter arguments: made of the path at which the document lies, for programs that want a file.
  /// - Throws: `tool_missing`, `not_confined`, `timed_out` (the deadline was over before), `unreadable`.
  func run(
    _ program: String, package: String, _ document: [UInt8], by deadline: Deadline, input: Input = .standardInput,
    limits: ChildLimits = ChildLimits(), environment: [String] = [], arguments: (String) -> [String]
  ) throws(ExtractionReason) -> ChildAnswer {
    guard let path = find(program) else { throw .toolMissing(program, package: package) }
    if deadline.isOver { throw .timedOut(program) }
    let isConfined = confinement == .required
    if isConfined, let obstacle { throw .notConfined(obstacle) }
    let place = isConfined ? Self.documentPath : "/proc/self/fd/0"
    let limiter = try limiterCommand(limits, isConfined: isConfined)
    let command = limiter + [path] + arguments(input == .file ? place : "-")
    let whole = isConfined ? try wrapper(readsFile: input == .file) + command : command
    let memory = try MemoryFile(document)
    let child = try ChildProcess(whole, environment: Self.environment + environment, input: memory)
    return child.finish(by: deadline, outputLimit: limits.output)
  }

  private static let environment = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=/tmp", "OMP_THREAD_LIMIT=1"]

  private func limiterCommand(_ limits: ChildLimits, isConfined: Bool) throws(ExtractionReason) -> [String] {
    guard let limiter = find("prlimit") else { throw .toolMissing("prlimit", package: "util-linux") }
    let bounds = [
      "--cpu=\(limits.processorSeconds)", "--as=\(limits.memory)", "--core=0", "--nofile=64",
      "--fsize=\(isConfined ? ChildLimits.temporary : 0)",
    ]
    // Outside of a namespace the count is that of the user's processes everywhere.
    return [limiter] + bounds + (isConfined ? ["--nproc=\(limits.processes)"] : []) + ["--"]
  }

  /// The command line of bubblewrap. No `/proc`: mounting it is what containers forbid first, and nothing here needs it.
  private func wrapper(readsFile: Bool) throws(ExtractionReason) -> [String] {
    guard let wrapper = find("bwrap") else { throw .toolMissing("bwrap", package: "bubblewrap") }
    var command = [
      wrapper, "--unshare-user", "--unshare-all", "--disable-userns", "--uid", "65534", "--gid", "65534",
      "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--hostname", "document", "--dev", "/dev",
      "--size", "\(ChildLimits.temporary)", "--tmpfs", "/tmp", "--chdir", "/tmp",
    ]
    for path in ["/usr", "/lib", "/lib64", "/bin", "/etc/alternatives", "/etc/fonts", "/etc/ld.so.cache"] {
      command += ["--ro-bind-try", path, path]
    }
    if readsFile { command += ["--ro-bind-data", "0", Self.documentPath] }
    guard geteuid() == 0 else { return command }
    // The limit on processes does not hold for root, nor for root by another number in a namespace.
    guard let changer = find("setpriv") else { throw .toolMissing("setpriv", package: "util-linux") }
    return [changer, "--reuid=65534", "--regid=65534", "--clear-groups", "--"] + command
  }

  private func trial() throws(ExtractionReason) -> State {
    guard let program = find("true") else { throw .toolMissing("true", package: "coreutils") }
    let command = try wrapper(readsFile: true) + limiterCommand(ChildLimits(), isConfined: true) + [program]
    let child = try ChildProcess(command, environment: Self.environment, input: try MemoryFile([0x78]))
    let answer = child.finish(by: Deadline(after: .seconds(20)), outputLimit: 1 << 10)
    if answer.succeeded { return .confined }
    return .impossible(answer.complaint.split(separator: "\n").first.map(String.init) ?? "\(answer.ending)")
  }

  private func find(_ name: String) -> String? {
    searchPath.map { $0 + "/" + name }.first { access($0, X_OK) == 0 }
  }
}
