public import ArchiveEvents
import EventLog
import Foundation
import MailFormat
import SwiftProtobuf

/// What the timelines keep of one capture, worked out before its turn comes: all but what depends on other events.
struct PreparedItem: Sendable {
  struct Participant: Sendable {
    var key: IdentityKey
    var role: ItemPlacement.Role
    /// As the item writes it.
    var written: String
    var name: String?
  }

  var position: UInt64
  var id: ItemID
  var facet: TimelineFacet
  var isDirectionStated: Bool
  var time: Timestamp
  var day: Int32
  /// Everybody once, senders first.
  var participants: [Participant]
  /// Contacts that a note names by id.
  var contacts: [ContactID] = []
  var links: ThreadLinks
  var card: [UInt8]
  var account: String
  var owner: String
  /// Size of the original in bytes.
  var size: UInt64
}

/// Makes PreparedItems of captures.
struct ItemPreparation {
  /// Participants shown on a card; all are indexed.
  static let shownParticipants = 50
  /// Participants indexed for one item; a mail to more is a list of addresses, not a correspondence. The card says how
  /// many were left out.
  static let indexedParticipants = 10_000

  let event: RecordedEvent
  let sighting: Sighting

  // MARK: Channels

  func mail(_ capture: EmailCaptured, _ reading: MailReading, size: UInt64) throws -> PreparedItem {
    let summary = reading.header.summary
    let (time, source) = MailTime.choose(summary, recordedAt: event.recordedAt)
    let recipients = summary.to + summary.cc + summary.bcc
    let zone =
      source == .recorded ? nil : (source == .dateField ? summary.date : summary.receivedDate)?.zoneOffsetMinutes
    var participants = Participants()
    for mailbox in summary.from { participants.add(mailbox, .sender) }
    // However many recipients a message names, those who carried it have their room.
    let others = summary.sender + reading.header.others
    participants.limit = max(0, Self.indexedParticipants - others.count)
    for mailbox in recipients { participants.add(mailbox, .recipient) }
    participants.limit = Self.indexedParticipants
    for mailbox in others { participants.add(mailbox, .other) }
    let card = card(time, source, zone: zone) {
      $0.subject = summary.subject ?? ""
      $0.firstWords = reading.firstWords
      $0.from = summary.from.prefix(Self.shownParticipants).map { Self.participant($0.name, $0.address) }
      $0.to = recipients.prefix(Self.shownParticipants).map { Self.participant($0.name, $0.address) }
      $0.recipientCount = UInt32(clamping: recipients.count)
      $0.unindexedCount = participants.unindexedCount
      $0.messageID = summary.messageID ?? ""
      $0.files = reading.files
      $0.fileCount = UInt32(clamping: reading.fileCount)
      $0.size = size
    }
    return try item(
      .email, capture.direction, time, zone: zone, participants.all, card,
      links: ThreadLinks(
        messageID: summary.messageID, references: summary.references, inReplyTo: summary.inReplyTo),
      size: size)
  }

  func textMessage(_ capture: TextMessageCaptured) throws -> PreparedItem {
    let time = Timestamp(microseconds: capture.sentAtUs)
    let zone = capture.hasZoneMinutes ? Int(capture.zoneMinutes) : nil
    var participants = Participants()
    if capture.hasFrom { participants.add(capture.from, .sender) }
    for participant in capture.to { participants.add(participant, .recipient) }
    let card = card(time, .stated, zone: zone) {
      $0.subject = capture.subject
      $0.firstWords = FirstWords.of(capture.text)
      $0.from = capture.hasFrom ? [Self.participant(capture.from)] : []
      $0.to = capture.to.prefix(Self.shownParticipants).map { Self.participant($0) }
      $0.recipientCount = UInt32(clamping: capture.to.count)
      $0.unindexedCount = participants.unindexedCount
      $0.files = Self.files(capture.attachmentNames, capture.attachmentTypes)
      $0.fileCount = UInt32(clamping: event.envelope.attachments.count)
      $0.size = event.envelope.content.size
    }
    let links = ThreadLinks(line: sighting.account, participants: participants.all.map(\.key))
    return try item(
      .textMessage, capture.direction, time, zone: zone, participants.all, card, links: links,
      size: event.envelope.content.size)
  }

  func fax(_ capture: FaxCaptured) throws -> PreparedItem {
    let time = Timestamp(microseconds: capture.transmittedAtUs)
    let source: TimelineCard.TimeSource =
      switch capture.timeOrigin {
      case .document: .document
      case .file: .file
      default: .stated
      }
    let zone = capture.hasZoneMinutes ? Int(capture.zoneMinutes) : nil
    let receivers = (capture.hasTo ? [capture.to] : []) + capture.furtherTo
    // The document's; the record of the transmission is small.
    let size = event.envelope.attachments.first?.size ?? event.envelope.content.size
    var file = CardFile()
    file.name = capture.documentName
    file.mediaType = capture.mediaType
    var participants = Participants()
    if capture.hasFrom { participants.add(capture.from, .sender) }
    for receiver in receivers { participants.add(receiver, .recipient) }
    let card = card(time, source, zone: zone) {
      $0.subject = capture.subject
      $0.from = capture.hasFrom ? [Self.participant(capture.from)] : []
      $0.firstWords = FirstWords.of(capture.text)
      $0.to = receivers.prefix(Self.shownParticipants).map { Self.participant($0) }
      $0.recipientCount = UInt32(clamping: receivers.count)
      $0.unindexedCount = participants.unindexedCount
      $0.files = [file]
      $0.fileCount = 1
      $0.pages = capture.pages
      $0.size = size
    }
    return try item(
      .fax, capture.direction, time, zone: zone, participants.all, card, links: ThreadLinks(),
      size: size)
  }

