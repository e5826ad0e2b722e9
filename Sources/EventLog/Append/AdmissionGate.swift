import Foundation

/// Bounds the bytes of all appends under way: who comes when the gate is full
/// waits its turn, so a fast source can't fill the memory ahead of a slow disk.
///
/// Sendable because all state is read and written under its lock.
final class AdmissionGate: @unchecked Sendable {
  private let lock = NSLock()
  private let limit: Int
  private var used = 0
  private var waiting: [(cost: Int, admit: @Sendable () -> Void)] = []

  init(limit: Int) {
    self.limit = limit
  }

  func enter(_ cost: Int) async {
    if enterAtOnce(cost) { return }
    await withCheckedContinuation { continuation in
      request(cost) { continuation.resume() }
    }
  }

  func enterAndWait(_ cost: Int) {
    if enterAtOnce(cost) { return }
    let semaphore = DispatchSemaphore(value: 0)
    request(cost) { semaphore.signal() }
    semaphore.wait()
  }

  func leave(_ cost: Int) {
    let admitted = lock.withLock {
      used -= cost
      var admitted: [@Sendable () -> Void] = []
      while let first = waiting.first, fits(first.cost) {
        used += first.cost
        admitted.append(first.admit)
        waiting.removeFirst()
      }
      return admitted
    }
    for admit in admitted { admit() }
  }

  /// The usual case, in which nobody is made to wait.
  private func enterAtOnce(_ cost: Int) -> Bool {
    lock.withLock {
      guard waiting.isEmpty, fits(cost) else { return false }
      used += cost
      return true
    }
  }

  private func request(_ cost: Int, _ admit: @escaping @Sendable () -> Void) {
    let isAdmitted = lock.withLock {
      guard waiting.isEmpty, fits(cost) else {
        waiting.append((cost, admit))
        return false
      }
      used += cost
      return true
    }
    if isAdmitted { admit() }
  }

  /// One append larger than the limit still goes, alone.
  private func fits(_ cost: Int) -> Bool { used == 0 || used + cost <= limit }
}
