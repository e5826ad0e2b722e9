import Foundation

/// Lets the threads that prepare messages step back behind those that commit
/// and those that keep views in step: work is cheapest while it is fresh in
/// memory, and a preparing thread that runs ahead only makes the queue longer.
enum BackgroundPriority {
  private static let niceness: CInt = 10

  /// Applies to the calling thread only, as Linux has it (setpriority(2), Notes).
  static func take() {
    #if os(Linux)
      _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
    #endif
  }
}
