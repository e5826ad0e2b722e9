import ArchiveEvents
import EventLog
import LMDB
import SwiftProtobuf

/// Some events applied in one transaction.
final class TimelineBatch {
  private let tables: TimelineTables
  private let contacts: ContactBook
  private let accounts: AccountBook
  private let threads: ThreadBook
  private let placer: Placer
  private var items: UInt64 = 0
  private var bytes: UInt64 = 0

  init(_ tables: TimelineTables, log: any ArchiveLog) {
    self.tables = tables
    contacts = ContactBook(tables.contacts, counters: tables.counters, log: log)
    accounts = AccountBook(tables.accounts, counters: tables.counters)
    threads = ThreadBook(tables: tables.threads)
    placer = Placer(tables, contacts: contacts, accounts: accounts)
  }

  func apply(_ event: TimelineProjection.Prepared, _ transaction: borrowing WriteTransaction) throws {
    let changes = ContactChanges(book: contacts, position: event.position)
    placer.event = event.position
    switch event.work {
    case .item(let item): try add(item, transaction)
    case .sighting(let item, let sighting): try sight(item, sighting, event.position, transaction)
    case .amendment(let item, let amended): try amend(item, amended, event.position, transaction)
    case .account(let changed):
      let change = try accounts.apply(changed, transaction)
      for pattern in change.redirected { try redirect(pattern, transaction) }
      // Whoever takes over a desk has its whole history; whoever leaves it keeps what was in his hands until then.
      if let (account, owner) = change.handover { try placer.addOwner(owner, toItemsOf: account, transaction) }
    case .contact(let changed): try placer.replaceItems(of: changes.apply(changed, transaction), transaction)
    case .merge(let merged): try placer.replaceItems(of: changes.apply(merged, transaction), transaction)
    case .unmerge(let unmerged): try placer.replaceItems(of: changes.apply(unmerged, transaction), transaction)
    case .affiliation(let changed): try placer.replaceItems(of: changes.apply(changed, transaction), transaction)
    }
  }

  // MARK: Items

  private func add(_ item: PreparedItem, _ transaction: borrowing WriteTransaction) throws {
    let owns = try owns(account: item.account, owner: item.owner, items: 1, transaction)
    var participants: [ItemPlacement.Participant] = []
    participants.reserveCapacity(item.participants.count + item.contacts.count)
    for participant in item.participants {
      let number = try contacts.number(
        of: participant.key, written: participant.written, name: participant.name, at: item.position, transaction)
      participants.append(.init(number: number, role: participant.role))
    }
    for id in item.contacts {
      if let contact = try contacts.knownContact(id, transaction) {
        participants.append(.init(number: contact.number, role: .contact))
      }
    }
    let (thread, twin) = try threads.place(item.links, at: item.position, transaction)
    let placement = ItemPlacement(
      facet: item.facet, isDirectionStated: item.isDirectionStated, time: TimelineKeys.sortable(item.time),
      day: item.day, thread: thread, twin: twin, participants: participants, owns: owns, subjects: [])
    try placer.place(placement, at: item.position, transaction)
    _ = try transaction.put(tables.cards, item.position, item.card, [.append])
    _ = try transaction.put(tables.items, item.id.bytes, TimelineKeys.number(item.position))
    items += 1
    bytes &+= item.size
  }

  /// The subjects of an account and of those who answer for it, by the capture and by what was said of it; an account that is new makes its address one of ours.
  private func owns(
    account name: String, owner: String, items: UInt64 = 0, sightings: UInt64 = 0,
    _ transaction: borrowing WriteTransaction
  ) throws -> [UInt64] {
    var owns: [UInt64] = []
    if !name.isEmpty {
      let (account, isNew) = try accounts.account(name, transaction)
      accounts.count(account, owner: owner, items: items, sightings: sightings)
      owns.append(account.record.subject)
      if isNew {
        for pattern in OurIdentities.patterns(of: name, account.record) { try redirect(pattern, transaction) }
      }
      let declared = account.record.owner
      if !declared.isEmpty, declared != owner { owns.append(try accounts.owner(declared, transaction)) }
    }
    if !owner.isEmpty { owns.append(try accounts.owner(owner, transaction)) }
    return owns
  }

  private func sight(
    _ item: ItemID, _ sighting: Sighting, _ position: UInt64, _ transaction: borrowing WriteTransaction
  ) throws {
    guard let known = try transaction.get(tables.items, item.bytes).flatMap({ TimelineKeys.read($0) }) else { return }
    _ = try transaction.put(tables.sightings, TimelineKeys.pair(known, position), [])
    let owns = try owns(account: sighting.account, owner: sighting.owner, sightings: 1, transaction)
    try placer.replace(known, transaction) { placement in
      for own in owns where !placement.owns.contains(own) { placement.owns.append(own) }
    }
  }

