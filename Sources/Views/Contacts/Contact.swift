public import ArchiveEvents

/// A person or organisation, with all that is known of it; merges followed.
public struct Contact: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case unknown, person, organisation
  }

  public struct Identity: Sendable, Equatable {
    public let key: IdentityKey
    /// Of a number: whoever linked it said that it is a fax.
    public let isFax: Bool
    /// Display names seen with it, the most frequent first.
    public let names: [String]
  }

  public struct Affiliation: Sendable, Equatable {
    /// The organisation; in the list of an organisation's members, the member.
    public let contact: ContactID
    public let name: String
    public let role: String
    /// Civil dates, YYYY-MM-DD, first and last day; empty means open.
    public let from: String
    public let until: String
  }

  public struct Document: Sendable, Equatable {
    public let name: String
    public let mediaType: String
    /// The event that brought it, and its place among the attachments of that event.
    public let position: Position
    public let index: Int
  }

  public let id: ContactID
  public let kind: Kind
  /// The given name, else the best one seen, else an address or number.
  public let name: String
  /// Nobody has said anything of it: it is known from items alone.
  public let isAutomatic: Bool
  public let identities: [Identity]
  /// What files and people said of it, such as `title`, `address`, `note`.
  public let fields: [String: String]
  public let categories: [String]
  public let documents: [Document]
  /// Organisations that it belongs to.
  public let affiliations: [Affiliation]
  /// Who belongs to it, where it is an organisation.
  public let members: [Affiliation]
  /// Contacts that were merged into it.
  public let merged: [ContactID]
  /// Contacts that a person has said to be others.
  public let apart: [ContactID]
  /// Items in its timeline.
  public let items: UInt64
  /// Times of the first and last of them.
  public let first: Timestamp?
  public let last: Timestamp?
}

/// A contact in a list.
public struct ContactSummary: Sendable, Equatable {
  public let id: ContactID
  public let kind: Contact.Kind
  public let name: String
  public let isAutomatic: Bool
  public let identities: [IdentityKey]
  public let categories: [String]
  /// The organisations that it belongs to, whatever the period.
  public let organisations: [String]
  public let items: UInt64
  public let last: Timestamp?
}
