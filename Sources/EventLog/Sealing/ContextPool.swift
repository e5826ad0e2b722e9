import Foundation

/// Lends contexts that are dear to make and serve one thread at a time.
///
/// Sendable because a context is either in the pool, under its lock, or with
/// the one borrower.
final class ContextPool<Context>: @unchecked Sendable {
  private let lock = NSLock()
  private var idle: [Context] = []
  private let make: @Sendable () throws -> Context

  init(make: @escaping @Sendable () throws -> Context) {
    self.make = make
  }

  func with<Result>(_ body: (Context) throws -> Result) throws -> Result {
    let context = try lock.withLock { idle.popLast() } ?? make()
    defer { lock.withLock { idle.append(context) } }
    return try body(context)
  }
}
