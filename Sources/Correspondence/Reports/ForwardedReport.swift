import MailFormat

/// A report that a person sent on without a word of their own, as `> ` quotes or below a line that says so.
enum ForwardedReport {
  /// - Returns: the report as a message, to be read as if it had come by itself; nil where it is none, or where the
  ///   sender has something to say about it.
  static func inside(_ header: ReportHeader, _ text: ReportText) -> MailMessage? {
    guard !header.isListPost, forwards.opens(header.subject) else { return nil }
    var message: [UInt8] = []
    var ownBytes = 0
    for line in text.lines {
      let bytes = unquoted(text.whole[line])
      if message.isEmpty {
        guard field.opens(FoldedText(bytes.prefix(16)).bytes) else {
          ownBytes += bytes.count
          if ownBytes > longestNote { return nil }
          continue
        }
      }
      message.append(contentsOf: bytes)
      message.append(0x0A)
    }
    return message.isEmpty ? nil : MailMessage(message)
  }

  /// Bytes above the report: a greeting, and the line of the mail program.
  private static let longestNote = 120

  private static func unquoted(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard line.first == UInt8(ascii: ">") else { return line }
    let rest = line.dropFirst()
    return rest.first == 0x20 ? rest.dropFirst() : rest
  }

  private static let forwards = PhraseTable<Void>([
    ((), ["fwd:", "fw:", "ilt:", "wg:", "tr:", "rv:", "i:", "enc:", "doorst:", "vs:", "vb:", "転送:", "转发:"])
  ])
  private static let field = PhraseTable<Void>([((), ["from:", "kimden:", "gönderen:", "von:", "de :", "de:", "da:"])])
}
