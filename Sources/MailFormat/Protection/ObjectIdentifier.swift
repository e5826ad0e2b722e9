/// Object identifiers of CMS and of digest algorithms.
enum ObjectIdentifier {
  // RFC 5652 §12.1, RFC 5083 §2.1, RFC 3274 §1.1
  static let signedData = "1.2.840.113549.1.7.2"
  static let envelopedData = "1.2.840.113549.1.7.3"
  static let encryptedData = "1.2.840.113549.1.7.6"
  static let authEnvelopedData = "1.2.840.113549.1.9.16.1.23"
  static let compressedData = "1.2.840.113549.1.9.16.1.9"

  // Bytes of an identifier that are read; those of algorithms have about ten.
  private static let longestBytes = 64

  /// Dotted decimals of the content octets (X.690 §8.19); nil where they are none.
  static func dotted(_ octets: ByteView) -> String? {
    guard !octets.isEmpty, octets.count <= longestBytes else { return nil }
    var arcs: [UInt64] = []
    var value: UInt64 = 0
    for i in 0..<octets.count {
      guard value <= UInt64.max >> 7 else { return nil }
      value = value << 7 | UInt64(octets[i] & 0x7F)
      if octets[i] & 0x80 != 0 { continue }
      if arcs.isEmpty {
        let first = min(value / 40, 2)
        arcs = [first, value - first * 40]
      } else {
        arcs.append(value)
      }
      value = 0
    }
    guard octets[octets.count - 1] & 0x80 == 0 else { return nil }
    return arcs.map(String.init).joined(separator: ".")
  }

  /// The `micalg` name of a digest algorithm (RFC 8551 §3.5.3.2), else the identifier itself.
  static func digestName(_ dotted: String) -> String {
    switch dotted {
    case "1.2.840.113549.2.5": "md5"
    case "1.3.14.3.2.26": "sha-1"
    case "2.16.840.1.101.3.4.2.1": "sha-256"
    case "2.16.840.1.101.3.4.2.2": "sha-384"
    case "2.16.840.1.101.3.4.2.3": "sha-512"
    case "2.16.840.1.101.3.4.2.4": "sha-224"
    default: dotted
    }
  }
}
