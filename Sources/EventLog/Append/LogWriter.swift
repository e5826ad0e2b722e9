import ArchiveEvents
import Foundation
import LMDB
import Synchronization

/// The one thread that writes to `log/`. All jobs that wait when it comes
/// round share one transaction and so one fsync; each is told of its outcome
/// only after that.
///
/// Sendable because the queue is used under the condition's lock only, and
/// everything else on the writer's own thread only.
final class LogWriter: @unchecked Sendable {
  /// Sealed bytes that share one transaction at most.
  static let transactionBytes = 32 << 20
  /// Seconds that jobs wait for others at most, on however slow a disk.
  static let patience = 0.005

  /// As many jobs as two callers have in two turns, less one.
  private static let fewJobs = 3

  private let environment: Environment
  private let tables: LogTables
  private let path: String
  private let head: HeadSignal

  private let condition = NSCondition()
  private var queue: [WriteJob] = []
  /// Jobs that the next transaction waits for, see `gather`.
  private var wanted = 1
  private var isStopping = false
  private var hasStopped = false

  private var lastCount = 0
  private var lastSeconds: TimeInterval = 0
  private var state: WriterState
  private let recent: RecentEvents
  private let commitCount = Atomic<Int>(0)

  /// Transactions committed so far.
  var commits: Int { commitCount.load(ordering: .relaxed) }

  init(
    environment: Environment, tables: LogTables, path: String, state: WriterState, head: HeadSignal,
    recent: RecentEvents
  ) {
    self.environment = environment
    self.tables = tables
    self.path = path
    self.state = state
    self.head = head
    self.recent = recent
  }

  func start() {
    let thread = Thread { [self] in run() }
    thread.name = "evrak log writer"
    thread.stackSize = 2 << 20
    thread.start()
  }

  func submit(_ job: WriteJob) {
    condition.lock()
    let refused = isStopping
    if !refused {
      queue.append(job)
      if queue.count == 1 || queue.count == wanted { condition.broadcast() }
    }
    condition.unlock()
    if refused {
      job.completion(.failure(EventLogError(.closed, "The archive is closed; open it again to append.")))
    }
  }

  /// Writes what is queued, then ends the thread.
  func stop() {
    condition.lock()
    isStopping = true
    condition.broadcast()
    while !hasStopped { condition.wait() }
    condition.unlock()
  }

  private func run() {
    while let jobs = nextJobs() {
      process(jobs)
    }
    condition.lock()
    hasStopped = true
    condition.broadcast()
    condition.unlock()
  }

  private func nextJobs() -> [WriteJob]? {
    condition.lock()
    defer { condition.unlock() }
    while queue.isEmpty {
      if isStopping { return nil }
      condition.wait()
    }
    gather()
    var bytes = 0
    var count = 0
    while count < queue.count, count == 0 || bytes < Self.transactionBytes {
      bytes += queue[count].byteCount
      count += 1
    }
    let jobs = Array(queue[..<count])
    queue.removeFirst(count)
    lastCount = count
    return jobs
  }

  /// Waits, where no more than two callers append, until both have come: committing whatever came first would leave one
  /// of them to wait for the other's commit each time. With more callers there is always somebody who seals while the
  /// others are committed, and to wait costs more than the larger commit saves (measured with 2 to 64 callers).
  ///
  /// Callers at present = the jobs of the last transaction and those that came meanwhile; who does not come again is
  /// waited for once, and no longer than a commit takes.
  private func gather() {
    let callers = lastCount + queue.count
    wanted = callers <= Self.fewJobs ? (callers + 1) / 2 : 1
    guard queue.count < wanted else { return }
    let deadline = Date(timeIntervalSinceNow: min(lastSeconds, Self.patience))
    while queue.count < wanted, !isStopping, condition.wait(until: deadline) {}
  }

  private func process(_ jobs: [WriteJob]) {
    let before = state
    let start = ContinuousClock.now
    var outcomes: [[WriteOutcome]] = []
    do {
      let tables = tables
      try environment.withWriteTransaction { transaction in
        // The body runs again after the map has grown.
        state = before
        outcomes.removeAll(keepingCapacity: true)
        for job in jobs {
          outcomes.append(try state.apply(job.work, tables, transaction))
        }
        try state.finish(tables, transaction)
      }
    } catch {
      state = before
      let failure = EventLogError(storage: error, path: path)
      for job in jobs { job.completion(.failure(failure)) }
      return
    }
    state.committed()
    lastSeconds = (ContinuousClock.now - start) / .seconds(1)
    remember(jobs, outcomes)
    commitCount.add(1, ordering: .relaxed)
    // The head is advanced first, so that who is told of an event can read on.
    head.advance(to: state.edgeSize)
    for (job, outcome) in zip(jobs, outcomes) { job.completion(.success(outcome)) }
  }

  private func remember(_ jobs: [WriteJob], _ outcomes: [[WriteOutcome]]) {
    for (job, outcome) in zip(jobs, outcomes) {
      guard case .append(let events) = job.work else { continue }
      recent.add(
        zip(events, outcome).compactMap { event, result in
          guard case .appended(let position) = result else { return nil }
          return (position, event.plain)
        })
    }
  }
}
