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
  /// What was no mail or could not be read.
  public var rejected = 0

  public init() {}

  public var total: Int { captured + sightings + duplicates + rejected }
}

/// A message that is durable in the log.
public struct ImportedMessage: Sendable {
  public let path: String
  /// Offset of the message in an mbox.
  public let offset: UInt64?
  public let outcome: AppendOutcome
  public let size: UInt64

  init(_ message: FoundMessage, _ outcome: AppendOutcome) {
    path = message.path
    offset = if case .mbox(let offset) = message.locator { offset } else { nil }
    self.outcome = outcome
    size = message.body.count
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
