import Foundation

/// Work that another thread does meanwhile.
///
/// Sendable because the result is written before the semaphore is signalled and read after.
public final class Ahead<Value: Sendable>: @unchecked Sendable {
  private let done = DispatchSemaphore(value: 0)
  private var result: Result<Value, any Error>?

  public init(_ work: @escaping @Sendable () throws -> Value) {
    let thread = Thread { [self] in
      result = Result { try work() }
      done.signal()
    }
    thread.name = "evrak ahead"
    thread.stackSize = 4 << 20
    thread.start()
  }

  /// Waits for the work; to be called once.
  public func value() throws -> Value {
    done.wait()
    return try (result ?? .failure(ViewError(.storage, "Work on another thread ended without a result."))).get()
  }
}
