/// One signature line of a note: `— name base64(key id ‖ signature)`.
public struct NoteSignature: Sendable, Hashable {
  public let name: NoteKeyName
  /// Tells apart keys of one name; an identifier, not a protection.
  public let keyID: UInt32
  /// The signature itself, whose form depends on the kind of key; kept as it came when the key is unknown.
  public let signature: [UInt8]

  init(name: NoteKeyName, keyID: UInt32, signature: [UInt8]) {
    self.name = name
    self.keyID = keyID
    self.signature = signature
  }

  var line: String {
    let bytes = withUnsafeBytes(of: keyID.bigEndian) { Array($0) } + signature
    return "\u{2014} \(name) \(StrictBase64.encode(bytes))\n"
  }
}

/// A text with the signatures of one or more keys (C2SP signed-note).
///
/// Nothing in the text may be believed before `verify` has returned.
public struct SignedNote: Sendable {
  /// The signed text, with the newline at its end.
  public let text: String
  /// All signature lines in their order, those of unknown keys too.
  public internal(set) var signatures: [NoteSignature]

  /// Signs `text`.
  ///
  /// Throws `NoteError.textUnterminated` or `controlCharacter` when the text cannot be a note's, `tooLarge` or
  /// `tooManySignatures` when no reader would accept the note.
  public init(text: String, signedBy keys: [NoteSigningKey]) throws(NoteError) {
    guard text.utf8.last == NoteText.newline else { throw NoteError(.textUnterminated) }
    try NoteText.requireNoControls(text.utf8)
    self.text = text
    signatures = []
    for key in keys { try sign(with: key) }
  }

  /// Adds a signature; one by the same key is replaced.
  ///
  /// Throws `NoteError.tooLarge` or `tooManySignatures` when no reader would accept the note.
  public mutating func sign(with key: NoteSigningKey) throws(NoteError) {
    let verifier = key.verifierKey
    let others = signatures.filter { $0.name != verifier.name || $0.keyID != verifier.keyID }
    guard others.count < NoteLimits.maximumSignatures else {
      throw NoteError(.tooManySignatures, "the limit is \(NoteLimits.maximumSignatures)")
    }
    let signature = NoteSignature(
      name: verifier.name, keyID: verifier.keyID, signature: try key.signature(over: text))
    let size = text.utf8.count + 1 + (others + [signature]).reduce(0) { $0 + $1.line.utf8.count }
    guard size <= NoteLimits.maximumBytes else {
      throw NoteError(.tooLarge, "\(size) bytes, the limit is \(NoteLimits.maximumBytes)")
    }
    signatures = others + [signature]
  }

  /// The whole note: text, blank line, signature lines.
  public var encoded: String {
    text + "\n" + signatures.map(\.line).joined()
  }

  /// Checks the note against one trusted key and returns that key's signature.
  ///
  /// Throws `NoteError.notSignedByKey` or `wrongSignature`.
  @discardableResult
  public func verify(with key: VerifierKey) throws(NoteError) -> NoteSignature {
    let own = try verify(with: [key])
    guard let first = own.first else { throw NoteError(.notSignedByKey, "\(key.name)") }
    return first
  }

  /// Checks the note against several trusted keys and returns the good signatures; there is at least one.
  ///
  /// Signatures of other keys are passed over. One wrong signature in the name of a trusted key condemns the whole
  /// note (`wrongSignature`); a note that no trusted key signed is refused too (`notSignedByKey`).
  public func verify(with keys: [VerifierKey]) throws(NoteError) -> [NoteSignature] {
    var good: [NoteSignature] = []
    for signature in signatures {
      let candidates = Set(keys.filter { $0.name == signature.name && $0.keyID == signature.keyID })
      guard let key = candidates.first else { continue }
      guard candidates.count == 1 else { throw NoteError(.ambiguousKey, "\(key.name)") }
      guard key.isSignature(signature.signature, over: text) else {
        throw NoteError(.wrongSignature, "\(key.name)")
      }
      good.append(signature)
    }
    guard !good.isEmpty else {
      throw NoteError(.notSignedByKey, keys.map(\.name.rawValue).joined(separator: " or "))
    }
    return good
  }
}

extension SignedNote: Equatable {
  /// Equality of bytes.
  public static func == (left: SignedNote, right: SignedNote) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8) && left.signatures == right.signatures
  }
}
