import Dispatch
import Foundation

/// Work that another thread does meanwhile.
///
/// Sendable because the result is written before the semaphore is signalled and read after.
final class Ahead<Value: Sendable>: @unchecked Sendable {
  private let done = DispatchSemaphore(value: 0)
  private var result: Result<Value, any Error>?

  init(_ work: @escaping @Sendable () throws -> Value) {
    let thread = Thread { [self] in
      result = Result { try work() }
      done.signal()
    }
    thread.name = "evrak view ahead"
    thread.stackSize = 4 << 20
    thread.start()
  }

  /// Waits for the work; to be called once.
  func value() throws -> Value {
    done.wait()
    return try (result ?? .failure(ViewError(.storage, "Work for a view ended without a result."))).get()
  }
}
