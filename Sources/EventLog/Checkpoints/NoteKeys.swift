import Crypto

/// The public key that checks the notes of one signer (C2SP signed-note, "Signatures" and "Ed25519 signatures").
///
/// Written as `name+id+base64(0x01 ‖ public key)`, where the id is 8 lower-case hexadecimal digits.
public struct VerifierKey: Sendable, Hashable {
  public let name: NoteKeyName
  /// First four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), big-endian.
  public let keyID: UInt32
  /// The Ed25519 public key, 32 bytes (RFC 8032).
  public let publicKey: [UInt8]

  /// Throws `NoteError.malformedKey` unless `publicKey` has 32 bytes.
  public init(name: NoteKeyName, publicKey: [UInt8]) throws(NoteError) {
    guard publicKey.count == KeyText.keyLength else {
      throw NoteError(.malformedKey, "name+id+base64 of 32 key bytes")
    }
    self.init(name: name, checkedPublicKey: publicKey)
  }

  fileprivate init(name: NoteKeyName, checkedPublicKey: [UInt8]) {
    self.name = name
    publicKey = checkedPublicKey
    var hasher = SHA256()
    hasher.update(data: Array(name.rawValue.utf8))
    hasher.update(data: [0x0A, KeyText.ed25519] + checkedPublicKey)
    keyID = hasher.finalize().prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Reads the written form; a newline at the end, as in a file, is allowed.
  ///
  /// Throws `malformedKey`, `malformedKeyName`, `unsupportedKeyType` or `keyIDMismatch`.
  public init(_ text: String) throws(NoteError) {
    let parts = try KeyText(text, form: "name+id+base64")
    self.init(name: parts.name, checkedPublicKey: parts.key)
    try parts.requireID(keyID)
  }

  /// The written form, without a newline.
  public var text: String { KeyText.write(name: name, keyID: keyID, key: publicKey) }

  func isSignature(_ signature: [UInt8], over text: String) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
    return key.isValidSignature(signature, for: Array(text.utf8))
  }
}

extension VerifierKey: CustomStringConvertible {
  public var description: String { text }
}

/// The secret key that signs notes: `PRIVATE+KEY+name+id+base64(0x01 ‖ seed)`.
///
/// Whoever holds it can sign a false history; keep it apart from the archive. It prints only its name and id.
public struct NoteSigningKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey
  /// The key that others use to check the signatures.
  public let verifierKey: VerifierKey

  private static let prefix = "PRIVATE+KEY+"

  /// Makes a new key from the system's random source.
  public init(generatingFor name: NoteKeyName) {
    self.init(name: name, key: Curve25519.Signing.PrivateKey())
  }

  private init(name: NoteKeyName, key: Curve25519.Signing.PrivateKey) {
    self.key = key
    verifierKey = VerifierKey(name: name, checkedPublicKey: Array(key.publicKey.rawRepresentation))
  }

  /// Reads the written form; a newline at the end, as in a file, is allowed.
  ///
  /// Throws `malformedKey`, `malformedKeyName`, `unsupportedKeyType` or `keyIDMismatch`. No error tells key bytes.
  public init(_ text: String) throws(NoteError) {
    let form = Self.prefix + "name+id+base64"
    guard text.hasPrefix(Self.prefix) else { throw NoteError(.malformedKey, form) }
    let parts = try KeyText(String(text.dropFirst(Self.prefix.count)), form: form)
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: parts.key) else {
      throw NoteError(.malformedKey, form)
    }
    self.init(name: parts.name, key: key)
    try parts.requireID(verifierKey.keyID)
  }

  public var name: NoteKeyName { verifierKey.name }

  /// The written form with the secret in it, without a newline: for the key file only.
  public var secretText: String {
    Self.prefix
      + KeyText.write(name: name, keyID: verifierKey.keyID, key: Array(key.rawRepresentation))
  }

  func signature(over text: String) throws(NoteError) -> [UInt8] {
    do {
      return Array(try key.signature(for: Array(text.utf8)))
    } catch {
      throw NoteError(.malformedKey, Self.prefix + "name+id+base64")
    }
  }
}

extension NoteSigningKey: CustomStringConvertible, CustomReflectable {
  public var description: String { "signing key of \(verifierKey)" }
  /// Empty, so that a dump of a larger value does not show the secret.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// `name+id+base64(type ‖ key)`, the form that public and secret keys share.
private struct KeyText {
  static let ed25519: UInt8 = 0x01
  static let keyLength = 32

  let name: NoteKeyName
  let key: [UInt8]
  private let statedID: Substring

  init(_ text: String, form: String) throws(NoteError) {
    let line = text.hasSuffix("\n") ? text.dropLast() : text[...]
    // The base64 part may hold plus signs of its own.
    let parts = line.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let typed = StrictBase64.decode(String(parts[2])), let type = typed.first else {
      throw NoteError(.malformedKey, form)
    }
    name = try NoteKeyName(String(parts[0]))
    guard type == Self.ed25519 else { throw NoteError(.unsupportedKeyType, "\(type)") }
    guard typed.count == 1 + Self.keyLength, parts[1].utf8.count == 8 else {
      throw NoteError(.malformedKey, form)
    }
    key = Array(typed.dropFirst())
    statedID = parts[1]
  }

  func requireID(_ keyID: UInt32) throws(NoteError) {
    let expected = Self.hexadecimal(keyID)
    guard statedID.utf8.elementsEqual(expected.utf8) else {
      throw NoteError(.keyIDMismatch, "stated \(statedID), computed \(expected)")
    }
  }

  static func write(name: NoteKeyName, keyID: UInt32, key: [UInt8]) -> String {
    "\(name)+\(hexadecimal(keyID))+\(StrictBase64.encode([ed25519] + key))"
  }

  static func hexadecimal(_ keyID: UInt32) -> String {
    Hexadecimal.encode(withUnsafeBytes(of: keyID.bigEndian) { Array($0) })
  }
}
