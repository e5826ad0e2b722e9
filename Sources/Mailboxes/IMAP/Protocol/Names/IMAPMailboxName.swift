/// The name of a mailbox: the bytes that the server calls it by. They go back to it as they came, also where they are
/// ill-formed; the text is for people and for patterns.
public struct IMAPMailboxName: Sendable, Hashable, CustomStringConvertible {
  /// How text is written in names.
  public enum Form: Sendable, Hashable {
    /// RFC 3501 §5.1.3.
    case modifiedUTF7
    /// After `ENABLE UTF8=ACCEPT` (RFC 6855 §3, RFC 9755).
    case utf8
  }

  /// As the server writes the name, without quotation marks.
  public let bytes: [UInt8]
  public let form: Form

  /// `INBOX` in any case becomes `INBOX`: it is one mailbox (RFC 3501 §5.1).
  public init(bytes: [UInt8], form: Form) {
    self.bytes = Self.isInbox(bytes) ? Self.inboxBytes : bytes
    self.form = form
  }

  /// The name that a person writes so.
  public init(_ text: String, form: Form = .modifiedUTF7) {
    self.init(bytes: form == .utf8 ? Array(text.utf8) : ModifiedUTF7.encode(text), form: form)
  }

  public var isInbox: Bool { bytes == Self.inboxBytes }

  /// The name in Unicode. A name that is not in the form that it should be in stands as it is: as UTF-8, if it is that,
  /// else with `\x` and two digits for each byte that isn't.
  public var text: String {
    if form == .modifiedUTF7, let text = ModifiedUTF7.decode(bytes) { return text }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return bytes.map { byte -> String in
      if byte >= 0x20, byte <= 0x7E { return String(Unicode.Scalar(byte)) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "\\x" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
  }

  public var description: String { text }

  /// The name's bytes for a server that expects another form; those of an ill-formed name are what they are.
  func bytes(in other: Form) -> [UInt8] {
    guard form != other else { return bytes }
    switch form {
    case .modifiedUTF7: return ModifiedUTF7.decode(bytes).map { Array($0.utf8) } ?? bytes
    case .utf8: return String(validating: bytes, as: UTF8.self).map { ModifiedUTF7.encode($0) } ?? bytes
    }
  }

  private static let inboxBytes = Array("INBOX".utf8)

  private static func isInbox(_ bytes: [UInt8]) -> Bool {
    bytes.count == 5 && bytes.withUnsafeBytes { $0.equals("INBOX") }
  }
}
