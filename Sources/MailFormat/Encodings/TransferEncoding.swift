/// How the bytes of a part were made fit for transport (RFC 2045 §6).
public enum TransferEncoding: Sendable, Hashable {
  /// 7bit, 8bit and binary: the bytes are what they are.
  case identity
  case base64
  case quotedPrintable

  /// Reads the field's value. An unknown mechanism is read as identity, as a reader can do nothing else with it
  /// (RFC 2045 §6.4); the second result says so.
  static func read(_ value: ByteView) -> (encoding: TransferEncoding, isKnown: Bool) {
    var upper = 0
    let trimmed = value.trimmed
    // Comments and parameters after the mechanism are seen in the wild.
    while upper < trimmed.count, ASCII.isToken(trimmed[upper]) { upper += 1 }
    let mechanism = trimmed[0..<upper]
    if mechanism.equals(ignoringCase: "base64") || mechanism.equals(ignoringCase: "b64") { return (.base64, true) }
    if mechanism.equals(ignoringCase: "quoted-printable") { return (.quotedPrintable, true) }
    if mechanism.isEmpty || mechanism.equals(ignoringCase: "7bit") || mechanism.equals(ignoringCase: "8bit")
      || mechanism.equals(ignoringCase: "binary")
    {
      return (.identity, true)
    }
    return (.identity, false)
  }
}