  func note(_ note: NoteRecorded) throws -> PreparedItem {
    let time = Timestamp(microseconds: note.heldAtUs)
    let zone = note.hasZoneMinutes ? Int(note.zoneMinutes) : nil
    let size = event.content?.size ?? UInt64(note.text.utf8.count)
    var participants = Participants()
    var contacts: [ContactID] = []
    for participant in note.participants {
      if let id = ContactID(hexadecimal: participant.contact) {
        contacts.append(id)
      } else if let key = IdentityKey(participant) {
        participants.add(key, .recipient, participant.identity, participant.name)
      }
    }
    let card = card(time, .stated, zone: zone) {
      $0.subject = note.purpose
      $0.firstWords = FirstWords.of(note.text)
      $0.to = note.participants.prefix(Self.shownParticipants).map { Self.participant($0.name, $0.identity) }
      $0.recipientCount = UInt32(clamping: note.participants.count)
      $0.unindexedCount = participants.unindexedCount
      $0.files = Self.files(note.attachmentNames, note.attachmentTypes)
      $0.fileCount = UInt32(clamping: event.envelope.attachments.count)
      $0.size = size
      $0.medium = NoteMedium(note.medium).rawValue
      $0.author = note.author
      if note.hasFollowUp { $0.followUp = Self.followUp(note.followUp) }
    }
    var item = try item(
      .note, .unspecified, time, zone: zone, participants.all, card, links: ThreadLinks(), size: size)
    item.isDirectionStated = true
    item.contacts = contacts
    return item
  }

  // MARK: Parts

  private func item(
    _ channel: Channel, _ direction: Direction, _ time: Timestamp, zone: Int?,
    _ participants: [PreparedItem.Participant], _ card: TimelineCard, links: ThreadLinks, size: UInt64
  ) throws -> PreparedItem {
    PreparedItem(
      position: event.position.rawValue, id: event.id, facet: TimelineFacet(channel, direction),
      isDirectionStated: direction != .unspecified, time: time,
      day: CivilDay(microseconds: time.microseconds, zoneMinutes: zone ?? 0).days, participants: participants,
      links: links, card: try card.serializedBytes(), account: sighting.account, owner: sighting.owner, size: size)
  }

  private func card(
    _ time: Timestamp, _ source: TimelineCard.TimeSource, zone: Int?, _ fill: (inout TimelineCard) -> Void
  ) -> TimelineCard {
    var card = TimelineCard()
    card.itemID = Data(event.id.bytes)
    card.timeUs = time.microseconds
    card.timeSource = source
    if let zone { card.zoneMinutes = Int32(clamping: zone) }
    card.type = event.envelope.type
    card.account = sighting.account
    card.folder = sighting.folder
    fill(&card)
    return card
  }

  static func participant(_ name: String?, _ address: String) -> CardParticipant {
    var participant = CardParticipant()
    participant.name = name ?? ""
    participant.address = address
    return participant
  }

  private static func participant(_ phone: PhoneParticipant) -> CardParticipant {
    participant(phone.name, phone.e164.isEmpty ? phone.number : phone.e164)
  }

  static func files(_ names: [String], _ types: [String]) -> [CardFile] {
    names.prefix(MailReading.shownFiles).enumerated().map { index, name in
      var file = CardFile()
      file.name = name
      file.mediaType = index < types.count ? types[index] : ""
      return file
    }
  }

  static func followUp(_ followUp: FollowUp) -> CardFollowUp {
    var card = CardFollowUp()
    card.due = followUp.due
    card.responsible = followUp.responsible
    card.text = followUp.text
    return card
  }

  /// Everybody once, in the role in which they come first; but who wrote to himself is sender and recipient, since that
  /// tells what stayed among us.
  private struct Participants {
    private(set) var all: [PreparedItem.Participant] = []
    private var senders: Set<IdentityKey> = []
    private var others: Set<IdentityKey> = []
    private var unindexed: Set<IdentityKey> = []
    /// Entries that there may be.
    var limit = indexedParticipants

    /// Participants for whom there was no room.
    var unindexedCount: UInt32 { UInt32(clamping: unindexed.count) }

    mutating func add(_ mailbox: Mailbox, _ role: ItemPlacement.Role) {
      guard let address = CorrespondentAddress(mailbox.address) else { return }
      add(IdentityKey(address), role, mailbox.address, mailbox.name)
    }

    mutating func add(_ phone: PhoneParticipant, _ role: ItemPlacement.Role) {
      guard let key = IdentityKey(phone) else { return }
      add(key, role, phone.number, phone.name)
    }

    mutating func add(_ key: IdentityKey, _ role: ItemPlacement.Role, _ written: String, _ name: String?) {
      guard all.count < limit else {
        if !senders.contains(key), !others.contains(key) { unindexed.insert(key) }
        return
      }
      let isSender = senders.contains(key)
      switch role {
      case .sender: guard senders.insert(key).inserted else { return }
      case .recipient: guard others.insert(key).inserted else { return }
      default: guard !isSender, others.insert(key).inserted else { return }
      }
      unindexed.remove(key)
      all.append(
        PreparedItem.Participant(
          key: key, role: role, written: written, name: isSender ? nil : DisplayNames.usable(name, of: key)))
    }
  }
}

/// By what medium a meeting was held.
public enum NoteMedium: String, Sendable, CaseIterable {
  case visit, phone, video, other

  public init(_ recorded: NoteRecorded.Medium) {
    self =
      switch recorded {
      case .visit: .visit
      case .phone: .phone
      case .video: .video
      default: .other
      }
  }

  public var recorded: NoteRecorded.Medium {
    switch self {
    case .visit: .visit
    case .phone: .phone
    case .video: .video
    case .other: .other
    }
  }
}
