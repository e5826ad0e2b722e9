/// A signature or an encryption that a part is wrapped in. It is recognised by its form and never verified: whoever
/// shows it must not call the message authentic or confidential.
///
/// RFC 1847 (multipart/signed and multipart/encrypted), RFC 3156 (OpenPGP), RFC 8551 (S/MIME), RFC 9580 §6 and §7
/// (OpenPGP within plain text).
public struct MailProtection: Sendable {
  public enum Kind: String, Sendable, Hashable {
    case signed
    case encrypted
    /// Compressed by CMS (RFC 3274) or OpenPGP. What is inside, a signature perhaps, is not looked at.
    case compressed
    /// A message that carries certificates and says nothing (RFC 8551 §3.2.2).
    case certificatesOnly
  }

  public enum Technology: Sendable, Hashable {
    case openPGP
    case smime
    /// The `protocol` as written, in lower case; empty when the sender named none.
    case other(String)
  }

  public enum Form: String, Sendable, Hashable {
    /// Content and signature, or key and ciphertext, are parts of a multipart of their own.
    case multipart
    /// One part holds everything in a binary format (RFC 8551 §3.2).
    case opaque
    /// ASCII armor in the middle of a text.
    case inline
  }

  public let kind: Kind
  public let technology: Technology
  public let form: Form

  /// The digest algorithms as the sender named them: `micalg`, or the `Hash` lines of a cleartext signature. Of an
  /// opaque S/MIME signature, its object identifiers by the names that RFC 8551 §3.5.3.2 gives them.
  public let digests: [String]

  /// The part that is wrapped: the multipart, the pkcs7-mime part or the text.
  public let part: MailPart

  /// The part that the signature is of, as a whole with its header section; nil where there is none to read and in
  /// inline forms, which cover some lines of `part` only.
  public let signedPart: MailPart?

  /// The part that holds the signature or, of a multipart/encrypted, the ciphertext; nil when it is missing.
  public let signaturePart: MailPart?

  init(
    kind: Kind, technology: Technology, form: Form, digests: [String] = [], part: MailPart,
    signedPart: MailPart? = nil, signaturePart: MailPart? = nil
  ) {
    self.kind = kind
    self.technology = technology
    self.form = form
    self.digests = digests
    self.part = part
    self.signedPart = signedPart
    self.signaturePart = signaturePart
  }

  /// Where the signed bytes stand in `signedPart.source`, header section included. A detached signature is of these
  /// bytes with every line ended by CRLF (RFC 1847 §2.1), an opaque one of these bytes as they are.
  public var signedRange: Range<Int>? {
    signedPart.map { $0.header.lowerBound..<max($0.header.lowerBound, $0.body.upperBound) }
  }
}

extension MailProtection.Technology: CustomStringConvertible {
  public var description: String {
    switch self {
    case .openPGP: "openpgp"
    case .smime: "smime"
    case .other(let name): name
    }
  }
}
