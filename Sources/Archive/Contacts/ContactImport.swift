public import ArchiveEvents
public import EventLog
import Foundation
public import Intake
import PhoneNumbers
import SwiftProtobuf
public import Views

/// What taking the cards of a file in would change, worked out before anything is written.
///
/// A card is the contact that its addresses and numbers lead to. Where they lead to several, nothing is guessed: the card
/// is refused until a person has merged them or taken an address away.
public struct ContactImport {
  /// One card, and what becomes of it.
  public struct Change: Sendable {
    public enum Outcome: Sendable, Equatable {
      case new, changed, unchanged
      case refused(String)
    }

    public let card: ContactCard
    public let outcome: Outcome
    public let contact: ContactID?
    /// What changes, a line each.
    public let lines: [String]
    /// What could not be used, a sentence each.
    public let warnings: [String]
    /// Events to append, in order.
    public let drafts: [EventDraft]
  }

  private let archive: Archive
  private let view: View<TimelineProjection>
  private let region: String?
  private let author: String
  private let origin: String
  /// What cards before this one have led to, since the view does not know them yet.
  private var planned: [IdentityKey: ContactID] = [:]
  private var organisations: [String: ContactID] = [:]
  private var seen: Set<ContactID> = []

  /// - Parameters:
  ///   - region: the country of numbers without a country code (ISO 3166-1 alpha-2).
  ///   - author: who imports.
  ///   - origin: the file, for the record.
  public init(archive: Archive, view: View<TimelineProjection>, region: String?, author: String, origin: String) {
    self.archive = archive
    self.view = view
    self.region = region
    self.author = author
    self.origin = origin
  }

  /// What becomes of a card, after those that were planned before it.
  public mutating func plan(_ card: ContactCard) throws -> Change {
    let (identities, warnings) = identities(of: card)
    var owners: [ContactID] = []
    for (key, _) in identities {
      if let owner = try planned[key] ?? view.contact(key)?.id, !owners.contains(owner) { owners.append(owner) }
    }
    guard owners.count <= 1 else {
      let names = try owners.map { try view.contact($0).map { "\($0.name) (\($0.id.description.prefix(12)))" } ?? $0.description }
      return Change(
        card: card,
        outcome: .refused(
          "its addresses and numbers lead to several contacts, \(names.joined(separator: " and ")); merge them first if they are one"),
        contact: nil, lines: [], warnings: warnings, drafts: [])
    }
    let nameKey = "\(IdentityKey(name: card.name)?.value ?? "")\n\(IdentityKey(name: card.organisation)?.value ?? "")"
    let id = owners.first ?? archive.newContactID(first: identities.first?.key, name: nameKey)
    let known = try seen.contains(id) ? nil : view.contact(id)
    let isNew = known == nil && !seen.contains(id)
    var event = ContactChanged()
    event.contactID = Data(id.bytes)
    event.changedBy = author
    event.origin = origin
    var lines: [String] = []
    fill(&event, &lines, card, identities, known: known)
    let attachments = documents(&event, &lines, card, known: known)
    var drafts: [EventDraft] = []
    if isNew || !lines.isEmpty {
      drafts.append(EventDraft(.contactChanged(event), attachments: attachments))
    }
    drafts += try affiliation(&lines, card, id, known: known)
    for (key, _) in identities { planned[key] = id }
    seen.insert(id)
    return Change(
      card: card, outcome: isNew ? .new : lines.isEmpty ? .unchanged : .changed, contact: id, lines: lines,
      warnings: warnings + card.defects, drafts: drafts)
  }

