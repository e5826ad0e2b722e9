public import ArchiveEvents
public import EventLog

/// What an import came to.
public struct ImportSummary: Sendable, Equatable {
  /// New items.
  public var captured = 0
  /// Known items seen in a further place.
  public var sightings = 0
  /// Messages recorded from the same place before.
  public var duplicates = 0
  /// What was nothing to capture or could not be read.
  public var rejected = 0

  public init() {}

  public var total: Int { captured + sightings + duplicates + rejected }
}

/// A message or record that is durable in the log.
public struct ImportedMessage: Sendable {
  public let path: String
  /// Offset in a file that holds many.
  public let offset: UInt64?
  public let outcome: AppendOutcome
  public let size: UInt64

  init(_ capture: FoundCapture, _ outcome: AppendOutcome) {
    path = capture.path
    offset = capture.offset
    self.outcome = outcome
    size = capture.size
  }

  /// The item that the message is, or is a further sighting of; nil for what
  /// was recorded before.
  public var item: ItemID? {
    switch outcome {
    case .appended(_, let item): item
    case .sighted(_, let item): item.id
    case .duplicate: nil
    }
  }
}
