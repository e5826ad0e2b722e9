import Foundation

/// Checks events on all cores, keeping their order.
enum ParallelFindings {
  private static let slice = 64

  static func check(_ events: [MappedBytes], _ checker: EventVerifier) -> [EventVerifier.Finding] {
    let slices = (events.count + slice - 1) / slice
    let gathered = Gathered(slices)
    let shared = Shared(checker: checker)
    DispatchQueue.concurrentPerform(iterations: slices) { index in
      let range = index * slice..<min((index + 1) * slice, events.count)
      guard let decompressor = try? Decompressor() else { return }
      gathered.put(range.map { shared.checker.check(events[$0], decompressor: decompressor) }, at: index)
    }
    return gathered.all
  }

  /// Sendable because the checker is only read: its dictionaries and pointers
  /// were complete before the threads began.
  private struct Shared: @unchecked Sendable {
    let checker: EventVerifier
  }

  /// Sendable because each slice is put under the lock.
  private final class Gathered: @unchecked Sendable {
    private let lock = NSLock()
    private var slices: [[EventVerifier.Finding]]

    init(_ count: Int) { slices = Array(repeating: [], count: count) }

    func put(_ findings: [EventVerifier.Finding], at index: Int) {
      lock.withLock { slices[index] = findings }
    }

    var all: [EventVerifier.Finding] { lock.withLock { slices.flatMap { $0 } } }
  }
}
