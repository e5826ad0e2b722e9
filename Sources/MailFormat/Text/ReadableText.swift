/// The text that a person reads first.
enum ReadableText {
  static func of(_ root: MailPart, limits: MailLimits) -> String {
    let selection = BodySelection(of: root)
    let pieces = selection.text.map { piece(of: $0, limits: limits) }.filter { !$0.isEmpty }
    if !pieces.allSatisfy(\.isBlank) { return joined(pieces) }
    let markup = selection.html.map { piece(of: $0, limits: limits) }.filter { !$0.isEmpty }
    // Exchange puts a blank line beside the stream that holds the words.
    if markup.allSatisfy(\.isBlank), let text = TNEFArchive.readableText(among: selection.attachments) { return text }
    if !markup.allSatisfy(\.isBlank) { return joined(markup) }
    if !pieces.isEmpty { return joined(pieces) }
    if !markup.isEmpty { return joined(markup) }
    for attachment in selection.attachments {
      if let message = attachment.part.attachedMessage { return of(message, limits: limits) }
      if attachment.part.type.isText, attachment.disposition != "attachment" {
        return piece(of: attachment.part, limits: limits)
      }
    }
    return ""
  }

  private static func piece(of part: MailPart, limits: MailLimits) -> String {
    let decoded = part.decodedTextWithoutEmbeddedFiles().text
    if part.type == .textHTML { return HTMLText.text(of: decoded, limits: limits) }
    if part.typeParameter("format")?.lowercasedASCII == "flowed" {
      return FlowedText.joined(decoded, deletesSpace: part.typeParameter("delsp")?.lowercasedASCII == "yes")
    }
    return decoded
  }

  private static func joined(_ pieces: [String]) -> String {
    var text = ""
    for piece in pieces {
      if !text.isEmpty, text.utf8.last != ASCII.lineFeed { text += "\n" }
      text += piece
    }
    return text
  }
}
