import ArchiveEvents
import Foundation
import LMDB

/// One caller's append. It takes a second round only where the writer finds an
/// item born meanwhile: the draft then becomes a sighting of that item, sealed
/// under the item's own key.
struct AppendRounds {
  private struct Pending {
    let index: Int
    var measured: EventPreparer.Measured
  }

  private struct Submitted {
    let pending: Pending
    let id: EventID
    /// Contents with chunks in the log already, to be dropped if the event is not stored.
    let staged: [ContentNumber]
  }

  private var drafts: [EventDraft]
  private var pending: [Pending] = []
  private var submitted: [Submitted] = []
  private var outcomes: [AppendOutcome?]
  /// Staged contents of captures that were given up.
  private(set) var abandoned: [ContentNumber] = []

  init(_ drafts: [EventDraft]) {
    self.drafts = drafts
    outcomes = Array(repeating: nil, count: drafts.count)
  }

  /// One outcome for each draft, once `prepare` has nothing more to submit.
  var finished: [AppendOutcome] { outcomes.compactMap { $0 } }

  /// The events of the next round; none once every draft has its outcome.
  mutating func prepare(with preparer: EventPreparer) throws -> [PreparedEvent] {
    if !drafts.isEmpty {
      var scopes = SourceScopes()
      pending = try drafts.enumerated().map { index, draft in
        Pending(index: index, measured: try preparer.measure(draft, scopes: &scopes))
      }
      drafts = []
    }
    if !pending.isEmpty { try settleKnown(with: preparer) }
    submitted = []
    var events: [PreparedEvent] = []
    events.reserveCapacity(pending.count)
    for item in pending {
      let event = try preparer.seal(item.measured)
      let staged = event.contents.filter { $0.firstChunk > 0 }.map(\.number)
      submitted.append(Submitted(pending: item, id: event.id, staged: staged))
      events.append(event)
    }
    pending = []
    return events
  }

  /// Takes the writer's word on the events that were prepared last.
  mutating func take(_ results: [WriteOutcome]) {
    abandoned = []
    for (entry, result) in zip(submitted, results) {
      switch result {
      case .appended(let position):
        let item = entry.pending.measured.sightedItem
        outcomes[entry.pending.index] =
          item.map { .sighted(position, item: $0) } ?? .appended(position, entry.id)
      case .duplicate(let position):
        outcomes[entry.pending.index] = .duplicate(position)
        abandoned += entry.staged
      case .alreadyBorn:
        pending.append(entry.pending)
        abandoned += entry.staged
      }
    }
    submitted = []
  }

  /// Looks all drafts up in one read transaction: what the log has from the
  /// same source is done, what it has from elsewhere becomes a sighting.
  private mutating func settleKnown(with preparer: EventPreparer) throws {
    let tables = preparer.tables
    let asked = pending.map { ($0.index, $0.measured.sourceKey, $0.measured.lookup) }
    guard asked.contains(where: { $0.1 != nil || $0.2 != nil }) else { return }
    var duplicates: [(index: Int, position: Position)] = []
    var sighted: [Int: ItemReference] = [:]
    // Asked before the transaction begins, which then sees whatever they lead to, and whatever left them meanwhile.
    let recent = asked.map { $0.2.flatMap { preparer.recentDigests.position(of: $0) } }
    try preparer.environment.withReadTransaction { transaction in
      for ((index, sourceKey, lookup), recent) in zip(asked, recent) {
        if let sourceKey, let known = try transaction.get(tables.sources, sourceKey) {
          duplicates.append((index, try StoredPosition.decode(known, table: "sources")))
        } else if let lookup,
          let position = try recent
            ?? transaction.get(tables.digests, lookup.bytes).map({ try StoredPosition.decode($0, table: "digests") })
        {
          sighted[index] = try EventReader.itemReference(at: position, tables, transaction)
        }
      }
    }
    for duplicate in duplicates { outcomes[duplicate.index] = .duplicate(duplicate.position) }
    pending = try pending.compactMap { item in
      if outcomes[item.index] != nil { return nil }
      guard let reference = sighted[item.index] else { return item }
      return Pending(index: item.index, measured: try preparer.asSighting(item.measured, of: reference))
    }
  }
}
