public import ArchiveEvents

/// One item as a timeline shows it.
public struct TimelineEntry: Sendable, Equatable {
  public struct Participant: Sendable, Equatable {
    public let name: String
    public let address: String
  }

  public enum TimeSource: String, Sendable {
    case dateField = "date-field"
    case receivedField = "received-field"
    case recorded
  }

  public let position: Position
  public let item: ItemID
  public let time: Timestamp
  /// Where the time was taken from.
  public let timeSource: TimeSource
  /// Minutes east of UTC that the sender wrote.
  public let zoneMinutes: Int?
  public let type: String
  public let direction: Direction
  public let subject: String
  public let from: [Participant]
  /// The first recipients; `recipientCount` counts them all.
  public let to: [Participant]
  public let recipientCount: Int
  public let messageID: String
  public let account: String
  public let folder: String
  /// Size of the original in bytes.
  public let size: UInt64

  init?(_ card: TimelineCard, at position: Position) {
    guard let item = ItemID(card.itemID) else { return nil }
    self.position = position
    self.item = item
    time = Timestamp(microseconds: card.timeUs)
    timeSource =
      switch card.timeSource {
      case .dateField: .dateField
      case .receivedField: .receivedField
      default: .recorded
      }
    zoneMinutes = card.hasZoneMinutes ? Int(card.zoneMinutes) : nil
    type = card.type
    direction = Direction(rawValue: Int(card.direction)) ?? .unspecified
    subject = card.subject
    from = card.from.map { Participant(name: $0.name, address: $0.address) }
    to = card.to.map { Participant(name: $0.name, address: $0.address) }
    recipientCount = Int(card.recipientCount)
    messageID = card.messageID
    account = card.account
    folder = card.folder
    size = card.size
  }
}
