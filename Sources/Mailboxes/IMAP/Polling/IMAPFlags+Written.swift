extension IMAPFlags {
  /// As a server writes them (RFC 3501 §2.3.2). `\Recent` is left out: it tells of sessions, not of the message.
  var written: String {
    let names: [(System, String)] = [
      (.seen, "\\Seen"), (.answered, "\\Answered"), (.flagged, "\\Flagged"), (.deleted, "\\Deleted"),
      (.draft, "\\Draft"),
    ]
    return (names.filter { system.contains($0.0) }.map(\.1) + keywords).joined(separator: " ")
  }
}
