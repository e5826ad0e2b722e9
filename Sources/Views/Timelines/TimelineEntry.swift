public import ArchiveEvents

/// One item as a timeline shows it.
public struct TimelineEntry: Sendable, Equatable {
  public struct Participant: Sendable, Equatable {
    public let name: String
    /// A mail address, a number in E.164, or what the source wrote.
    public let address: String
    /// Where the item gives no name: that of the contact to whom the address leads now.
    public internal(set) var contactName: String?

    init(name: String, address: String) {
      self.name = name
      self.address = address
    }
  }

  public enum TimeSource: String, Sendable {
    case dateField = "date-field"
    case receivedField = "received-field"
    /// Said by the source of a text message, fax or note.
    case stated
    /// Read from the document of a fax.
    case document
    /// When the file of a fax was last changed.
    case file
    case recorded
  }

  public struct File: Sendable, Equatable {
    public let name: String
    public let mediaType: String
  }

  public struct FollowUp: Sendable, Equatable {
    /// A civil date, YYYY-MM-DD.
    public let due: String
    public let responsible: [String]
    public let text: String
  }

  public let position: Position
  public let item: ItemID
  public let time: Timestamp
  /// Where the time was taken from.
  public let timeSource: TimeSource
  /// Minutes east of UTC that the sender wrote.
  public let zoneMinutes: Int?
  public let type: String
  public let channel: Channel
  public let direction: Direction
  public let subject: String
  /// The beginning of the text, where there is no subject.
  public let firstWords: String
  public internal(set) var from: [Participant]
  /// The first recipients, or with whom a note was; `recipientCount` counts them all.
  public internal(set) var to: [Participant]
  public let recipientCount: Int
  /// Participants beyond those that one item may have in the timelines: it does not stand in theirs.
  public let unindexedCount: Int
  /// The first files; `fileCount` counts them all.
  public let files: [File]
  public let fileCount: Int
  /// Of a fax; 0 where they could not be counted.
  public let pages: Int
  public let messageID: String
  public let account: String
  public let folder: String
  /// Size of the original in bytes.
  public let size: UInt64
  /// The first item of its thread in the log; the item itself where it began one.
  public let thread: Position
  /// An earlier item with the same Message-ID and other bytes: mostly the same mail in another mailbox, but nobody can
  /// tell from the id alone.
  public let sameMessageID: Position?
  /// Of a note.
  public let medium: String
  public let author: String
  public let followUp: FollowUp?

  init?(_ card: TimelineCard, _ placement: ItemPlacement, thread: UInt64, at position: Position) {
    guard let item = ItemID(card.itemID) else { return nil }
    self.position = position
    self.item = item
    time = Timestamp(microseconds: card.timeUs)
    timeSource =
      switch card.timeSource {
      case .dateField: .dateField
      case .receivedField: .receivedField
      case .stated: .stated
      case .document: .document
      case .file: .file
      default: .recorded
      }
    zoneMinutes = card.hasZoneMinutes ? Int(card.zoneMinutes) : nil
    type = card.type
    channel = placement.facet.channel
    direction = placement.facet.direction
    subject = card.subject
    firstWords = card.firstWords
    from = card.from.map { Participant(name: $0.name, address: $0.address) }
    to = card.to.map { Participant(name: $0.name, address: $0.address) }
    recipientCount = Int(card.recipientCount)
    unindexedCount = Int(card.unindexedCount)
    files = card.files.map { File(name: $0.name, mediaType: $0.mediaType) }
    fileCount = Int(card.fileCount)
    pages = Int(card.pages)
    messageID = card.messageID
    account = card.account
    folder = card.folder
    size = card.size
    self.thread = Position(thread) ?? position
    sameMessageID = Position(placement.twin)
    medium = card.medium
    author = card.author
    followUp =
      card.hasFollowUp
      ? FollowUp(due: card.followUp.due, responsible: card.followUp.responsible, text: card.followUp.text) : nil
  }
}
