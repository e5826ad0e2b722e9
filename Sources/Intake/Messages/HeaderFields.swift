/// Counts the header fields at the beginning of a file, to tell mail from other text. Reading them is another's task.
struct HeaderFields {
  /// Lines of the form `name: …` (RFC 5322 section 2.2) before the first line that is neither one nor a continuation.
  private(set) var count = 0
  /// Those among them that mail has and lists of settings have not.
  private(set) var known = 0

  /// The registered names that nearly every mail has several of, in small letters.
  private static let names: Set<[UInt8]> = Set(
    [
      "from", "to", "cc", "bcc", "date", "subject", "sender", "reply-to", "message-id", "in-reply-to", "references",
      "received", "return-path", "delivered-to", "x-original-to", "envelope-to", "mime-version", "content-type",
      "content-transfer-encoding", "dkim-signature", "authentication-results", "arc-seal", "list-id", "x-mailer",
      "user-agent", "resent-from", "resent-date", "x-mozilla-status", "x-gmail-labels",
    ].map { Array($0.utf8) })

  /// Headers longer than this say enough by then.
  private static let lines = 200

  /// When counting may end before the header does.
  enum Enough {
    case anyField
    case twoKnown
  }

  init(_ bytes: UnsafeRawBufferPointer, enough: Enough) {
    var place = 0
    var line = 0
    while place < bytes.count, line < Self.lines {
      let first = bytes[place]
      if first == 0x0A || first == 0x0D { return }
      let isContinuation = first == 0x20 || first == 0x09
      if isContinuation {
        guard count > 0 else { return }
      } else {
        guard let name = Self.name(bytes, place) else { return }
        count += 1
        if enough == .anyField { return }
        if Self.names.contains(name) { known += 1 }
        if known == 2 { return }
      }
      line += 1
      guard let end = bytes[place...].firstIndex(of: 0x0A) else { return }
      place = end + 1
    }
  }

  private static func name(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> [UInt8]? {
    // Field names are printable ASCII without colon; no real one is longer than 77.
    let text = bytes[start...].prefix(78)
    let name = text.prefix { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
    let rest = text[name.endIndex...].drop { $0 == 0x20 || $0 == 0x09 }
    guard !name.isEmpty, rest.first == UInt8(ascii: ":") else { return nil }
    return name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }
}