  /// A note shows what it says now; what it said before is in its events.
  private func amend(
    _ item: ItemID, _ amended: NoteAmended, _ position: UInt64, _ transaction: borrowing WriteTransaction
  ) throws {
    guard let known = try transaction.get(tables.items, item.bytes).flatMap({ TimelineKeys.read($0) }),
      let placement = try transaction.get(tables.placements, known).flatMap({ ItemPlacement($0) }),
      placement.facet.channel == .note, let stored = try transaction.get(tables.cards, known)
    else { return }
    var card = try TimelineCard(serializedBytes: stored)
    _ = try transaction.put(tables.amendments, TimelineKeys.pair(known, position), [])
    if !amended.purpose.isEmpty { card.subject = amended.purpose }
    if !amended.text.isEmpty { card.firstWords = FirstWords.of(amended.text) }
    if amended.hasFollowUp { card.followUp = ItemPreparation.followUp(amended.followUp) }
    if amended.followUpWithdrawn { card.clearFollowUp() }
    card.fileCount += UInt32(clamping: amended.attachmentNames.count)
    card.files += ItemPreparation.files(amended.attachmentNames, amended.attachmentTypes)
      .prefix(max(0, MailReading.shownFiles - card.files.count))
    var present = Set(placement.participants)
    var added: [ItemPlacement.Participant] = []
    for participant in amended.participantsAdded {
      guard present.count < ItemPreparation.indexedParticipants else {
        card.recipientCount += 1
        card.unindexedCount += 1
        continue
      }
      guard let found = try self.participant(participant, position, transaction), present.insert(found).inserted else {
        continue
      }
      added.append(found)
      card.recipientCount += 1
      if card.to.count < ItemPreparation.shownParticipants {
        card.to.append(ItemPreparation.participant(participant.name, participant.identity))
      }
    }
    let bytes: [UInt8] = try card.serializedBytes()
    _ = try transaction.put(tables.cards, known, bytes)
    if !added.isEmpty { try placer.replace(known, transaction) { $0.participants += added } }
  }

  private func participant(
    _ participant: NoteParticipant, _ position: UInt64, _ transaction: borrowing WriteTransaction
  ) throws -> ItemPlacement.Participant? {
    if let id = ContactID(hexadecimal: participant.contact) {
      return try contacts.knownContact(id, transaction).map { .init(number: $0.number, role: .contact) }
    }
    guard let key = IdentityKey(participant) else { return nil }
    let number = try contacts.number(
      of: key, written: participant.identity, name: DisplayNames.usable(participant.name, of: key), at: position,
      transaction)
    return .init(number: number, role: .recipient)
  }

  /// Gives all items of an address or domain that is ours now, or no longer, their direction anew.
  private func redirect(_ pattern: OurIdentities.Pattern, _ transaction: borrowing WriteTransaction) throws {
    var subjects: Set<UInt64> = []
    for number in try identities(of: pattern, transaction) {
      if let contact = try contacts.contact(ofIdentity: number, transaction) { subjects.insert(contact) }
    }
    try placer.replaceItems(of: subjects, transaction)
  }

  private func identities(
    of pattern: OurIdentities.Pattern, _ transaction: borrowing WriteTransaction
  ) throws -> [UInt64] {
    switch pattern {
    case .identity(let key): return try contacts.knownNumber(of: key, transaction).map { [$0] } ?? []
    case .domain(let domain):
      guard let registrable = RegistrableDomain.of(domain) else { return [] }
      let prefix = Array(registrable.utf8) + [0]
      let all = try transaction.withCursor(tables.contacts.domains) { cursor in
        var numbers: [UInt64] = []
        var record = try cursor.seek(prefix)
        while let current = record, current.key.starts(with: prefix) {
          if let number = TimelineKeys.read(current.key, at: prefix.count) { numbers.append(number) }
          record = try cursor.next()
        }
        return numbers
      }
      return try all.filter { try contacts.identity($0, transaction)?.key?.value.hasSuffix("@" + domain) ?? false }
    }
  }

  // MARK: Writing

  func write(_ transaction: borrowing WriteTransaction) throws {
    try contacts.write(transaction)
    try accounts.write(transaction)
    try placer.write(transaction)
    try TimelineTotals.add(items: items, bytes: bytes, tables, transaction)
  }
}
