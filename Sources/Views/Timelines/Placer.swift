import ArchiveEvents
import LMDB

/// Puts items into the timelines of all whom they concern, and puts them anew when it turns out that they concern others.
/// Lives for one transaction.
final class Placer {
  private let tables: TimelineTables
  let contacts: ContactBook
  let accounts: AccountBook
  /// Changes to the numbers of items by subject.
  private var counts: [UInt64: Int64] = [:]
  /// Position of the event that is being applied.
  var event: UInt64 = 0

  init(_ tables: TimelineTables, contacts: ContactBook, accounts: AccountBook) {
    self.tables = tables
    self.contacts = contacts
    self.accounts = accounts
  }

  /// Places an item for the first time.
  func place(
    _ placement: ItemPlacement, at position: UInt64, _ transaction: borrowing WriteTransaction
  ) throws {
    var placement = placement
    try settle(&placement, transaction)
    for subject in placement.subjects {
      try put(subject, placement, position, transaction)
      counts[subject, default: 0] += 1
    }
    _ = try transaction.put(tables.placements, position, placement.encoded, [.append])
  }

  /// Works out direction and subjects from the participants as contacts and accounts are now.
  private func settle(_ placement: inout ItemPlacement, _ transaction: borrowing WriteTransaction) throws {
    if !placement.isDirectionStated {
      placement.facet = TimelineFacet(placement.facet.channel, try direction(placement.participants, transaction))
    }
    var subjects = placement.owns
    let day = CivilDay(days: placement.day)
    for participant in placement.participants {
      let contact =
        participant.role == .contact
        ? try contacts.effective(participant.number, transaction)
        : try contacts.contact(ofIdentity: participant.number, transaction)
      guard let contact else { continue }
      subjects.append(contact)
      for membership in try contacts.memberships(of: contact, transaction) where membership.covers(day) {
        subjects.append(membership.organisation)
      }
    }
    subjects.sort()
    placement.subjects = subjects.reduce(into: []) { kept, subject in
      if kept.last != subject { kept.append(subject) }
    }
  }

  /// Outbound is what one of us sent, internal what went to none but us, all else inbound.
  private func direction(
    _ participants: [ItemPlacement.Participant], _ transaction: borrowing WriteTransaction
  ) throws -> Direction {
    var isFromUs = false
    var recipients = 0
    var recipientsOfOurs = 0
    for participant in participants where participant.role == .sender || participant.role == .recipient {
      guard let key = try contacts.identity(participant.number, transaction)?.key else { continue }
      let isOurs = try accounts.isOurs(key, transaction)
      if participant.role == .sender {
        isFromUs = isFromUs || isOurs
      } else {
        recipients += 1
        if isOurs { recipientsOfOurs += 1 }
      }
    }
    guard isFromUs else { return .inbound }
    return recipients > 0 && recipients == recipientsOfOurs ? .internal : .outbound
  }

  // MARK: Placing anew

  /// Places all items of these subjects anew.
  func replaceItems(of subjects: Set<UInt64>, _ transaction: borrowing WriteTransaction) throws {
    var positions: Set<UInt64> = []
    for subject in subjects { positions.formUnion(try self.positions(of: subject, transaction)) }
    for position in positions.sorted() { try replace(position, transaction) { _ in } }
  }

  /// Puts all items of an account into the timeline of its new owner, too.
  func addOwner(_ owner: UInt64, toItemsOf account: UInt64, _ transaction: borrowing WriteTransaction) throws {
    for position in try positions(of: account, transaction).sorted() {
      try replace(position, transaction) { if !$0.owns.contains(owner) { $0.owns.append(owner) } }
    }
  }

  /// Places one item anew after a change of its placement.
  func replace(
    _ position: UInt64, _ transaction: borrowing WriteTransaction, _ change: (inout ItemPlacement) throws -> Void
  ) throws {
    guard let stored = try transaction.get(tables.placements, position), let old = ItemPlacement(stored) else { return }
    var new = old
    try change(&new)
    try settle(&new, transaction)
    guard new != old else { return }
    let hasMoved = new.facet != old.facet || new.time != old.time
    let (before, after) = (Set(old.subjects), Set(new.subjects))
    for subject in old.subjects where hasMoved || !after.contains(subject) {
      let key = TimelineKeys.entry(subject: subject, facet: old.facet, time: old.time, position: position)
      _ = try transaction.delete(tables.entries, key)
      if !after.contains(subject) { counts[subject, default: 0] -= 1 }
    }
    for subject in new.subjects where hasMoved || !before.contains(subject) {
      try put(subject, new, position, transaction)
      if !before.contains(subject) { counts[subject, default: 0] += 1 }
    }
    _ = try transaction.put(tables.placements, position, new.encoded)
    if new.facet != old.facet || new.participants != old.participants {
      _ = try transaction.put(tables.redirections, TimelineKeys.pair(event, position), [])
    }
  }

  private func positions(of subject: UInt64, _ transaction: borrowing WriteTransaction) throws -> [UInt64] {
    let prefix = TimelineKeys.number(subject)
    return try transaction.withCursor(tables.entries) { cursor in
      var positions: [UInt64] = []
      var record = try cursor.seek(prefix)
      while let current = record, current.key.starts(with: prefix) {
        if let position = TimelineKeys.read(current.key, at: 17) { positions.append(position) }
        record = try cursor.next()
      }
      return positions
    }
  }

  private func put(
    _ subject: UInt64, _ placement: ItemPlacement, _ position: UInt64, _ transaction: borrowing WriteTransaction
  ) throws {
    let key = TimelineKeys.entry(subject: subject, facet: placement.facet, time: placement.time, position: position)
    _ = try transaction.put(tables.entries, key, [])
  }

  // MARK: Writing

  func write(_ transaction: borrowing WriteTransaction) throws {
    for (subject, change) in counts.sorted(by: { $0.key < $1.key }) where change != 0 {
      let known = try transaction.get(tables.counts, subject).flatMap { TimelineKeys.read($0) } ?? 0
      _ = try transaction.put(
        tables.counts, subject, TimelineKeys.number(UInt64(clamping: Int64(clamping: known) + change)))
    }
  }
}
