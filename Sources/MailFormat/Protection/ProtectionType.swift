/// The media types that signatures and encryptions travel under.
enum ProtectionType {
  static let signed = MediaType.signed
  static let encrypted = MediaType(essence: "multipart/encrypted")
  static let openPGPControl = MediaType(essence: "application/pgp-encrypted")
  static let octets = MediaType(essence: "application/octet-stream")

  /// The technology of a `protocol` parameter or of a signature part, in lower case.
  static func technology(_ essence: String) -> MailProtection.Technology? {
    switch essence {
    case "application/pgp-signature", "application/pgp-encrypted": .openPGP
    case "application/pkcs7-signature", "application/x-pkcs7-signature": .smime
    case "application/pkcs7-mime", "application/x-pkcs7-mime": .smime
    default: nil
    }
  }

  static func isSignature(_ type: MediaType) -> Bool {
    switch type.essence {
    case "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature": true
    default: false
    }
  }

  /// `application/pkcs7-mime`, or what gateways make of it: any file named `smime.p7m` (RFC 8551 §3.2.1).
  static func isOpaque(_ part: MailPart) -> Bool {
    switch part.type.essence {
    case "application/pkcs7-mime", "application/x-pkcs7-mime": true
    case "application/octet-stream": part.fileName?.lowercasedASCII == "smime.p7m"
    default: false
    }
  }

  /// Reads a comma-separated list such as `micalg` (RFC 1847 §2.1) up to the limit.
  static func digests(_ list: String?, limits: MailLimits) -> (names: [String], isCut: Bool) {
    var names: [String] = []
    for item in (list ?? "").utf8.split(separator: UInt8(ascii: ",")) {
      let name = Array(item).withByteView { String(decoding: $0.trimmed.array, as: UTF8.self) }
      if name.isEmpty || names.contains(name) { continue }
      if names.count >= limits.maximumDigestAlgorithms { return (names, true) }
      names.append(name)
    }
    return (names, false)
  }
}
