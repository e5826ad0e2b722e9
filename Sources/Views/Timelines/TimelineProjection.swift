public import ArchiveEvents
public import EventLog
import Foundation
public import LMDB
import MailFormat
import SwiftProtobuf

/// Items by the address of each correspondent, in the order of their own time.
public struct TimelineProjection: Projection {
  public static let name = "timelines"
  public static let version: UInt32 = 2

  /// Participants shown on a card; all are indexed.
  static let shownParticipants = 50
  /// Participants indexed for one item; a mail to more is a list of addresses,
  /// not a correspondence.
  static let indexedParticipants = 10_000

  let tables: TimelineTables

  public init(environment: Environment, create: Bool) throws {
    tables = try TimelineTables(environment, create: create)
  }

  public enum Prepared: Sendable {
    case item(PreparedItem)
    case sighting(position: UInt64, item: ItemID, account: String, owner: String)
  }

  public struct PreparedItem: Sendable {
    let position: UInt64
    let id: ItemID
    let time: UInt64
    let addresses: Set<CorrespondentAddress>
    let card: [UInt8]
    let account: String
    let owner: String
    let size: UInt64
  }

  public func prepare(_ event: RecordedEvent, log: any ArchiveLog) throws -> Prepared? {
    switch event.payload?.event {
    case .emailCaptured(let capture):
      guard let content = event.content else { return nil }
      return .item(try prepareMail(event, capture, content, log))
    case .itemSighted(let sighted):
      guard let item = ItemID(sighted.itemID) else { return nil }
      return .sighting(
        position: event.position.rawValue, item: item, account: sighted.sighting.account,
        owner: sighted.sighting.owner)
    default:
      return nil
    }
  }

  private func prepareMail(
    _ event: RecordedEvent, _ capture: EmailCaptured, _ content: StoredContent, _ log: any ArchiveLog
  ) throws -> PreparedItem {
    let header: MailHeader
    do {
      header = try MailHeader.read(content, from: log)
    } catch let error as EventLogError where error.code == .corrupted {
      // One damaged message must not keep all others out of sight: it is counted, and `verify` names it.
      header = MailHeader(summary: MessageSummary())
    }
    let summary = header.summary
    let (time, source) = MailTime.choose(summary, recordedAt: event.recordedAt)
    let recipients = summary.to + summary.cc + summary.bcc
    let everyone = (summary.from + summary.sender + recipients + header.others).prefix(Self.indexedParticipants)
    let card = TimelineCard.with {
      $0.itemID = Data(event.id.bytes)
      $0.timeUs = time.microseconds
      $0.timeSource = source
      if source != .recorded, let zone = (source == .dateField ? summary.date : summary.receivedDate)?.zoneOffsetMinutes
      {
        $0.zoneMinutes = Int32(zone)
      }
      $0.type = event.envelope.type
      $0.direction = UInt32(
        MailDirection.of(summary, account: capture.sighting.account, known: capture.direction).rawValue)
      $0.subject = summary.subject ?? ""
      $0.from = summary.from.prefix(Self.shownParticipants).map(TimelineCard.participant)
      $0.to = recipients.prefix(Self.shownParticipants).map(TimelineCard.participant)
      $0.recipientCount = UInt32(clamping: recipients.count)
      $0.messageID = summary.messageID ?? ""
      $0.account = capture.sighting.account
      $0.folder = capture.sighting.folder
      $0.size = content.size
    }
    return PreparedItem(
      position: event.position.rawValue, id: event.id, time: TimelineKeys.sortable(time),
      addresses: Set(everyone.compactMap { CorrespondentAddress($0.address) }),
      card: try card.serializedBytes(), account: capture.sighting.account, owner: capture.sighting.owner,
      size: content.size)
  }

  public func apply(_ prepared: Prepared, _ transaction: borrowing WriteTransaction) throws {
    switch prepared {
    case .item(let item):
      for address in item.addresses {
        let number = try number(of: address, transaction)
        let key = TimelineKeys.entry(address: number, time: item.time, position: item.position)
        _ = try transaction.put(tables.entries, key, [])
      }
      _ = try transaction.put(tables.cards, item.position, item.card, [.append])
      _ = try transaction.put(tables.items, item.id.bytes, TimelineKeys.number(item.position))
      try TimelineTotals.count(item, tables, transaction)
    case .sighting(let position, let item, let account, let owner):
      guard let known = try transaction.get(tables.items, item.bytes).flatMap({ TimelineKeys.read($0) }) else { return }
      _ = try transaction.put(tables.sightings, TimelineKeys.pair(known, position), [])
      try TimelineTotals.countSighting(account: account, owner: owner, tables, transaction)
    }
  }

  private func number(
    of address: CorrespondentAddress, _ transaction: borrowing WriteTransaction
  ) throws -> UInt64 {
    let key = Array(address.normalised.utf8)
    if let known = try transaction.get(tables.addresses, key).flatMap({ TimelineKeys.read($0) }) { return known }
    let counter = Array("addresses".utf8)
    let next = (try transaction.get(tables.counters, counter).flatMap { TimelineKeys.read($0) } ?? 0) + 1
    _ = try transaction.put(tables.addresses, key, TimelineKeys.number(next))
    _ = try transaction.put(tables.counters, counter, TimelineKeys.number(next))
    return next
  }
}
