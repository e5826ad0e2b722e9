/// A name and an address, as a header states them (RFC 5322 §3.4).
public struct Mailbox: Sendable, Hashable {
  /// The display name, decoded; where there is none, the comment that older mail puts beside the address.
  public var name: String?

  /// The address as written, without angle brackets, comments, folds and route; empty when the header gives a name only.
  public var address: String

  public init(name: String?, address: String) {
    self.name = name
    self.address = address
  }
}
