/// The value of a recipient line of a journal report: `anna@example.org, Expanded: staff@example.org`, either address
/// with a display name and angle brackets in older servers' reports.
enum JournalAddresses {
  /// How a recipient came to be one.
  enum Redirection {
    case expanded, forwarded
  }

  /// Takes the redirections off a line.
  static func split(_ value: ByteView) -> (addresses: ByteView, redirections: [(Redirection, ByteView)]) {
    var starts: [(kind: Redirection, word: Int, text: Int)] = []
    var isQuoted = false
    var isAtWordStart = true
    for i in 0..<value.count {
      let byte = value[i]
      if byte == ASCII.quote { isQuoted.toggle() }
      if isAtWordStart, !isQuoted {
        if value.hasBytes(ignoringCase: "expanded:", at: i) {
          starts.append((.expanded, i, i + 9))
        } else if value.hasBytes(ignoringCase: "forwarded:", at: i) {
          starts.append((.forwarded, i, i + 10))
        }
      }
      isAtWordStart = ASCII.isSpace(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";")
    }
    guard let first = starts.first else { return (value, []) }
    var redirections: [(Redirection, ByteView)] = []
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1].word : value.count
      redirections.append((start.kind, value[min(start.text, end)..<end]))
    }
    return (value[0..<first.word], redirections)
  }

  /// The addresses of a text, names left out. Text without any is an address of another kind, such as the directory
  /// name of a mailbox.
  static func read(_ value: ByteView, limit: Int) -> [String] {
    // Each comma in a display name without quotes makes one more mailbox, which has no address.
    let mailboxes = AddressReader.read(value, limit: limit < Int.max / 4 ? limit * 4 : limit)
    let addresses = mailboxes.compactMap { $0.address.isEmpty ? nil : $0.address }
    if !addresses.isEmpty { return Array(addresses.prefix(limit)) }
    var rest = value.trimmed
    while !rest.isEmpty, rest[rest.count - 1] == UInt8(ascii: ",") { rest = rest[0..<(rest.count - 1)].trimmed }
    guard limit > 0, !rest.isEmpty, !rest.equals(ignoringCase: "<>") else { return [] }
    return [ReportValue.string(rest[0..<min(rest.count, maximumOtherBytes)])]
  }

  // Directory names have at most 1,024 characters (X.500 upper bounds of Exchange's `legacyExchangeDN`).
  private static let maximumOtherBytes = 4_096
}
