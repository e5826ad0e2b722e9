import ArchiveEvents
public import EventLog
public import LMDB
import MailFormat
import SwiftProtobuf

/// Items of all channels by contact, organisation, account and owner, in the order of their own time; and the contacts,
/// accounts and threads themselves, since a timeline changes with them.
public struct TimelineProjection: Projection {
  public static let name = "timelines"
  public static let version: UInt32 = 5

  let tables: TimelineTables

  public init(environment: Environment, create: Bool) throws {
    tables = try TimelineTables(environment, create: create)
  }

  /// What is kept of an event between the two steps.
  public struct Prepared: Sendable {
    enum Work: Sendable {
      case item(PreparedItem)
      case sighting(item: ItemID, Sighting)
      case amendment(item: ItemID, NoteAmended)
      case account(AccountChanged)
      case contact(ContactChanged)
      case merge(ContactsMerged)
      case unmerge(ContactsUnmerged)
      case affiliation(AffiliationChanged)
    }

    let position: UInt64
    let work: Work
  }

  public func prepare(_ event: RecordedEvent, log: any ArchiveLog) throws -> Prepared? {
    try work(event, log).map { Prepared(position: event.position.rawValue, work: $0) }
  }

  private func work(_ event: RecordedEvent, _ log: any ArchiveLog) throws -> Prepared.Work? {
    guard let payload = event.payload?.event else { return nil }
    switch payload {
    case .emailCaptured(let capture):
      guard let content = event.content else { return nil }
      let reading: MailReading
      do {
        reading = try MailReading.read(content, from: log)
      } catch let error as EventLogError where error.code == .corrupted {
        // One damaged message must not keep all others out of sight: it is counted, and `verify` names it.
        reading = MailReading(header: MailHeader(summary: MessageSummary()))
      }
      return .item(
        try ItemPreparation(event: event, sighting: capture.sighting).mail(capture, reading, size: content.size))
    case .textMessageCaptured(let capture):
      return .item(try ItemPreparation(event: event, sighting: capture.sighting).textMessage(capture))
    case .faxCaptured(let capture):
      return .item(try ItemPreparation(event: event, sighting: capture.sighting).fax(capture))
    case .noteRecorded(let note):
      return .item(try ItemPreparation(event: event, sighting: note.sighting).note(note))
    case .itemSighted(let sighted): return ItemID(sighted.itemID).map { .sighting(item: $0, sighted.sighting) }
    case .noteAmended(let amended): return ItemID(amended.itemID).map { .amendment(item: $0, amended) }
    case .accountChanged(let event): return .account(event)
    case .contactChanged(let event): return .contact(event)
    case .contactsMerged(let event): return .merge(event)
    case .contactsUnmerged(let event): return .unmerge(event)
    case .affiliationChanged(let event): return .affiliation(event)
    default: return nil
    }
  }

  public func apply(
    _ prepared: [Prepared], _ transaction: borrowing WriteTransaction, log: any ArchiveLog
  ) throws {
    let batch = TimelineBatch(tables, log: log)
    for event in prepared { try batch.apply(event, transaction) }
    try batch.write(transaction)
  }
}
