internal import CChild
internal import Glibc

/// A process that was started for one document, in a group of its own.
struct ChildProcess: ~Copyable {
  private let process: pid_t
  private let output: CInt
  private let complaint: CInt

  /// - Parameter command: program with its whole path, then its arguments.
  /// - Parameter environment: all of it; nothing of ours is passed on.
  init(_ command: [String], environment: [String], input: borrowing MemoryFile) throws(ExtractionReason) {
    var child = cchild()
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    let fault = cchild_start(&arguments, &variables, input.descriptor, &child)
    guard fault == 0 else { throw .notStarted(command[0], fault) }
    (process, output, complaint) = (child.process, child.output, child.complaint)
  }

  deinit {
    close(output)
    close(complaint)
  }

  /// Reads what it writes and waits for its end, then ends all that is left of its group.
  consuming func finish(by deadline: Deadline, outputLimit: Int) -> ChildAnswer {
    var (written, words): ([UInt8], [UInt8]) = ([], [])
    var files = [output, complaint].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var cause: ChildAnswer.Ending?
    while cause == nil, files.contains(where: { $0.fd >= 0 }) {
      // Once it has ended, only what is already in the pipes counts: a process it left behind may keep them open.
      let hasEnded = hasEnded
      let ready = poll(&files, 2, hasEnded ? 0 : min(deadline.milliseconds, 50))
      if ready == 0, hasEnded { break }
      if deadline.isOver { cause = .timedOut }
      guard ready > 0 else { continue }
      if files[0].revents != 0, !Self.read(output, into: &written, limit: outputLimit + 1) { files[0].fd = -1 }
      if files[1].revents != 0, !Self.read(complaint, into: &words, limit: ChildLimits.complaint) { files[1].fd = -1 }
      if written.count > outputLimit { cause = .flooded }
    }
    // It may close its output long before it ends.
    while cause == nil, !hasEnded {
      if deadline.isOver { cause = .timedOut } else { poll(nil, 0, 1) }
    }
    let status = end()
    if written.count > outputLimit { written.removeLast(written.count - outputLimit) }
    return ChildAnswer(
      output: written, complaint: String(decoding: words, as: UTF8.self), ending: cause ?? Self.ending(status))
  }

  /// Whether it has ended. It is left unreaped, so that its number can't be given to another before its group is ended.
  private var hasEnded: Bool {
    var information = siginfo_t()
    let answer = waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT)
    // ECHILD: the host lets the system reap; then its end is all that is known.
    return (answer == 0 && information.si_signo == SIGCHLD) || (answer < 0 && errno == ECHILD)
  }

  /// Ends what is left of the group, and reaps.
  private func end() -> CInt {
    var status: CInt = 0
    kill(-process, SIGKILL)
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status
  }

  /// Shells and bubblewrap report a signal as 128 and its number.
  private static func ending(_ status: CInt) -> ChildAnswer.Ending {
    let signal = status & 0x7F
    let code = (status >> 8) & 0xFF
    let fatal = signal != 0 ? signal : (code > 128 && code < 160 ? code - 128 : 0)
    if fatal == SIGXCPU { return .timedOut }
    if fatal != 0 { return .signalled(fatal) }
    return .exited(code)
  }

  /// - Returns: false at the end of the pipe.
  private static func read(_ descriptor: CInt, into bytes: inout [UInt8], limit: Int) -> Bool {
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0 { return errno == EINTR || errno == EAGAIN }
      bytes.append(contentsOf: buffer[..<min(count, max(0, limit - bytes.count))])
      return count > 0
    }
  }
}
