import LMDB

typealias IdentityRecord = Evrak_Views_V1_IdentityRecord
typealias ContactRecord = Evrak_Views_V1_ContactRecord

/// The tables of contacts in `views/timelines`.
struct ContactTables: Sendable {
  /// Identity key → identity number (8).
  let identities: Table
  /// Identity number → IdentityRecord.
  let identityRecords: Table
  /// Subject number → ContactRecord.
  let contacts: Table
  /// Contact id (16) → subject number (8).
  let contactIDs: Table
  /// Folded name from one of its words on ‖ 0 ‖ 0 contact or 1 identity ‖ number (8) → nothing.
  let names: Table
  /// Registrable domain ‖ 0 ‖ identity number (8) → nothing.
  let domains: Table
  /// Subject number (8) ‖ position of an event that changed the contact (8) → nothing.
  let changes: Table

  static let integerNames = ["identity-records", "contacts"]
  static let names = ["identities", "contact-ids", "names", "domains", "changes"]

  init(_ open: (String, Bool) throws -> Table) throws {
    identities = try open("identities", false)
    identityRecords = try open("identity-records", true)
    contacts = try open("contacts", true)
    contactIDs = try open("contact-ids", false)
    names = try open("names", false)
    domains = try open("domains", false)
    changes = try open("changes", false)
  }
}
