/// The bytes of one command, in parts: before each part but the first the server has to say that it waits for it.
struct CommandLine {
  private(set) var parts: [[UInt8]] = [[]]
  private let offered: IMAPCapabilities
  private let isUTF8: Bool
  private let limits: IMAPLimits
  private var lineBytes = 0

  /// - Parameter isUTF8: whether UTF8=ACCEPT is enabled, so that quoted strings may hold bytes above 127.
  init(tag: String, offered: IMAPCapabilities, isUTF8: Bool, limits: IMAPLimits) {
    self.offered = offered
    self.isUTF8 = isUTF8
    self.limits = limits
    write(tag)
  }

  /// Text of the grammar itself; never what comes from outside.
  mutating func write(_ text: String) { append(text.utf8) }

  mutating func write(_ uids: IMAPUIDSet) throws(IMAPError) {
    guard !uids.isEmpty else { throw IMAPError(.invalidUIDSet) }
    append(uids.text)
  }

  /// A string from outside: quoted where that can be, else a literal (RFC 3501 §4.3).
  mutating func write(string bytes: [UInt8]) throws(IMAPError) {
    guard bytes.count <= limits.maximumNameBytes else {
      throw IMAPError(.unsendableText, "it has more than \(limits.maximumNameBytes) bytes")
    }
    // Dovecot 2.3 repeats a name in its answer as it is: a line end in it would bring server and session out of step.
    guard !bytes.contains(where: { $0 == 0 || $0 == 0x0D || $0 == 0x0A }) else {
      throw IMAPError(.unsendableText, "it has a NUL or a line end")
    }
    if isUTF8 ? String(validating: bytes, as: UTF8.self) != nil : bytes.allSatisfy({ $0 < 0x80 }) {
      append([UInt8(ascii: "\"")])
      for byte in bytes {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { append([UInt8(ascii: "\\")]) }
        append([byte])
      }
      append([UInt8(ascii: "\"")])
    } else {
      literal(bytes)
    }
  }

  private mutating func literal(_ bytes: [UInt8]) {
    // RFC 7888.
    let isPrompt =
      offered.contains("LITERAL+")
      || offered.contains("LITERAL-") && bytes.count <= IMAPLimits.maximumPromptLiteral
    write("{\(bytes.count)\(isPrompt ? "+" : "")}\r\n")
    if !isPrompt { parts.append([]) }
    parts[parts.count - 1].append(contentsOf: bytes)
  }

  private mutating func append(_ bytes: some Collection<UInt8>) {
    lineBytes += bytes.count
    parts[parts.count - 1].append(contentsOf: bytes)
  }

  /// Ends the line.
  mutating func finish() throws(IMAPError) -> [[UInt8]] {
    guard lineBytes <= limits.maximumCommandBytes else {
      throw IMAPError(.commandTooLong, "\(lineBytes) bytes, more than \(limits.maximumCommandBytes)")
    }
    write("\r\n")
    return parts
  }

  /// Whether so many bytes more still fit.
  func hasRoom(for bytes: Int) -> Bool { lineBytes + bytes <= limits.maximumCommandBytes }
}
