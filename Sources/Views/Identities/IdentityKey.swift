public import ArchiveEvents
import MailFormat
public import PhoneNumbers
import SwiftProtobuf
import TextAnalysis

/// An address, number or name in the one form in which it leads to a contact.
public struct IdentityKey: Sendable, Hashable, CustomStringConvertible {
  public enum Kind: String, Sendable, CaseIterable {
    case mailAddress = "mail"
    /// Telephone and fax alike: a number is one number, whatever it is used for; that it is a fax stands in its record.
    case number = "number"
    /// A mail domain of an organisation.
    case domain = "domain"
    /// A name or short code that stands where a number should, or the bare name of somebody in a note.
    case name = "name"

    /// Begins the key in the table of identities, so that keys of a kind lie together.
    var tag: UInt8 {
      switch self {
      case .mailAddress: UInt8(ascii: "m")
      case .number: UInt8(ascii: "t")
      case .domain: UInt8(ascii: "d")
      case .name: UInt8(ascii: "n")
      }
    }
  }

  public let kind: Kind
  /// The address, the number in E.164, the domain in ASCII, or the folded name.
  public let value: String

  init(kind: Kind, value: String) {
    self.kind = kind
    self.value = value
  }

  public init(_ address: CorrespondentAddress) { self.init(kind: .mailAddress, value: address.normalised) }

  public init(_ number: PhoneNumber) { self.init(kind: .number, value: number.e164) }

  /// Nil for a text that is no mail address: it has nothing before or behind its `@`, or a blank within.
  public init?(mailAddress text: String) {
    guard let address = CorrespondentAddress(text), let domain = address.domain, !domain.isEmpty,
      !address.normalised.hasPrefix("@"), !address.normalised.contains(where: \.isWhitespace)
    else { return nil }
    self.init(address)
  }

  /// Nil for a text that is no domain name.
  public init?(domain: some StringProtocol) {
    guard let ascii = DomainName.ascii(domain), ascii.contains("."), ascii.utf8.count <= 253 else { return nil }
    self.init(kind: .domain, value: ascii)
  }

  /// Nil for a name of nothing but blanks. Of a very long one the beginning counts.
  public init?(name: String) {
    let words = TextFolding.fold(name).split(whereSeparator: \.isWhitespace)
    let folded = words.joined(separator: " ")
    guard !folded.isEmpty else { return nil }
    self.init(kind: .name, value: String(decoding: folded.utf8.prefix(400), as: UTF8.self))
  }

  /// The identity of a participant of a text message or fax.
  public init?(_ participant: PhoneParticipant) {
    if !participant.e164.isEmpty {
      self.init(kind: .number, value: participant.e164)
    } else {
      self.init(name: participant.number.isEmpty ? participant.name : participant.number)
    }
  }

  /// The identity of a participant of a note who is not named by a contact's id.
  init?(_ participant: NoteParticipant) {
    if let typed = IdentityKey(typed: participant.identity, region: nil) {
      self = typed
    } else {
      self.init(name: participant.identity.isEmpty ? participant.name : participant.identity)
    }
  }

  /// An identity as the log states it.
  public init?(_ identity: Identity) {
    switch identity.kind {
    case .mailAddress:
      guard let address = CorrespondentAddress(identity.value) else { return nil }
      self.init(address)
    case .phoneNumber, .faxNumber:
      if let number = try? PhoneNumber(identity.value) { self.init(number) } else { self.init(name: identity.value) }
    case .domain: self.init(domain: identity.value)
    case .senderName: self.init(name: identity.value)
    default: return nil
    }
  }

  /// An address, a number in E.164 or a sender's name, as a card of a timeline has it.
  init?(written text: String) {
    // E.164 has at most 15 digits; an address may begin with a plus.
    if text.hasPrefix("+"), text.utf8.count <= 16, !text.contains("@") {
      self.init(kind: .number, value: text)
    } else if let address = CorrespondentAddress(text), text.contains("@") {
      self.init(address)
    } else {
      self.init(name: text)
    }
  }

  /// What a person typed: an address, a number, or `@domain`.
  ///
  /// - Parameter region: the country of numbers without a country code.
  /// - Returns: nil where it is none of them, so that it may be a name or an id.
  public init?(typed text: String, region: String?) {
    if text.hasPrefix("@"), let domain = IdentityKey(domain: text.dropFirst()) {
      self = domain
    } else if let address = IdentityKey(mailAddress: text) {
      self = address
    } else if text.contains(where: \.isNumber), text.allSatisfy({ $0.isNumber || " +-()./".contains($0) }),
      let number = try? PhoneNumber(text, region: region)
    {
      self.init(number)
    } else {
      return nil
    }
  }

  /// The identity in the form of the event catalogue.
  public func recorded(isFax: Bool = false) -> Identity {
    Identity.with {
      $0.value = value
      $0.kind =
        switch kind {
        case .mailAddress: .mailAddress
        case .number: isFax ? .faxNumber : .phoneNumber
        case .domain: .domain
        case .name: .senderName
        }
    }
  }

  /// The key in the table of identities: one letter for the kind, then the value; at most 481 bytes.
  var bytes: [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(value.utf8.count + 1)
    key.append(kind.tag)
    key.append(contentsOf: value.utf8)
    return key
  }

  init?(_ bytes: some Collection<UInt8>) {
    guard let tag = bytes.first, let kind = Kind.allCases.first(where: { $0.tag == tag }) else { return nil }
    self.init(kind: kind, value: String(decoding: bytes.dropFirst(), as: UTF8.self))
  }

  /// As people read it.
  public var description: String {
    switch kind {
    case .mailAddress:
      guard value.contains("xn--"), let at = value.lastIndex(of: "@"),
        let domain = DomainName.unicode(value[value.index(after: at)...])
      else { return value }
      return "\(value[...at])\(domain)"
    case .number: return (try? PhoneNumber(value))?.international ?? value
    case .domain: return "@" + (DomainName.unicode(value) ?? value)
    case .name: return value
    }
  }
}
