/// An armored OpenPGP block within plain text (RFC 9580 §6.2), or a cleartext signature (§7).
struct InlineOpenPGP {
  let kind: MailProtection.Kind
  /// The values of the `Hash` lines of a cleartext signature (RFC 9580 §7.1).
  private(set) var digests: [String] = []
  private(set) var hasTooManyDigests = false
  /// Whether the line that ends the block was found.
  private(set) var isTerminated = false

  static func protection(of part: MailPart) -> MailProtection? {
    guard let found = find(in: part) else { return nil }
    return MailProtection(
      kind: found.kind, technology: .openPGP, form: .inline, digests: found.digests, part: part, signaturePart: part)
  }

  /// The first block of a text part, after its transfer encoding is removed.
  static func find(in part: MailPart) -> InlineOpenPGP? {
    guard part.children.isEmpty, part.type == .textPlain || part.type.essence == "application/pgp" else { return nil }
    if part.encoding == .identity { return part.source.withByteView { find(in: $0[part.body], limits: part.limits) } }
    return part.decoded().withByteView { find(in: $0, limits: part.limits) }
  }

  static func find(in view: ByteView, limits: MailLimits) -> InlineOpenPGP? {
    var lines = ArmorLines(view)
    while let line = lines.next() {
      guard line.hasBytes("-----BEGIN PGP ", at: 0) else { continue }
      // A line that only talks of armor has no header lines and no data behind it; the search goes on after it.
      if ArmorLines.isMarker(line, "-----BEGIN PGP MESSAGE-----") {
        if let found = InlineOpenPGP(messageAt: lines) { return found }
      } else if ArmorLines.isMarker(line, "-----BEGIN PGP SIGNED MESSAGE-----") {
        if let found = InlineOpenPGP(signedAt: lines, limits: limits) { return found }
      }
    }
    return nil
  }

  private init?(messageAt start: ArmorLines) {
    var lines = start
    guard lines.skipHeader(each: { _, _ in }), let data = lines.next(), let kind = Self.kind(ofPacketIn: data) else {
      return nil
    }
    self.kind = kind
    isTerminated = lines.skip(through: "-----END PGP MESSAGE-----")
  }

  private init?(signedAt start: ArmorLines, limits: MailLimits) {
    kind = .signed
    var lines = start
    var names: [String] = []
    var isCut = false
    let isHeader = lines.skipHeader { key, value in
      guard key.equals(ignoringCase: "hash") else { return }
      let bounded = value[0..<min(value.count, limits.maximumFieldTextBytes)]
      let found = ProtectionType.digests(String(decoding: bounded.array, as: UTF8.self), limits: limits)
      for name in found.names where !names.contains(name) {
        if names.count < limits.maximumDigestAlgorithms { names.append(name) } else { isCut = true }
      }
      if found.isCut { isCut = true }
    }
    guard isHeader else { return nil }
    digests = names
    hasTooManyDigests = isCut
    isTerminated =
      lines.skip(through: "-----BEGIN PGP SIGNATURE-----") && lines.skip(through: "-----END PGP SIGNATURE-----")
  }

  /// What the first packet says (RFC 9580 §4.2 and §5): an armored message need not be encrypted.
  private static func kind(ofPacketIn line: ByteView) -> MailProtection.Kind? {
    guard line.count >= 4 else { return nil }
    let decoded = Base64.decode(line[0..<4])
    guard decoded.strayBytes == 0, let octet = decoded.bytes.first, octet & 0x80 != 0 else { return nil }
    switch octet & 0x40 != 0 ? octet & 0x3F : octet >> 2 & 0x0F {
    case 1, 3, 9, 18, 20: return .encrypted
    case 2, 4: return .signed
    case 8: return .compressed
    default: return nil
    }
  }
}
