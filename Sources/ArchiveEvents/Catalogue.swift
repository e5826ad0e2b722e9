// Short names for the generated types of Schemas/evrak/archive/v1.

public typealias EventEnvelope = Evrak_Archive_V1_EventEnvelope
public typealias ContentReference = Evrak_Archive_V1_ContentReference
public typealias SealedPayload = Evrak_Archive_V1_SealedPayload
public typealias EventPayload = Evrak_Archive_V1_SealedPayload.OneOf_Event
public typealias EmailCaptured = Evrak_Archive_V1_EmailCaptured
public typealias ItemSighted = Evrak_Archive_V1_ItemSighted
public typealias Sighting = Evrak_Archive_V1_Sighting
public typealias FileSource = Evrak_Archive_V1_FileSource
public typealias IMAPSource = Evrak_Archive_V1_IMAPSource
public typealias Direction = Evrak_Archive_V1_Direction
public typealias OpaqueRecorded = Evrak_Archive_V1_OpaqueRecorded
public typealias TextMessageCaptured = Evrak_Archive_V1_TextMessageCaptured
public typealias FaxCaptured = Evrak_Archive_V1_FaxCaptured
public typealias PhoneParticipant = Evrak_Archive_V1_PhoneParticipant
public typealias NoteRecorded = Evrak_Archive_V1_NoteRecorded
public typealias NoteAmended = Evrak_Archive_V1_NoteAmended
public typealias NoteParticipant = Evrak_Archive_V1_NoteParticipant
public typealias FollowUp = Evrak_Archive_V1_FollowUp
public typealias FormSource = Evrak_Archive_V1_FormSource
public typealias AccountChanged = Evrak_Archive_V1_AccountChanged
public typealias Identity = Evrak_Archive_V1_Identity
public typealias ContactChanged = Evrak_Archive_V1_ContactChanged
public typealias ContactsMerged = Evrak_Archive_V1_ContactsMerged
public typealias ContactsUnmerged = Evrak_Archive_V1_ContactsUnmerged
public typealias AffiliationChanged = Evrak_Archive_V1_AffiliationChanged

extension EventPayload {
  /// The catalogue name that the public part of the event carries.
  public var typeName: String {
    switch self {
    case .emailCaptured: "email.captured"
    case .textMessageCaptured: "text-message.captured"
    case .faxCaptured: "fax.captured"
    case .noteRecorded: "note.recorded"
    case .noteAmended: "note.amended"
    case .itemSighted: "item.sighted"
    case .captureRejected: "capture.rejected"
    case .accountChanged: "account.changed"
    case .contactChanged: "contact.changed"
    case .contactsMerged: "contacts.merged"
    case .contactsUnmerged: "contacts.unmerged"
    case .affiliationChanged: "affiliation.changed"
    case .deliveryReported: "delivery.reported"
    case .matchDecided: "match.decided"
    case .obligationChanged: "obligation.changed"
    case .opaqueRecorded: "opaque.recorded"
    }
  }

  /// Version of the payload's schema within its type.
  public var schemaVersion: UInt32 { 1 }

  /// Where the item was seen, for events that bring or sight one.
  public var sighting: Sighting? {
    switch self {
    case .emailCaptured(let event): event.hasSighting ? event.sighting : nil
    case .textMessageCaptured(let event): event.hasSighting ? event.sighting : nil
    case .faxCaptured(let event): event.hasSighting ? event.sighting : nil
    case .noteRecorded(let event): event.hasSighting ? event.sighting : nil
    case .itemSighted(let event): event.hasSighting ? event.sighting : nil
    default: nil
    }
  }

  /// Whether an item is born of this event.
  public var bearsItem: Bool {
    switch self {
    case .emailCaptured, .textMessageCaptured, .faxCaptured, .noteRecorded: true
    default: false
    }
  }

  /// The item that the event is about, where it is not the event's own.
  public var itemID: ItemID? {
    switch self {
    case .itemSighted(let event): ItemID(event.itemID)
    case .noteAmended(let event): ItemID(event.itemID)
    case .deliveryReported(let event): ItemID(event.itemID)
    case .matchDecided(let event): ItemID(event.itemID)
    case .obligationChanged(let event): ItemID(event.itemID)
    default: nil
    }
  }
}

/// Names of event types that code compares with.
public enum EventTypeName {
  public static let emailCaptured = "email.captured"
  public static let textMessageCaptured = "text-message.captured"
  public static let faxCaptured = "fax.captured"
  public static let noteRecorded = "note.recorded"
  public static let itemSighted = "item.sighted"

  /// Types whose event bears an item; the rest are about one or about none.
  public static let bearingItems: Set<String> = [
    "email.captured", "text-message.captured", "fax.captured", "note.recorded",
  ]
}
