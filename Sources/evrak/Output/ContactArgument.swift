import ArchiveEvents
import Views

/// Finds the contact that a user names: by address, number, `@domain`, id or the beginning of one, or by name. The whole
/// name is needed: the beginning of one or of a number is good for looking, not for saying who is meant.
enum ContactArgument {
  /// Contacts named where several are meant.
  private static let shown = 5
  /// Contacts looked at for one of the whole name.
  private static let looked = 200
  /// Digits that an id must at least have, so that no name is taken for one.
  private static let fewestDigits = 8

  static func find(_ text: String, in view: View<TimelineProjection>, region: String?) throws -> Contact {
    if let contact = try known(text, in: view, region: region) { return contact }
    throw try unknown(text, in: view)
  }

  /// Nil where nobody is meant.
  static func known(_ text: String, in view: View<TimelineProjection>, region: String?) throws -> Contact? {
    if let key = IdentityKey(typed: text, region: region) {
      if let contact = try view.contact(key) { return contact }
      // A number without a country code, or an address that is rather a name.
      if key.kind != .number { return nil }
    }
    if let id = try id(text, in: view), let contact = try view.contact(id) { return contact }
    return try named(text, in: view, region: region)
  }

  /// The contact that an id or the beginning of one names, merges not followed.
  static func id(_ text: String, in view: View<TimelineProjection>) throws -> ContactID? {
    if let whole = ContactID(hexadecimal: text) { return whole }
    guard text.utf8.count >= fewestDigits, text.utf8.count < 32,
      let prefix = Hexadecimal.decode(text.utf8.count % 2 == 0 ? text[...] : text.dropLast())
    else { return nil }
    let found = try view.contacts(beginningWith: prefix, limit: 20).filter {
      $0.description.hasPrefix(text.lowercased())
    }
    guard found.count <= 1 else {
      throw Failure(
        status: Failure.noInput, message: "\(text) is the beginning of \(found.count) contacts; give more digits.")
    }
    return found.first
  }

  private static func named(
    _ text: String, in view: View<TimelineProjection>, region: String?
  ) throws -> Contact? {
    guard let wanted = IdentityKey(name: text) else { return nil }
    // A short code is the whole name of its sender.
    guard text.contains(where: \.isLetter) else { return try view.contact(wanted) }
    let found = try view.contacts(ContactQuery(text, region: region, limit: looked))
    let meant = found.filter { IdentityKey(name: $0.name) == wanted }
    if meant.isEmpty, !found.isEmpty {
      // A query finds the beginning of any word; who begins so is more likely meant.
      let begins = found.filter { IdentityKey(name: $0.name)?.value.hasPrefix(wanted.value) ?? false }
      let likely = (begins + found.filter { !begins.contains($0) }).prefix(shown)
      let names = likely.map { "\(printable($0.name)) (\(handle($0)))" }.joined(separator: " or ")
      let more = found.count > shown ? ", or another of \(found.count)" : ""
      throw Failure(
        status: Failure.noInput, message: "\(printable(text)) is nobody's whole name; did you mean \(names)\(more)?")
    }
    guard meant.count <= 1 else {
      let names = meant.prefix(shown).map { "\(printable($0.name)) (\(handle($0)))" }
      let more = meant.count > shown ? " and others" : ""
      throw Failure(
        status: Failure.noInput,
        message: "\(printable(text)) may be \(names.joined(separator: ", "))\(more); name one by address, number or id."
      )
    }
    return try meant.first.flatMap { try view.contact($0.id) }
  }

  /// What names a contact for certain, as short as it can be.
  private static func handle(_ contact: ContactSummary) -> String {
    contact.identities.first.map { printable($0.description) } ?? String(contact.id.description.prefix(12))
  }

  static func unknown(_ text: String, in view: View<TimelineProjection>) throws -> Failure {
    if text.hasPrefix("@"), let domain = IdentityKey(domain: text.dropFirst()) {
      return Failure(
        status: Failure.noInput,
        message: printable(
          "No organisation has the domain \(domain); `evrak contacts \(domain)` lists its addresses, and `evrak contact link ORGANISATION --domain` gives it to one."
        ))
    }
    if let owner = try view.owners().first(where: { IdentityKey(name: $0) == IdentityKey(name: text) }) {
      return Failure(
        status: Failure.noInput,
        message:
          "\(printable(owner)) answers for accounts, but is no contact; `evrak timeline` shows what the accounts hold.")
    }
    let similar = try Similar.addresses(to: CorrespondentAddress(text)?.normalised ?? text, in: view)
    let hint =
      similar.isEmpty
      ? "`evrak contacts` lists those that there are" : "did you mean \(similar.joined(separator: " or "))?"
    return Failure(
      status: Failure.noInput,
      message: "No contact, account or owner \(printable(text)) is in the archive; \(printable(hint))")
  }
}
