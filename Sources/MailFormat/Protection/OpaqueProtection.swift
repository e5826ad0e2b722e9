/// Parts that hold a CMS object (RFC 8551 §3.2).
enum OpaqueProtection {
  static func read(_ part: MailPart) -> MailProtection? {
    guard ProtectionType.isOpaque(part) else { return nil }
    let stated = statedKind(of: part)
    if let stated, stated != .signed {
      return MailProtection(kind: stated, technology: .smime, form: .opaque, part: part, signaturePart: part)
    }
    let found = CMSContent.read(part.decoded(), limits: part.limits)
    guard let kind = found?.kind ?? stated else { return nil }
    return MailProtection(
      kind: kind, technology: .smime, form: .opaque, digests: found?.digests ?? [], part: part,
      signedPart: part.signedContent, signaturePart: part)
  }

  /// What `smime-type` says (RFC 8551 §3.2.2); nil where it is missing or of no known value, and the object decides.
  static func statedKind(of part: MailPart) -> MailProtection.Kind? {
    switch part.typeParameter("smime-type")?.lowercasedASCII {
    case "signed-data", "signed-receipt": .signed
    case "enveloped-data", "authenveloped-data", "authenticated-enveloped-data": .encrypted
    case "compressed-data": .compressed
    case "certs-only": .certificatesOnly
    default: nil
    }
  }

  // MARK: Content

  /// What a signature was opened to.
  struct Opened {
    let bytes: [UInt8]
    /// Whether a header section stands at its start, as RFC 8551 §3.1 demands; else it is nothing but text.
    let hasHeader: Bool
  }

  /// Whether the header section of a MIME entity stands at the start, from the first line on and well-formed: a text
  /// that was signed without one has colons too.
  private static func entityHeader(of content: [UInt8], limits: MailLimits) -> (isThere: Bool, hasType: Bool) {
    content.withByteView { view in
      var scanner = HeaderScanner(
        view, from: 0, to: view.count, newline: HeaderScanner.newline(of: view), limits: limits)
      let boundaries = BoundaryStack()
      var (fields, hasMIMEField, hasType) = (0, false, false)
      while true {
        switch scanner.next(boundaries: boundaries) {
        case .field(let field):
          fields += 1
          hasType = hasType || field.known == .contentType
          hasMIMEField =
            hasMIMEField || field.known == .mimeVersion
            || view[field.name].hasBytes(ignoringCase: "content-", at: 0)
        case .defect: return (false, false)
        // An empty header section is one too.
        case .end(let body): return (hasMIMEField || (fields == 0 && body > 0), hasType)
        }
      }
    }
  }

  /// The content of a part that is an opaque signature of a MIME entity or of text; nil for all other parts. A signed
  /// file (`contract.pdf.p7m`) stays a file.
  static func open(_ part: MailPart, noting defects: inout DefectList) -> Opened? {
    let stated = statedKind(of: part)
    guard stated == nil || stated == .signed else { return nil }
    guard let found = CMSContent.read(part.decoded(), limits: part.limits) else {
      defects.note(.unreadableSignedContent, at: part.body.lowerBound)
      return nil
    }
    for kind in found.defects { defects.note(kind, at: part.body.lowerBound) }
    if stated == .signed, found.kind != .signed { defects.note(.mismatchedProtectionType, at: part.body.lowerBound) }
    guard found.kind == .signed, let content = found.content, !content.isEmpty else { return nil }
    let header = entityHeader(of: content, limits: part.limits)
    let name = part.fileName?.lowercasedASCII
    let isMessage = name == nil || name == "smime.p7m"
    if header.hasType || (isMessage && header.isThere) { return Opened(bytes: content, hasHeader: true) }
    guard isMessage, content.withByteView({ !$0.contains(0) }) else { return nil }
    defects.note(.signedContentWithoutHeader, at: part.body.lowerBound)
    return Opened(bytes: content, hasHeader: false)
  }
}
