import Foundation

/// Progress of long work on standard error: a bar on a terminal, otherwise a
/// plain line every few seconds.
///
/// Sendable because all state is read and written under its lock.
final class Progress: @unchecked Sendable {
  private let lock = NSLock()
  private let what: String
  private var total: UInt64
  private let isTerminal: Bool
  private let isQuiet: Bool
  private let start = Date()
  private var lastShown = Date.distantPast
  private var hasShown = false

  init(_ what: String, total: UInt64, quiet: Bool) {
    self.what = what
    self.total = total
    isQuiet = quiet
    isTerminal = isatty(STDERR_FILENO) == 1
  }

  /// The same, where the total grows meanwhile.
  func update(_ done: UInt64, of total: UInt64) {
    lock.withLock { self.total = total }
    update(done, detail: "\(done) of \(total)")
  }

  /// `detail` is asked for only when something is shown.
  func update(_ done: UInt64, detail: @autoclosure () -> String = "") {
    lock.withLock {
      let now = Date()
      guard !isQuiet, now.timeIntervalSince(lastShown) >= (isTerminal ? 0.1 : 5) else { return }
      // Short work without a terminal stays silent.
      if !isTerminal, now.timeIntervalSince(start) < 5 { return }
      lastShown = now
      hasShown = true
      show(done, detail(), now)
    }
  }

  func finish() {
    lock.withLock {
      if isTerminal, hasShown { write("\r\u{1B}[2K") }
    }
  }

  private func show(_ done: UInt64, _ detail: String, _ now: Date) {
    let share = total > 0 ? min(1, Double(done) / Double(total)) : 0
    let elapsed = now.timeIntervalSince(start)
    let remaining = share > 0.01 ? " \(Int(elapsed / share - elapsed)) s left" : ""
    let percent = total > 0 ? "\(Int(share * 100)) %" : "\(done)"
    if isTerminal {
      let filled = Int(share * 30)
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
      write("\r\u{1B}[2K\(what) \(total > 0 ? bar : "") \(percent) \(detail)\(remaining)")
    } else {
      write("\(what): \(percent) \(detail)\(remaining)\n")
    }
  }

  private func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
