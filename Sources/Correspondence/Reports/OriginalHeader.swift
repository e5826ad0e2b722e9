/// How the message that came back is introduced in a report's text.
enum OriginalHeader {
  /// Bytes of its header that are read.
  static let maximumBytes = 64 << 10

  /// A field that only the header of a message begins with, however it is cited.
  static func isTrace(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first, traceLetters.contains(first) else { return false }
    return traces.opens(FoldedText(line.prefix(40)).bytes)
  }

  /// A line that says that the original follows.
  static func isDivider(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count < 120 else { return false }
    let folded = FoldedText(line).bytes
    let bare = folded.drop { dividers.contains($0) || $0.isSpaceOfASCII }
    let text = Array(bare)
    if sentences.opens(text) { return true }
    // The same words in a sentence mean less than between rules.
    return bare.count + 2 <= folded.count && headings.opens(text)
  }

  private static let traceLetters = Array("RrXxDdAa".utf8)
  private static let traces = PhraseTable<Void>([
    (
      (),
      [
        "received: ", "received:\u{9}", "received:from", "received:by", "return-path: <", "return-path:<",
        "x-received:", "dkim-signature:", "domainkey-signature:", "arc-seal:", "x-google-smtp-source:",
      ]
    )
  ])
  private static let dividers = Array("-=_*#>+~|".utf8)
  private static let sentences = PhraseTable<Void>([
    (
      (),
      [
        "below this line is a copy of", "below is a copy of the original", "below is the original message",
        "message headers follow", "original message follows", "original mail as follows",
        "message header follows", "message text follows", "the original message follows", "your message follows",
        "the header of the original message is following", "this is a copy of the message",
        "this is a copy of your message", "the body of the message is", "copy of your message follows",
        "----- unsent message follows", "unsent message follows", "unsent message below", "returned message follows",
        "start of returned message", "the unsent message follows", "a copy of your message follows",
        "a copy of the original message", "a copy of the message header", "begin message headers",
        "the header of your message follows", "the text of your message follows", "original message headers",
        "original message header", "the first … lines of your message", "message contents follow",
        "the message that caused this notification", "orijinal ileti aşağıda", "iletinizin kopyası",
        "geri dönen iletinin", "ursprüngliche nachricht folgt", "es folgt eine kopie", "копия вашего письма",
        "元のメール", "以下は元のメッセージ",
      ]
    )
  ])
  private static let headings = PhraseTable<Void>([
    (
      (),
      [
        "original message", "orijinal ileti", "orijinal mesaj", "özgün ileti", "returned message", "returned mail",
        "message header", "unsent message", "included message", "undelivered message", "forwarded message",
        "ursprüngliche nachricht", "message d'origine", "mensaje original", "mensagem original", "messaggio originale",
        "исходное сообщение", "original headers", "header of", "rfc 822 header", "attached message", "failed message",
      ]
    )
  ])

  static let namesMessage = PhraseTable<Void>([
    ((), ["message-id:", "message id:", "messageid:", "original-message-id:"])
  ])
}
