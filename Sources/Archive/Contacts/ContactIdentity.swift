public import ArchiveEvents
public import EventLog
public import Views

extension Archive {
  /// The id that a new contact gets: derived from its first identity, so that it is the same whichever way the contact
  /// is first met; without one, from the name and the organisation that a file states, else random.
  public func newContactID(first identity: IdentityKey?, name: String? = nil) -> ContactID {
    if let identity { return log.contactID(first: identity) }
    if let name { return log.derivedID(of: Array("named contact\0\(name)".utf8)) }
    return .random()
  }
}
