public import EventLog

/// What a poll came to.
public struct PollSummary: Sendable, Equatable {
  /// New items.
  public var captured = 0
  /// Known items, met in a further place.
  public var sightings = 0
  /// Messages that were taken from the same place before.
  public var duplicates = 0
  /// Messages that the server names and does not hand out.
  public var rejected = 0
  public var folders = 0

  public init() {}

  mutating func count(_ outcomes: [AppendOutcome]) {
    for outcome in outcomes {
      switch outcome {
      case .appended: captured += 1
      case .sighted: sightings += 1
      case .duplicate: duplicates += 1
      }
    }
  }

  public static func + (left: PollSummary, right: PollSummary) -> PollSummary {
    var sum = left
    sum.captured += right.captured
    sum.sightings += right.sightings
    sum.duplicates += right.duplicates
    sum.rejected += right.rejected
    sum.folders += right.folders
    return sum
  }
}
