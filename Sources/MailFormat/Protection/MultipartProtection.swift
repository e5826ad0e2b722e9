/// Signatures and encryptions that are multiparts (RFC 1847 §2.1 and §2.2).
enum MultipartProtection {
  static func read(_ part: MailPart) -> MailProtection? {
    switch part.type {
    case ProtectionType.signed: signed(part)
    case ProtectionType.encrypted: encrypted(part)
    default: rewrapped(part)
    }
  }

  /// The `protocol` parameter in lower case.
  static func protocolName(of part: MailPart) -> String? {
    guard let name = part.typeParameter("protocol")?.lowercasedASCII, !name.isEmpty else { return nil }
    return name
  }

  private static func signed(_ part: MailPart) -> MailProtection {
    // A list that appends a footer makes it three parts: the signature is then not the last one.
    let signature =
      part.children.last { ProtectionType.isSignature($0.type) }
      ?? (part.children.count > 1 ? part.children[1] : nil)
    let content = part.children.first
    let isContent = content.map { !ProtectionType.isSignature($0.type) } ?? false
    return MailProtection(
      kind: .signed, technology: technology(of: part, by: signature), form: .multipart,
      digests: ProtectionType.digests(part.typeParameter("micalg"), limits: part.limits).names, part: part,
      signedPart: isContent ? content : nil, signaturePart: signature)
  }

  private static func encrypted(_ part: MailPart) -> MailProtection {
    MailProtection(
      kind: .encrypted, technology: technology(of: part, by: part.children.first), form: .multipart, part: part,
      signaturePart: part.children.count > 1 ? part.children[1] : nil)
  }

  /// The protocol decides where it is known, else the type of the part that the protocol should have named.
  private static func technology(of part: MailPart, by control: MailPart?) -> MailProtection.Technology {
    let name = protocolName(of: part)
    return name.flatMap(ProtectionType.technology)
      ?? control.flatMap { ProtectionType.technology($0.type.essence) } ?? .other(name ?? "")
  }

  // MARK: Parts whose multipart was changed on the way

  /// The names that mail programs give to the signature of a message; `release.tar.gz.asc` is that of a file.
  private static func isNamedAsSignature(_ part: MailPart) -> Bool {
    guard let name = part.fileName?.lowercasedASCII else { return true }
    return ["signature.asc", "openpgp_signature", "openpgp_signature.asc", "smime.p7s"].contains(name)
  }

  /// Gateways turn the multipart into a multipart/mixed and leave its parts alone.
  private static func rewrapped(_ part: MailPart) -> MailProtection? {
    let children = part.children
    if let control = children.firstIndex(where: { $0.type == ProtectionType.openPGPControl }) {
      guard control + 1 < children.count, children[control + 1].type == ProtectionType.octets else { return nil }
      return MailProtection(
        kind: .encrypted, technology: .openPGP, form: .multipart, part: part, signaturePart: children[control + 1])
    }
    // A signature beside a file may be that file's own, which is no protection of the message.
    guard children.count == 2, ProtectionType.isSignature(children[1].type), children[0].fileName == nil,
      children[0].disposition != "attachment", isNamedAsSignature(children[1]),
      let technology = ProtectionType.technology(children[1].type.essence)
    else { return nil }
    return MailProtection(
      kind: .signed, technology: technology, form: .multipart, part: part, signedPart: children[0],
      signaturePart: children[1])
  }
}
