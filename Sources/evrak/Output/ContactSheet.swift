import ArchiveEvents
import Views

/// How contacts are printed, for people and for scripts.
enum ContactSheet {
  // MARK: Lists

  static func line(_ contact: ContactSummary) -> String {
    var parts = [contact.kind == .organisation ? "\(contact.name) (organisation)" : contact.name]
    let identities = contact.identities.map(\.description).filter { $0 != contact.name }
    parts += identities.prefix(3)
    if identities.count > 3 { parts.append("+\(identities.count - 3)") }
    if !contact.organisations.isEmpty { parts.append("of \(contact.organisations.joined(separator: ", "))") }
    if !contact.categories.isEmpty { parts.append("[\(contact.categories.joined(separator: ", "))]") }
    parts.append(contact.items == 1 ? "1 item" : "\(contact.items) items")
    if let last = contact.last { parts.append("last \(last.wholeSeconds.prefix(10))") }
    return printable(parts.joined(separator: ", "))
  }

  /// What names a contact in a command that is printed to be pasted into a shell. Never an address: those are strangers'
  /// words, and may hold what a shell runs.
  static func handle(_ contact: ContactSummary) -> String { String(contact.id.description.prefix(16)) }

  static func json(_ contact: ContactSummary) -> JSONLine {
    .object([
      ("contact", .string(contact.id.description)), ("kind", .string(contact.kind.rawValue)),
      ("name", .string(contact.name)), ("automatic", .bool(contact.isAutomatic)),
      ("identities", .array(contact.identities.map(identity))), ("categories", .strings(contact.categories)),
      ("organisations", .strings(contact.organisations)), ("items", .unsigned(contact.items)),
      ("last", .optional(contact.last?.wholeSeconds)),
    ])
  }

  private static func identity(_ key: IdentityKey) -> JSONLine {
    .object([("kind", .string(key.kind.rawValue)), ("value", .string(key.value))])
  }

  // MARK: One contact

  /// - Parameter merged: the contacts that were merged into it, as `named` gives them.
  static func lines(_ contact: Contact, _ suggestion: OrganisationSuggestion?, merged: [String]) -> [String] {
    var lines: [(String, String)] = [
      ("Name", contact.name), ("Contact", contact.id.description),
      ("Kind", contact.kind == .unknown ? "not said yet" : contact.kind.rawValue),
    ]
    for identity in contact.identities {
      let names = identity.names.filter { $0 != contact.name }
      let also = names.isEmpty ? "" : ", seen as \(names.prefix(4).joined(separator: "; "))"
      lines.append((identity.isFax ? "Fax" : label(identity.key.kind), identity.key.description + also))
    }
    lines += contact.affiliations.map { ("Belongs to", affiliation($0)) }
    lines += contact.members.map { ("Member", affiliation($0)) }
    if let suggestion {
      let domain = IdentityKey(domain: suggestion.domain)?.description ?? suggestion.domain
      let count = suggestion.contacts.count
      lines.append(("Suggested", "an organisation for \(domain), with \(count) \(count == 1 ? "contact" : "contacts")"))
    }
    if !contact.categories.isEmpty { lines.append(("Categories", contact.categories.joined(separator: ", "))) }
    lines += contact.fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    for (number, document) in contact.documents.enumerated() {
      lines.append(("Document \(number + 1)", "\(document.name) (\(document.mediaType))"))
    }
    if !merged.isEmpty { lines.append(("Merged in", merged.joined(separator: ", "))) }
    let period = contact.first.flatMap { first in
      contact.last.map { ", from \(first.wholeSeconds.prefix(10)) to \($0.wholeSeconds.prefix(10))" }
    }
    lines.append(("Items", "\(contact.items)\(period ?? "")"))
    return lines.map { printable("\($0.0): \($0.1)") }
  }

  /// A contact by the name that it had before any merge, and by what names it for certain.
  static func named(_ id: ContactID, in view: View<TimelineProjection>) throws -> String {
    let digits = String(id.description.prefix(12))
    let name = try view.ownName(of: id) ?? ""
    return name.isEmpty ? digits : "\(name) (\(digits))"
  }

  private static func label(_ kind: IdentityKey.Kind) -> String {
    switch kind {
    case .mailAddress: "Mail"
    case .number: "Number"
    case .domain: "Domain"
    case .name: "Known as"
    }
  }

  private static func affiliation(_ affiliation: Contact.Affiliation) -> String {
    var text = affiliation.name
    if !affiliation.role.isEmpty { text += ", \(affiliation.role)" }
    if !affiliation.from.isEmpty { text += ", from \(affiliation.from)" }
    if !affiliation.until.isEmpty { text += ", until \(affiliation.until)" }
    return text
  }

  static func json(_ contact: Contact, _ suggestion: OrganisationSuggestion?) -> JSONLine {
    .object([
      ("contact", .string(contact.id.description)), ("kind", .string(contact.kind.rawValue)),
      ("name", .string(contact.name)), ("automatic", .bool(contact.isAutomatic)),
      (
        "identities",
        .array(
          contact.identities.map {
            .object([
              ("kind", .string($0.key.kind.rawValue)), ("value", .string($0.key.value)), ("fax", .bool($0.isFax)),
              ("names", .strings($0.names)),
            ])
          })
      ),
      ("fields", .object(contact.fields.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
      ("categories", .strings(contact.categories)),
      ("affiliations", .array(contact.affiliations.map(json))), ("members", .array(contact.members.map(json))),
      (
        "documents",
        .array(
          contact.documents.map {
            .object([
              ("name", .string($0.name)), ("media_type", .string($0.mediaType)),
              ("position", .unsigned($0.position.rawValue)), ("index", .count($0.index)),
            ])
          })
      ),
      ("merged", .strings(contact.merged.map(\.description))), ("apart", .strings(contact.apart.map(\.description))),
      (
        "suggested_organisation",
        suggestion.map {
          .object([
            ("domain", .string($0.domain)), ("organisation", .optional($0.organisation?.description)),
            ("contacts", .count($0.contacts.count)),
          ])
        } ?? .null
      ),
      ("items", .unsigned(contact.items)), ("first", .optional(contact.first?.wholeSeconds)),
      ("last", .optional(contact.last?.wholeSeconds)),
    ])
  }

  private static func json(_ affiliation: Contact.Affiliation) -> JSONLine {
    .object([
      ("contact", .string(affiliation.contact.description)), ("name", .string(affiliation.name)),
      ("role", .string(affiliation.role)), ("from", .string(affiliation.from)), ("until", .string(affiliation.until)),
    ])
  }
}
