public import Foundation

/// Maps over a batch on all cores, keeping the order.
public enum ParallelMap {
  /// - Parameters:
  ///   - slice: Elements handed to a thread at a time.
  ///   - tools: Makes what one thread uses for element after element.
  public static func map<Element: Sendable, Tools, Result: Sendable>(
    _ elements: [Element], slice: Int = 64, tools: @Sendable () -> Tools,
    _ transform: @Sendable (Element, Tools) throws -> Result
  ) throws -> [Result] {
    let slices = (elements.count + slice - 1) / slice
    let work = Work<Result>(slices)
    let lanes = min(ProcessInfo.processInfo.activeProcessorCount, slices)
    DispatchQueue.concurrentPerform(iterations: lanes) { _ in
      let tools = tools()
      while let index = work.next() {
        let range = index * slice..<min((index + 1) * slice, elements.count)
        work.put(Swift.Result { try range.map { try transform(elements[$0], tools) } }, at: index)
      }
    }
    return try work.all()
  }

  static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ transform: @Sendable (Element) throws -> Result
  ) throws -> [Result] {
    try map(elements, tools: {}) { element, _ in try transform(element) }
  }

  /// Sendable because all is read and written under the lock.
  private final class Work<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var slices: [Swift.Result<[Value], any Error>?]
    private var taken = 0

    init(_ count: Int) { slices = Array(repeating: nil, count: count) }

    /// A slice that nobody has taken; nil where there is none, or where one has failed.
    func next() -> Int? {
      lock.withLock {
        guard taken < slices.count else { return nil }
        taken += 1
        return taken - 1
      }
    }

    func put(_ result: Swift.Result<[Value], any Error>, at index: Int) {
      lock.withLock {
        slices[index] = result
        if case .failure = result { taken = slices.count }
      }
    }

    func all() throws -> [Value] {
      try lock.withLock { try slices.flatMap { try $0?.get() ?? [] } }
    }
  }
}
