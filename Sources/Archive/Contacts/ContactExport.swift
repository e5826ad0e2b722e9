import EventLog
public import Intake
public import Views

extension Archive {
  /// A contact as a card of a file, with its documents where they are wanted.
  public func card(_ contact: Contact, includingDocuments: Bool) throws -> ContactCard {
    var fields = contact.fields
    let title = fields.removeValue(forKey: "title") ?? ""
    let numbers = contact.identities.filter { $0.key.kind == .number }.map {
      ContactCard.Number(number: $0.key.value, isFax: $0.isFax)
    }
    var documents: [ContactCard.Document] = []
    if includingDocuments {
      for document in contact.documents {
        guard let bytes = try content(of: document) else { continue }
        documents.append(.init(name: document.name, mediaType: document.mediaType, bytes: bytes))
      }
    }
    return ContactCard(
      kind: contact.kind == .organisation ? .organisation : .person, name: contact.name,
      addresses: contact.identities.filter { $0.key.kind == .mailAddress }.map(\.key.value), numbers: numbers,
      organisation: contact.kind == .organisation ? contact.name : Self.present(contact.affiliations)?.name ?? "",
      title: title,
      categories: contact.categories, fields: fields, documents: documents)
  }

  /// The affiliation that a card of one organisation states: one that lasts, else the one that ended last.
  private static func present(_ affiliations: [Contact.Affiliation]) -> Contact.Affiliation? {
    affiliations.max {
      ($0.until.isEmpty ? "9999" : $0.until, $0.from) < ($1.until.isEmpty ? "9999" : $1.until, $1.from)
    }
  }

  /// The bytes of a document of a contact; nil where its event has no such attachment.
  public func content(of document: Contact.Document) throws -> [UInt8]? {
    guard let event = try log.event(at: document.position), event.attachments.indices.contains(document.index) else {
      return nil
    }
    return try log.content(event.attachments[document.index])
  }
}
