public import ArchiveEvents

/// An event as it stands in the log.
public struct RecordedEvent: Sendable {
  public let position: Position
  public let id: EventID
  public let envelope: EventEnvelope
  /// Nil where the item's key was destroyed.
  public let payload: SealedPayload?

  public var recordedAt: Timestamp { Timestamp(microseconds: envelope.recordedAtUs) }

  /// The item that the event bears or is about.
  public var itemID: ItemID? {
    if EventTypeName.bearingItems.contains(envelope.type) { return id }
    return payload?.event?.itemID
  }

  public var itemReference: ItemReference? {
    guard EventTypeName.bearingItems.contains(envelope.type) else { return nil }
    return ItemReference(id: id, position: position, keyID: KeyID(envelope.keyID))
  }

  /// The communication itself.
  public var content: StoredContent? {
    guard envelope.hasContent else { return nil }
    return StoredContent(reference: envelope.content, event: id, keyID: KeyID(envelope.keyID), position: position)
  }

  public var attachments: [StoredContent] {
    envelope.attachments.map {
      StoredContent(reference: $0, event: id, keyID: KeyID(envelope.keyID), position: position)
    }
  }
}

/// Names stored content together with what opens it.
public struct StoredContent: Sendable {
  let reference: ContentReference
  let event: EventID
  let keyID: KeyID
  let position: Position

  public var number: ContentNumber { ContentNumber(reference.number) }
  /// Size of the original in bytes.
  public var size: UInt64 { reference.size }
}
