/// What is wrong with a signed note, or with a key for one.
public struct NoteError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable, CaseIterable {
    /// The note is longer than `NoteLimits.maximumBytes`.
    case tooLarge
    /// The note is not UTF-8.
    case notUTF8
    /// The note has an ASCII control character other than the newline.
    case controlCharacter
    /// The note has no blank line between text and signatures.
    case noBlankLine
    /// Nothing follows the blank line.
    case noSignatures
    /// The note's last line does not end with a newline.
    case unterminated
    /// A line after the blank line is not "— name base64".
    case malformedSignatureLine
    /// A signature is not base64 in its canonical spelling.
    case malformedSignature
    /// A signature is too short to hold a key id and a signature.
    case signatureTooShort
    /// The note has more than `NoteLimits.maximumSignatures` signatures.
    case tooManySignatures
    /// A text to be signed does not end with a newline.
    case textUnterminated
    /// A key name is empty, or has a space, a plus or a control character.
    case malformedKeyName
    /// A key is not written as "name+id+base64".
    case malformedKey
    /// A key is of another kind than Ed25519 (type 0x01).
    case unsupportedKeyType
    /// A key's id is not the one that follows from its name and bytes.
    case keyIDMismatch
    /// Two different keys given to the check have one name and id.
    case ambiguousKey
    /// No signature of the note is by a key that was given.
    case notSignedByKey
    /// A signature claims to be by a given key and is not.
    case wrongSignature
  }

  public let code: Code
  /// Where and how, for the sentence.
  public let context: String

  public init(_ code: Code, _ context: String = "") {
    self.code = code
    self.context = context
  }

  /// Equality by code.
  public static func == (left: NoteError, right: NoteError) -> Bool { left.code == right.code }

  public var description: String {
    switch code {
    case .tooLarge: "The note is too large: \(context); give the checkpoint note alone."
    case .notUTF8: "The note is not UTF-8 text; get an undamaged copy of it."
    case .controlCharacter:
      "The note has a control character at byte \(context); save it with plain newlines and no tabs."
    case .noBlankLine: "The note has no blank line before its signatures; give the whole note."
    case .noSignatures: "The note ends before its signatures; give the whole note."
    case .unterminated: "The note's last line has no newline at its end; give the whole note."
    case .malformedSignatureLine:
      "Signature line \(context) of the note is not “— name signature”; get an undamaged copy of it."
    case .malformedSignature:
      "The signature by \(context) is not standard base64; get an undamaged copy of the note."
    case .signatureTooShort:
      "The signature by \(context) is too short to be one; get an undamaged copy of the note."
    case .tooManySignatures: "The note has too many signatures: \(context); remove those that nobody needs."
    case .textUnterminated: "The text cannot be signed, since it does not end with a newline; add one."
    case .malformedKeyName:
      "“\(context)” cannot name a key; use a name without spaces, plus signs and control characters."
    case .malformedKey: "The key is not written as \(context); copy the whole line that init printed."
    case .unsupportedKeyType: "The key is of type \(context); only Ed25519 keys (type 1) can be used."
    case .keyIDMismatch: "The key's id does not belong to its name and bytes (\(context)); copy the key again."
    case .ambiguousKey: "Two different keys are both called \(context); give only the one that is trusted."
    case .notSignedByKey:
      "The note is not signed by \(context); use the key of the archive that the note comes from."
    case .wrongSignature:
      "The signature by \(context) is wrong: the note was altered or forged; do not trust it."
    }
  }
}

/// Bounds on notes from outside.
public enum NoteLimits {
  /// Longest note, in bytes: room for every permitted signature at the ~5 kB that post-quantum ones take.
  public static let maximumBytes = 1 << 20
  /// Most signatures in a note; C2SP signed-note asks that at least 16 be accepted.
  public static let maximumSignatures = 100
}
