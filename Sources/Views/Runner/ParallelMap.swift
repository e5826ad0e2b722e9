import Foundation

/// Maps over a batch on all cores, keeping the order.
enum ParallelMap {
  /// Elements handed to a thread at a time.
  private static let slice = 64

  static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ transform: @Sendable (Element) throws -> Result
  ) throws -> [Result] {
    let slices = (elements.count + slice - 1) / slice
    let gathered = Gathered<Result>(slices)
    DispatchQueue.concurrentPerform(iterations: slices) { index in
      let range = index * slice..<min((index + 1) * slice, elements.count)
      gathered.put(Swift.Result { try range.map { try transform(elements[$0]) } }, at: index)
    }
    return try gathered.all()
  }

  /// Sendable because each slice is put under the lock.
  private final class Gathered<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var slices: [Swift.Result<[Value], any Error>?]

    init(_ count: Int) { slices = Array(repeating: nil, count: count) }

    func put(_ result: Swift.Result<[Value], any Error>, at index: Int) {
      lock.withLock { slices[index] = result }
    }

    func all() throws -> [Value] {
      try lock.withLock { try slices.flatMap { try $0?.get() ?? [] } }
    }
  }
}
