/// A person or an organisation as a file of contacts states it.
///
/// Text is trimmed, has no NUL, and LF as its only line end. `fields` holds what is known beside the members, by these
/// names (values of those marked * hold one entry a line):
/// - of the name: `prefix`, `given-name`, `additional-names`, `family-name`, `suffix`, `nickname`*, `sort-name`,
///   `phonetic-given-name`, `phonetic-family-name`;
/// - of the work: `department`, `role`* (further titles), `other-organisation`*, `profession`, `office`, `manager`,
///   `assistant`;
/// - of the person: `birthday` and `anniversary` (`YYYY-MM-DD` where the file has a whole date, else as written),
///   `gender`, `language`*, `spouse`, `related`*;
/// - of places: `address`* (postal, one line each; of the work, or without a kind), `address-home`*, `time-zone`,
///   `position` (geographical);
/// - of the net: `url`*, `instant-message`* (`skype:name`), `calendar`*, `picture`*, `logo`*, `sound`*, `key`* (where
///   the document lies elsewhere);
/// - of the card: `note`, `uid`, `revised`, `source`*, `members`* (of a group), `agent` (name of the card inside).
///
/// A name of other lower-case letters, digits and hyphens is written and read by vCard as `X-EVRAK-NAME`.
public struct ContactCard: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case person, organisation, group
  }

  /// A telephone or fax number, as written.
  public struct Number: Sendable, Hashable {
    public var number: String
    public var isFax: Bool
    /// `work`, `home`, `cell`, `pager`, `main` …, a label that the user chose, or empty.
    public var label: String

    public init(number: String, isFax: Bool = false, label: String = "") {
      self.number = number
      self.isFax = isFax
      self.label = label
    }
  }

  /// A picture, a sound or a key that is part of the card (PHOTO, LOGO, SOUND, KEY).
  public struct Document: Sendable, Equatable {
    /// Begins with the kind: `photo.jpg`, `logo-2.png`, `sound.wav`, `key.bin`; or the name that the card states.
    public var name: String
    public var mediaType: String
    public var bytes: [UInt8]

    public init(name: String, mediaType: String, bytes: [UInt8]) {
      self.name = name
      self.mediaType = mediaType
      self.bytes = bytes
    }
  }

  public var kind: Kind
  /// The formatted name; where there is none, made of the parts of the name, the organisation, or the first address or
  /// number.
  public var name: String
  /// Mail addresses as written, in order, preferred ones first.
  public var addresses: [String]
  /// In order, preferred ones first.
  public var numbers: [Number]
  /// The organisation that the contact works for or is; its units are in the field `department`.
  public var organisation: String
  /// The title of the position; where there is none, the role.
  public var title: String
  public var categories: [String]
  public var fields: [String: String]
  public var documents: [Document]
  /// Byte offset in the file at which the card or the row begins.
  public var offset: UInt64
  /// The first line of the card or the row, counted from 1.
  public var line: Int
  /// What was odd in the card and how it was read, one short sentence each.
  public var defects: [String]

  public init(
    kind: Kind = .person, name: String = "", addresses: [String] = [], numbers: [Number] = [],
    organisation: String = "", title: String = "", categories: [String] = [], fields: [String: String] = [:],
    documents: [Document] = [], offset: UInt64 = 0, line: Int = 1, defects: [String] = []
  ) {
    self.kind = kind
    self.name = name
    self.addresses = addresses
    self.numbers = numbers
    self.organisation = organisation
    self.title = title
    self.categories = categories
    self.fields = fields
    self.documents = documents
    self.offset = offset
    self.line = line
    self.defects = defects
  }
}
