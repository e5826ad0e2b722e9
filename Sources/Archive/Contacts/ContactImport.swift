public import ArchiveEvents
public import EventLog
import Foundation
public import Intake
import PhoneNumbers
import SwiftProtobuf
public import Views

/// What taking the cards of a file in would change, worked out before anything is written.
///
/// A card speaks for itself: addresses and numbers that nobody has spoken of yet are linked to its contact. An address or
/// number that several cards of the file state is nobody's own and goes to the organisation that they agree on. What is
/// another contact's already stays there, and this is said; a card that may be either of two contacts is refused.
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

  typealias CardIdentity = (key: IdentityKey, recorded: Identity)

  private let archive: Archive
  private let view: View<TimelineProjection>
  private let region: String?
  private let author: String
  private let origin: String
  private let overwrites: Bool
  private let shared: SharedIdentities
  /// Read with the first card, since the file may be refused before.
  private var ours: OurAccounts?
  /// What cards before this one have led to, since the view does not know them yet.
  private var planned: [IdentityKey: ContactID] = [:]
  private var names: [ContactID: String] = [:]
  private var organisations: [String: ContactID] = [:]

  /// - Parameters:
  ///   - cards: all of the file.
  ///   - region: the country of numbers without a country code (ISO 3166-1 alpha-2).
  ///   - author: who imports.
  ///   - origin: the file, for the record.
  ///   - overwrites: whether what the cards say of a contact takes the place of what is known; else that stays, and it is
  ///     said.
  public init(
    _ cards: [ContactCard], archive: Archive, view: View<TimelineProjection>, region: String?, author: String,
    origin: String, overwrites: Bool = false
  ) {
    self.overwrites = overwrites
    self.archive = archive
    self.view = view
    self.region = region
    self.author = author
    self.origin = origin
    shared = SharedIdentities(cards, region: region)
  }

  /// What becomes of a card, after those that were planned before it.
  public mutating func plan(_ card: ContactCard) throws -> Change {
    guard card.kind != .group else {
      return Change(
        card: card,
        outcome: .refused("it is a group, which is no contact; its members are taken in by their own cards"),
        contact: nil, lines: [], warnings: [], drafts: [])
    }
    var (identities, warnings) = Self.identities(of: card, region: region)
    let common = identities.filter { shared.contains($0.key) && card.kind == .person }
    identities.removeAll { identity in common.contains { $0.key == identity.key } }
    let ours = try self.ours ?? OurAccounts(view)
    self.ours = ours
    for (key, _) in identities where try ours.isNotOwn(key, of: card, view) {
      warnings.append("\(key) is ours, not only of \(card.name); it is not linked, unless by `evrak contact link`")
      identities.removeAll { $0.key == key }
    }
    let claims = try claims(identities, card)
    let id: ContactID
    switch choice(claims, card) {
    case .success(let chosen):
      let house = card.kind == .organisation ? IdentityKey(name: card.name)?.value : nil
      let nameKey = [card.name, card.organisation].map { IdentityKey(name: $0)?.value ?? "" }.joined(separator: "\n")
      // Cards of people may have named the organisation already.
      id =
        try chosen.spoken ?? nameOnly(card, identities) ?? house.flatMap {
          try organisations[$0] ?? organisation(named: $0)
        } ?? chosen.free
        ?? archive.newContactID(first: ownFirst(identities, claims), name: nameKey)
      if let house { organisations[house] = id }
    case .failure(let ambiguity):
      return Change(
        card: card, outcome: .refused(ambiguity.reason), contact: nil, lines: [], warnings: warnings, drafts: [])
    }
    for claim in claims where !claim.isFree && claim.owner != id {
      warnings.append("\(claim.key) stays with \(claim.name); merge the two if they are one")
      identities.removeAll { $0.key == claim.key }
    }
    // Also of one that an earlier card spoke of: what is on file already is not written again.
    let known = try view.contact(id)
    let isNew = known == nil && names[id] == nil
    var event = ContactChanged()
    event.contactID = Data(id.bytes)
    event.changedBy = author
    event.origin = origin
    var lines: [String] = []
    fill(&event, &lines, &warnings, card, identities, known: known)
    let attachments = documents(&event, &lines, card, known: known)
    var drafts: [EventDraft] = []
    if isNew || !lines.isEmpty { drafts.append(EventDraft(.contactChanged(event), attachments: attachments)) }
    drafts += try affiliation(&lines, card, id, known: known, common)
    if card.kind == .person, card.organisation.isEmpty {
      warnings += common.map {
        "\($0.key) is stated by several cards, which name no one organisation; it is not linked"
      }
    }
    for (key, _) in identities { planned[key] = id }
    names[id] = card.name
    return Change(
      card: card, outcome: isNew ? .new : lines.isEmpty ? .unchanged : .changed, contact: id, lines: lines,
      warnings: warnings + card.defects, drafts: drafts)
  }

  /// For a card of nothing but a name, the one contact that is nothing but that name.
  private func nameOnly(_ card: ContactCard, _ identities: [CardIdentity]) throws -> ContactID? {
    guard identities.isEmpty, let name = IdentityKey(name: card.name) else { return nil }
    let namesakes = try view.contacts(ContactQuery(card.name, limit: 50)).filter { contact in
      IdentityKey(name: contact.name) == name && contact.identities.allSatisfy { $0.kind == .name }
    }
    return namesakes.count == 1 ? namesakes[0].id : nil
  }

  /// The first identity that is not another contact's, whose id would follow from it.
  private func ownFirst(_ identities: [CardIdentity], _ claims: [Claim]) -> IdentityKey? {
    identities.first { identity in !claims.contains { $0.key == identity.key && !$0.isFree } }?.key
  }

  // MARK: Whose card it is

  /// A contact that an identity of the card leads to already.
  private struct Claim {
    let key: IdentityKey
    let owner: ContactID
    let name: String
    let kind: Contact.Kind
    /// Nobody has spoken of the owner, who is nothing but this one identity.
    let isFree: Bool
  }

  private struct Ambiguity: Error {
    let reason: String
  }

  private func claims(_ identities: [CardIdentity], _ card: ContactCard) throws -> [Claim] {
    try identities.compactMap { identity in
      if let id = planned[identity.key] {
        return Claim(key: identity.key, owner: id, name: names[id] ?? "", kind: .unknown, isFree: false)
      }
      guard let owner = try view.contact(identity.key) else { return nil }
      return Claim(
        key: identity.key, owner: owner.id, name: owner.name, kind: owner.kind,
        isFree: owner.isAutomatic && owner.identities.count == 1)
    }
  }

  /// The contact that the card is of: one that somebody has spoken of and whose address or name it states, else the
  /// first that an address or number leads to; nil for none.
  private func choice(
    _ claims: [Claim], _ card: ContactCard
  ) -> Result<(spoken: ContactID?, free: ContactID?), Ambiguity> {
    let name = IdentityKey(name: card.name)
    let isPerson = card.kind == .person
    let spoken = claims.filter { claim in
      guard !claim.isFree, isPerson ? claim.kind != .organisation : claim.kind != .person else { return false }
      return claim.key.kind == .mailAddress || IdentityKey(name: claim.name) == name
    }
    let owners = spoken.reduce(into: [ContactID]()) { if !$0.contains($1.owner) { $0.append($1.owner) } }
    if owners.count == 1 { return .success((owners[0], nil)) }
    if owners.isEmpty { return .success((nil, claims.first(where: \.isFree)?.owner)) }
    let namesakes = Set(spoken.filter { IdentityKey(name: $0.name) == name }.map(\.owner))
    if namesakes.count == 1, let only = namesakes.first { return .success((only, nil)) }
    let who = owners.compactMap { owner in
      spoken.first { $0.owner == owner }.map { "\($0.name) (\(owner.description.prefix(12)))" }
    }
    return .failure(
      Ambiguity(reason: "it may be either of \(who.joined(separator: " and ")); merge them first if they are one"))
  }

  // MARK: What the card says

  static func identities(of card: ContactCard, region: String?) -> (found: [CardIdentity], warnings: [String]) {
    var found: [CardIdentity] = []
    var warnings: [String] = []
    func add(_ key: IdentityKey, isFax: Bool = false) {
      if !found.contains(where: { $0.key == key }) { found.append((key, key.recorded(isFax: isFax))) }
    }
    for address in card.addresses {
      if let key = IdentityKey(mailAddress: address) {
        add(key)
      } else {
        warnings.append("\(address) is no mail address")
      }
    }
    for number in card.numbers {
      do {
        add(IdentityKey(try PhoneNumber(number.number, region: region)), isFax: number.isFax)
      } catch {
        let hint = error == .unknownCountry ? "; --region names its country" : ""
        warnings.append("\(number.number): \(error)\(hint)")
      }
    }
    return (found, warnings)
  }

  private func fill(
    _ event: inout ContactChanged, _ lines: inout [String], _ warnings: inout [String], _ card: ContactCard,
    _ identities: [CardIdentity], known: Contact?
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
    let linked = Dictionary((known?.identities ?? []).map { ($0.key, $0.isFax) }, uniquingKeysWith: { $0 || $1 })
    for (key, recorded) in identities {
      let isFax = recorded.kind == .faxNumber
      // A card that does not call a number a fax need not mean that it is none.
      if let isFaxAlready = linked[key], isFaxAlready || !isFax { continue }
      event.identitiesLinked.append(recorded)
      lines.append("\(isFax ? "link, a fax" : "link"): \(key)")
    }
    var fields = card.fields
    if !card.title.isEmpty { fields["title"] = card.title }
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) where known?.fields[name] != value {
      if let kept = known?.fields[name], !overwrites {
        warnings.append("\(name) stays “\(oneLine(kept))”, where the card has “\(oneLine(value))”")
        continue
      }
      event.fieldsSet[name] = value
      lines.append("\(name): \(oneLine(value))")
    }
    for category in card.categories where !(known?.categories.contains(category) ?? false) {
      event.categoriesAdded.append(category)
      lines.append("category: \(category)")
    }
  }

  private func oneLine(_ text: String) -> String { text.replacingOccurrences(of: "\n", with: " / ") }

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

  /// The organisation that the card names, made where it is not known, the person's place in it, and what the person
  /// shares with others of it.
  private mutating func affiliation(
    _ lines: inout [String], _ card: ContactCard, _ member: ContactID, known: Contact?, _ common: [CardIdentity]
  ) throws -> [EventDraft] {
    guard card.kind == .person, let key = IdentityKey(name: card.organisation) else { return [] }
    var event = ContactChanged()
    event.changedBy = author
    event.origin = origin
    let organisation: ContactID
    var isNew = false
    if let found = try organisations[key.value] ?? self.organisation(named: key.value) {
      organisation = found
    } else {
      isNew = true
      organisation = archive.newContactID(first: nil, name: "organisation\n\(key.value)")
      event.kind = .organisation
      event.name = card.organisation
      lines.append("new organisation: \(card.organisation)")
    }
    organisations[key.value] = organisation
    names[organisation] = names[organisation] ?? card.organisation
    for (identity, recorded) in common where shared.organisation(of: identity) == key.value {
      let owner = try planned[identity].map { ($0, false) } ?? view.contact(identity).map { ($0.id, $0.isAutomatic) }
      if let owner, owner.0 == organisation || !owner.1 { continue }
      planned[identity] = organisation
      event.identitiesLinked.append(recorded)
      lines.append("shared with others, so linked to \(card.organisation): \(identity)")
    }
    var drafts: [EventDraft] = []
    if isNew || !event.identitiesLinked.isEmpty {
      event.contactID = Data(organisation.bytes)
      drafts.append(EventDraft(.contactChanged(event)))
    }
    guard !(known?.affiliations.contains { $0.contact == organisation } ?? false) else { return drafts }
    let affiliation = AffiliationChanged.with {
      $0.memberID = Data(member.bytes)
      $0.organisationID = Data(organisation.bytes)
      $0.role = card.title
      $0.changedBy = author
    }
    drafts.append(EventDraft(.affiliationChanged(affiliation)))
    lines.append("belongs to: \(card.organisation)\(card.title.isEmpty ? "" : ", \(card.title)")")
    return drafts
  }

  private func organisation(named folded: String) throws -> ContactID? {
    try view.contacts(ContactQuery(folded, kind: .organisation, limit: 20))
      .first { IdentityKey(name: $0.name)?.value == folded }?.id
  }
}

/// Addresses and numbers that several people of one file state: a switchboard, a common mailbox.
private struct SharedIdentities {
  /// Folded name of the organisation that all who state it belong to; empty where they differ or name none.
  private var organisations: [IdentityKey: String] = [:]

  init(_ cards: [ContactCard], region: String?) {
    var first: [IdentityKey: (name: String, organisation: String)] = [:]
    for card in cards where card.kind == .person {
      let organisation = IdentityKey(name: card.organisation)?.value ?? ""
      for (key, _) in ContactImport.identities(of: card, region: region).found {
        guard let before = first[key] else {
          first[key] = (card.name, organisation)
          continue
        }
        // The same person twice in a file shares nothing.
        guard IdentityKey(name: before.name) != IdentityKey(name: card.name) else { continue }
        let known = organisations[key] ?? before.organisation
        organisations[key] = known == organisation ? organisation : ""
      }
    }
  }

  func contains(_ key: IdentityKey) -> Bool { organisations[key] != nil }

  func organisation(of key: IdentityKey) -> String? { organisations[key] }
}
