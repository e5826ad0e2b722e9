/// What a folder is for.
public enum IMAPFolderRole: String, Sendable, Hashable, CaseIterable {
  case inbox, sent, drafts, junk, trash, archive
  /// A view of all mail, as Gmail has it: its messages lie in other folders too.
  case all
  /// Views of marked mail. Told by the server only: people call folders of their own so.
  case flagged, important
  case other

  /// What the server says of it (RFC 6154, RFC 8457), else what its name, or that of a folder above it, says in English or
  /// Turkish.
  public init(_ listing: IMAPMailboxListing) {
    self =
      listing.name.isInbox
      ? .inbox : Self(listing.attributes) ?? Self.named(Self.levels(of: listing)) ?? .other
  }

  /// The roles of all folders of an account: a folder below one of a certain role has that role too, unless it has one of
  /// its own.
  public static func roles(of listings: [IMAPMailboxListing]) -> [IMAPMailboxName: IMAPFolderRole] {
    var told: [[String]: IMAPFolderRole] = [:]
    for listing in listings {
      if let role = IMAPFolderRole(listing.attributes) { told[levels(of: listing)] = role }
    }
    var roles: [IMAPMailboxName: IMAPFolderRole] = [:]
    for listing in listings {
      var levels = levels(of: listing)
      var role = listing.name.isInbox ? IMAPFolderRole.inbox : nil
      while role == nil, let last = levels.last {
        role = told[levels] ?? named(level: last)
        // What lies below the inbox is no inbox for that.
        if role == .inbox, levels.count < Self.levels(of: listing).count { role = nil }
        levels.removeLast()
      }
      roles[listing.name] = role ?? .other
    }
    return roles
  }

  private init?(_ attributes: IMAPMailboxAttributes) {
    let uses: [(IMAPMailboxAttributes, IMAPFolderRole)] = [
      (.inbox, .inbox), (.sent, .sent), (.drafts, .drafts), (.junk, .junk), (.trash, .trash), (.all, .all),
      (.archive, .archive), (.flagged, .flagged), (.important, .important),
    ]
    guard let role = uses.first(where: { attributes.contains($0.0) })?.1 else { return nil }
    self = role
  }

  /// Levels that one name may have; what lies deeper counts as one.
  private static let maximumLevels = 100

  private static func levels(of listing: IMAPMailboxListing) -> [String] {
    guard let delimiter = listing.delimiter else { return [listing.name.text] }
    return listing.name.text.unicodeScalars.split(separator: delimiter, maxSplits: maximumLevels).map { String($0) }
  }

  private static func named(_ levels: [String]) -> IMAPFolderRole? {
    for level in levels.reversed() {
      if let role = named(level: level) { return role }
    }
    return nil
  }

  private static func named(level: String) -> IMAPFolderRole? {
    // Longer than any name that is known.
    guard level.utf8.count <= 64 else { return nil }
    return FolderNames.roles[FoldedFolderName.letters(level)]
  }
}
