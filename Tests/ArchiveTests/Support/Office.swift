import Archive
import ArchiveEvents
import EventLog
import Testing
import Views

/// An archive with its timelines, open while a test adds to it and looks.
final class Office {
  let scratch: ScratchArchive
  let archive: Archive
  private(set) var view: View<TimelineProjection>

  init() throws {
    scratch = try ScratchArchive()
    archive = try scratch.open()
    view = try archive.timelines()
  }

  deinit {
    view.close()
    archive.close()
  }

  /// Appends, lets the timelines catch up in batches of so many events, and gives the positions.
  @discardableResult
  func add(_ drafts: [EventDraft], batch: Int = 2_000) throws -> [Position] {
    let outcomes = try archive.log.appendAndWait(drafts)
    try view.catchUp(with: archive.log, batch: batch)
    return outcomes.map(\.position)
  }

  @discardableResult
  func add(_ drafts: EventDraft...) throws -> [Position] { try add(drafts) }

  @discardableResult
  func add(_ mails: Mail...) throws -> [Position] { try add(mails.map(\.draft)) }

  /// Computes the view anew from the log.
  func rebuild() throws {
    view.close()
    try archive.rebuildView("timelines")
    view = try archive.timelines()
  }

  // MARK: Looking

  /// Address, number, `@domain`, or else a name.
  static func key(_ text: String) throws -> IdentityKey {
    try #require(IdentityKey(typed: text, region: "TR") ?? IdentityKey(name: text))
  }

  func contact(_ text: String) throws -> Contact { try #require(try view.contact(Self.key(text))) }

  func id(_ text: String) throws -> ContactID { try contact(text).id }

  /// A whole timeline, oldest first.
  func timeline(_ subject: TimelineQuery.Subject) throws -> [TimelineEntry] {
    try view.page(TimelineQuery(subject, limit: .max, oldestFirst: true))
  }

  func timeline(_ text: String) throws -> [TimelineEntry] { try timeline(.identity(Self.key(text))) }

  /// Positions of a whole timeline, oldest first.
  func positions(_ subject: TimelineQuery.Subject) throws -> [UInt64] { try timeline(subject).map(\.position.rawValue) }

  func positions(_ text: String) throws -> [UInt64] { try timeline(text).map(\.position.rawValue) }

  func positions(_ contact: ContactID) throws -> [UInt64] { try positions(.contact(contact)) }

  func entry(_ position: Position) throws -> TimelineEntry { try #require(try view.entry(at: position)) }
}
