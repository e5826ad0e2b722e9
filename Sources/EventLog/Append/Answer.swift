import Foundation

/// Lets a thread wait for the writer.
///
/// Sendable because the result is written before the semaphore is signalled
/// and read after.
final class Answer: @unchecked Sendable {
  private let semaphore = DispatchSemaphore(value: 0)
  private var result: Result<[WriteOutcome], EventLogError>?

  func give(_ result: Result<[WriteOutcome], EventLogError>) {
    self.result = result
    semaphore.signal()
  }

  func wait() -> Result<[WriteOutcome], EventLogError> {
    semaphore.wait()
    return result ?? .failure(EventLogError(.closed, "The writer ended without an answer."))
  }
}