  private func identities(of card: ContactCard) -> (found: [(key: IdentityKey, recorded: Identity)], warnings: [String]) {
    var found: [(key: IdentityKey, recorded: Identity)] = []
    var warnings: [String] = []
    func add(_ key: IdentityKey, isFax: Bool = false) {
      if !found.contains(where: { $0.key == key }) { found.append((key, key.recorded(isFax: isFax))) }
    }
    for address in card.addresses {
      if let key = IdentityKey(mailAddress: address) { add(key) } else { warnings.append("\(address) is no mail address") }
    }
    for number in card.numbers {
      do {
        add(IdentityKey(try PhoneNumber(number.number, region: region)), isFax: number.isFax)
      } catch {
        warnings.append("\(number.number): \(error)")
      }
    }
    return (found, warnings)
  }

  private func fill(
    _ event: inout ContactChanged, _ lines: inout [String], _ card: ContactCard,
    _ identities: [(key: IdentityKey, recorded: Identity)], known: Contact?
  ) {
    // What a person has named is not renamed by a file.
    if known?.isAutomatic ?? true, !card.name.isEmpty {
      event.name = card.name
      lines.append("name: \(card.name)")
    }
    let kind: ContactChanged.Kind = card.kind == .person ? .person : .organisation
    if known == nil || known?.kind == .unknown {
      event.kind = kind
      lines.append("kind: \(kind == .person ? "person" : "organisation")")
    }
    let linked = Set(known?.identities.map(\.key) ?? [])
    for (key, recorded) in identities where !linked.contains(key) {
      event.identitiesLinked.append(recorded)
      lines.append("link: \(key)")
    }
    var fields = card.fields
    if !card.title.isEmpty { fields["title"] = card.title }
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) where known?.fields[name] != value {
      event.fieldsSet[name] = value
      lines.append("\(name): \(value.replacingOccurrences(of: "\n", with: " / "))")
    }
    for category in card.categories where !(known?.categories.contains(category) ?? false) {
      event.categoriesAdded.append(category)
      lines.append("category: \(category)")
    }
  }

  private func documents(
    _ event: inout ContactChanged, _ lines: inout [String], _ card: ContactCard, known: Contact?
  ) -> [ContentInput] {
    var attachments: [ContentInput] = []
    for document in card.documents where !(known?.documents.contains { $0.name == document.name } ?? false) {
      event.documentNames.append(document.name)
      event.documentTypes.append(document.mediaType)
      attachments.append(.bytes(document.bytes))
      lines.append("document: \(document.name), \(document.bytes.count) bytes")
    }
    return attachments
  }

  /// The organisation that the card names, made where it is not known, and the person's place in it.
  private mutating func affiliation(
    _ lines: inout [String], _ card: ContactCard, _ member: ContactID, known: Contact?
  ) throws -> [EventDraft] {
    guard card.kind == .person, let key = IdentityKey(name: card.organisation) else { return [] }
    var drafts: [EventDraft] = []
    let organisation: ContactID
    if let found = try organisations[key.value] ?? self.organisation(named: key.value) {
      organisation = found
    } else {
      organisation = archive.newContactID(first: nil, name: "organisation\n\(key.value)")
      let event = ContactChanged.with {
        $0.contactID = Data(organisation.bytes)
        $0.kind = .organisation
        $0.name = card.organisation
        $0.changedBy = author
        $0.origin = origin
      }
      drafts.append(EventDraft(.contactChanged(event)))
      lines.append("new organisation: \(card.organisation)")
    }
    organisations[key.value] = organisation
    guard !(known?.affiliations.contains { $0.contact == organisation } ?? false) else { return drafts }
    let event = AffiliationChanged.with {
      $0.memberID = Data(member.bytes)
      $0.organisationID = Data(organisation.bytes)
      $0.role = card.title
      $0.changedBy = author
    }
    drafts.append(EventDraft(.affiliationChanged(event)))
    lines.append("belongs to: \(card.organisation)\(card.title.isEmpty ? "" : ", \(card.title)")")
    return drafts
  }

  private func organisation(named folded: String) throws -> ContactID? {
    try view.contacts(ContactQuery(folded, kind: .organisation, limit: 20))
      .first { IdentityKey(name: $0.name)?.value == folded }?.id
  }
}
