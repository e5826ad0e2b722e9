import MailFormat

/// A mail address in the form in which it is compared: lower case throughout, since no mail system in use tells `Info@`
/// from `info@` although RFC 5321 §2.4 allows it, and the domain in ASCII (RFC 5890). `İ` is `i` here: Unicode's lower
/// case of it has a dot of its own, U+0307, which nobody types.
public struct CorrespondentAddress: Sendable, Hashable, CustomStringConvertible {
  /// Longest address that is indexed, in bytes; RFC 5321 §4.5.3.1 allows 254.
  public static let longest = 480

  public let normalised: String

  /// Nil for an empty address or one that no server would take for its length.
  public init?(_ text: String) {
    var bytes = Array(text.utf8)
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    let start = bytes.firstIndex { $0 > 0x20 } ?? bytes.endIndex
    bytes.removeFirst(start)
    // The root that ends a domain name (RFC 1034 §3.1) makes no other address of it.
    if bytes.last == UInt8(ascii: "."), bytes.contains(UInt8(ascii: "@")) { bytes.removeLast() }
    guard !bytes.isEmpty, bytes.count <= Self.longest, !bytes.contains(0) else { return nil }
    if bytes.allSatisfy({ $0 < 0x80 }) {
      for index in bytes.indices where (0x41...0x5A).contains(bytes[index]) { bytes[index] |= 0x20 }
      normalised = String(decoding: bytes, as: UTF8.self)
    } else {
      let whole = Self.withoutDotAboveI(String(decoding: bytes, as: UTF8.self).lowercased())
      guard let at = whole.lastIndex(of: "@"), let domain = DomainName.ascii(whole[whole.index(after: at)...]) else {
        // Some letters are longer in lower case.
        guard whole.utf8.count <= Self.longest else { return nil }
        normalised = whole
        return
      }
      let address = "\(whole[...at])\(domain)"
      guard address.utf8.count <= Self.longest else { return nil }
      normalised = address
    }
  }

  /// The part behind the last `@`; nil where there is none.
  public var domain: Substring? {
    normalised.lastIndex(of: "@").map { normalised[normalised.index(after: $0)...] }
  }

  private static func withoutDotAboveI(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where scalar != "\u{307}" || scalars.last != "i" { scalars.append(scalar) }
    return String(scalars)
  }

  public var description: String { normalised }
}
