/// What is in the clear of a CMS object (RFC 5652 §3): its type, and of signed data the content. Signatures and
/// certificates are passed over.
public struct CMSContent: Sendable {
  /// The object identifier of the content type, in dotted form.
  let type: String
  /// Names of the digest algorithms of signed data.
  private(set) var digests: [String] = []
  /// The signed content; nil where the signature is detached, and for all other types.
  private(set) var content: [UInt8]?
  private(set) var defects: [MailDefect.Kind] = []
  private var hasSigners = true

  /// The content inside of signed data (eContent, RFC 5652 §5.2), in DER or BER, raw or as base64 text. What a
  /// truncated object still has of it is returned too.
  ///
  /// - Returns: nil where the bytes are no signed data or the signature is detached. Compressed data (RFC 3274) is not
  ///   inflated.
  public static func signedContent(_ bytes: [UInt8], limits: MailLimits = .default) -> [UInt8]? {
    read(bytes, limits: limits)?.content
  }

  /// nil where no ContentInfo stands at the start.
  static func read(_ bytes: [UInt8], limits: MailLimits) -> CMSContent? {
    if bytes.first == 0x30 { return bytes.withByteView { CMSContent($0, limits: limits) } }
    // Base64 of a SEQUENCE starts with M. A part that lost its Content-Transfer-Encoding comes like that.
    let decoded = bytes.withByteView { view -> [UInt8]? in
      let text = view.trimmed
      guard !text.isEmpty, text[0] == UInt8(ascii: "M") else { return nil }
      let result = Base64.decode(text)
      return result.isImplausible ? nil : result.bytes
    }
    guard let decoded, decoded.first == 0x30 else { return nil }
    return decoded.withByteView { CMSContent($0, limits: limits) }
  }

  private init?(_ view: ByteView, limits: MailLimits) {
    var reader = BERReader(view)
    guard let whole = reader.enter(BERReader.sequence), let type = reader.objectIdentifier() else { return nil }
    self.type = type
    guard type == ObjectIdentifier.signedData else { return }
    if let wrapper = reader.enter(BERReader.explicit0), let signedData = reader.enter(BERReader.sequence) {
      readSignedData(&reader, limits)
      // Only the ends of indefinite lengths tell that nothing was cut off.
      reader.leave(signedData)
      reader.leave(wrapper)
    }
    reader.leave(whole)
    if reader.isTruncated { defects.append(.truncatedSignedContent) }
  }

  /// version, digestAlgorithms, encapContentInfo, certificates, crls, signerInfos (RFC 5652 §5.1).
  private mutating func readSignedData(_ reader: inout BERReader, _ limits: MailLimits) {
    guard reader.skip(), let algorithms = reader.enter(BERReader.set) else { return }
    readDigests(&reader, limits)
    reader.leave(algorithms)
    guard let encapsulated = reader.enter(BERReader.sequence), reader.objectIdentifier() != nil else { return }
    if let wrapper = reader.enter(BERReader.explicit0) {
      let octets = reader.octets(maximumDepth: limits.maximumOctetStringDepth)
      content = octets?.bytes
      if octets?.isTooDeep ?? false { defects.append(.octetStringNestedTooDeep) }
      reader.leave(wrapper)
    }
    reader.leave(encapsulated)
    while reader.peek == BERReader.explicit0 || reader.peek == BERReader.explicit1 {
      guard reader.skip() else { return }
    }
    guard let signers = reader.enter(BERReader.set) else { return }
    if !reader.isTruncated, reader.peek ?? 0 == 0 { hasSigners = false }
    reader.leave(signers)
  }

  private mutating func readDigests(_ reader: inout BERReader, _ limits: MailLimits) {
    while let algorithm = reader.enter(BERReader.sequence) {
      defer { reader.leave(algorithm) }
      guard let name = reader.objectIdentifier().map(ObjectIdentifier.digestName) else { continue }
      if digests.contains(name) { continue }
      if digests.count >= limits.maximumDigestAlgorithms { return defects.append(.tooManyDigestAlgorithms) }
      digests.append(name)
    }
  }

  /// nil for plain data and content types that are no protection.
  var kind: MailProtection.Kind? {
    switch type {
    case ObjectIdentifier.signedData: content == nil && !hasSigners ? .certificatesOnly : .signed
    case ObjectIdentifier.envelopedData, ObjectIdentifier.authEnvelopedData, ObjectIdentifier.encryptedData: .encrypted
    case ObjectIdentifier.compressedData: .compressed
    default: nil
    }
  }
}
