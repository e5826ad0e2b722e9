import ArchiveEvents
import Intake
import Views

/// Mailboxes and lines of ours, which a card must not make a single person's: the card of a colleague states the number of
/// the office, and all that ever passed on it would be that colleague's from then on.
struct OurAccounts {
  /// Who answers for the account of an address or number; empty where nobody is named.
  private var owners: [IdentityKey: String] = [:]

  init(_ view: View<TimelineProjection>) throws {
    for account in try view.accounts() {
      // All addresses of a domain of ours are people's own.
      for text in [account.name] + account.aliases where !text.hasPrefix("@") {
        if let key = IdentityKey(typed: text, region: nil) { owners[key] = account.owner }
      }
    }
  }

  /// Whether an address or number on a person's card is a mailbox or line of ours that is not known to be that person's:
  /// nobody of the name answers for it or wrote by it. A mailbox for which nobody answers may be anybody's.
  func isNotOwn(_ key: IdentityKey, of card: ContactCard, _ view: View<TimelineProjection>) throws -> Bool {
    guard card.kind == .person, let owner = owners[key] else { return false }
    if owner.isEmpty, key.kind == .mailAddress { return false }
    let name = IdentityKey(name: card.name)
    if IdentityKey(name: owner) == name { return false }
    return try view.contact(key).map { IdentityKey(name: $0.name) != name } ?? true
  }
}
