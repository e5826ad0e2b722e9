/// Mistakes in the structure of signatures and encryptions (RFC 1847 §2).
enum ProtectionCheck {
  /// Walks over a whole tree. The reader calls it once, when the tree is there.
  static func noteStructure(of part: MailPart, in defects: inout DefectList) {
    if part.type.isMultipart { note(part, &defects) }
    for child in part.children { noteStructure(of: child, in: &defects) }
  }

  private static func note(_ part: MailPart, _ defects: inout DefectList) {
    let offset = part.body.lowerBound
    let isSigned = part.type == ProtectionType.signed
    guard isSigned || part.type == ProtectionType.encrypted else {
      if MultipartProtection.read(part) != nil { defects.note(.rewrappedProtection, at: offset) }
      return
    }
    if part.children.count != 2 { defects.note(.unexpectedProtectionParts, at: offset) }
    noteProtocol(of: part, namedBy: isSigned ? part.children.dropFirst().first : part.children.first, &defects)
    guard isSigned else { return }
    if ProtectionType.digests(part.typeParameter("micalg"), limits: part.limits).isCut {
      defects.note(.tooManyDigestAlgorithms, at: offset)
    }
    if let content = part.children.first, content.holdsEightBitBytes {
      defects.note(.eightBitSignedPart, at: content.header.lowerBound)
    }
  }

  /// The protocol is the type of the second part of a signature and of the first of an encryption.
  private static func noteProtocol(of part: MailPart, namedBy control: MailPart?, _ defects: inout DefectList) {
    guard let name = MultipartProtection.protocolName(of: part) else {
      return defects.note(.missingProtectionProtocol, at: part.body.lowerBound)
    }
    guard let control, control.type.essence != name else { return }
    // The types with and without `x-` are the same.
    let stated = ProtectionType.technology(name)
    if stated != .smime || ProtectionType.technology(control.type.essence) != .smime {
      defects.note(.mismatchedProtectionProtocol, at: part.body.lowerBound)
    }
  }

  /// What shows only when texts are decoded.
  static func noteBody(of part: MailPart, in defects: inout DefectList) {
    guard let found = InlineOpenPGP.find(in: part) else { return }
    if !found.isTerminated { defects.note(.unterminatedArmor, at: part.body.lowerBound) }
    if found.hasTooManyDigests { defects.note(.tooManyDigestAlgorithms, at: part.body.lowerBound) }
  }
}

extension MailPart {
  /// Signed parts have to be 7-bit (RFC 3156 §3, RFC 8551 §3.1.3), as a relay may recode all others.
  fileprivate var holdsEightBitBytes: Bool {
    source.withByteView { !$0[header.lowerBound..<max(header.lowerBound, body.upperBound)].isASCII }
  }
}
