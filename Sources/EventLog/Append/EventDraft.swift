public import ArchiveEvents

/// An event that somebody wants to append.
public struct EventDraft: Sendable {
  public var payload: EventPayload
  /// The communication itself, for events that bear an item.
  public var content: ContentInput?
  /// Further contents: media of a message, files of a note.
  public var attachments: [ContentInput]
  /// The item that the event is about, whose key then seals it.
  public var item: ItemReference?

  public init(
    _ payload: EventPayload, content: ContentInput? = nil, attachments: [ContentInput] = [],
    item: ItemReference? = nil
  ) {
    self.payload = payload
    self.content = content
    self.attachments = attachments
    self.item = item
  }
}

/// An item and the place of its capture in the log.
public struct ItemReference: Sendable, Hashable {
  public let id: ItemID
  public let position: Position
  public let keyID: KeyID

  public init(id: ItemID, position: Position, keyID: KeyID) {
    self.id = id
    self.position = position
    self.keyID = keyID
  }
}

/// What became of a draft once it was durable.
public enum AppendOutcome: Sendable, Hashable {
  /// A new event; for captures, a new item.
  case appended(Position, EventID)
  /// The bytes were known: a further sighting of an earlier item.
  case sighted(Position, item: ItemReference)
  /// The same bytes from the same source were recorded before: nothing was added.
  case duplicate(Position)

  public var position: Position {
    switch self {
    case .appended(let position, _), .sighted(let position, _), .duplicate(let position): position
    }
  }
}
