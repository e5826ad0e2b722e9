/// Finds the text and the message of a journal report.
enum JournalReader {
  static func read(_ root: MailPart, defects: inout DefectList) -> JournalReport? {
    // Without the field, text that reads like a journal is text: a stranger must not name recipients by writing it.
    guard root.fields.contains(where: { $0.known == .journalReport }) else { return nil }
    guard let part = BodySelection(of: root).text.first else { return nil }
    let decoded = part.decodedText().text
    let text = part.type == .textHTML ? HTMLText.text(of: decoded, limits: root.limits) : decoded
    return Array(text.utf8).withByteView { view in
      let envelope = JournalText.read(view, limits: root.limits)
      guard envelope.isComplete else { return nil }
      if envelope.isFull { defects.note(.tooManyJournalRecipients, at: part.body.lowerBound) }
      return envelope.report(message: attachedMessage(of: root, defects: &defects))
    }
  }

  private static func attachedMessage(of root: MailPart, defects: inout DefectList) -> MailPart? {
    var hasTNEF = false
    func find(in part: MailPart) -> MailPart? {
      if part.type.essence == "application/ms-tnef" { hasTNEF = true }
      if let message = part.attachedMessage { return message }
      guard part.type.isMultipart else { return nil }
      for child in part.children {
        if let found = find(in: child) { return found }
      }
      return nil
    }
    if let message = find(in: root) { return message }
    defects.note(hasTNEF ? .journalMessageInTNEF : .journalWithoutMessage, at: root.body.lowerBound)
    return nil
  }
}
