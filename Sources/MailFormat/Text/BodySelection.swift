/// Tells the parts that are the text of a message from those that are attachments, by the algorithm of RFC 8621 §4.1.4.
///
/// One departure: media that are shown within the text are always listed as attachments too, so that nothing is left
/// out of an archive's list of files.
struct BodySelection {
  private(set) var text: [MailPart] = []
  private(set) var html: [MailPart] = []
  private(set) var attachments: [MailAttachment] = []

  /// Which of the two lists text of the current place goes to: within an alternative, a part found in one form is not
  /// part of the other.
  private struct Lists {
    var takesText = true
    var takesHTML = true
  }

  init(of root: MailPart) {
    var lists = Lists()
    if root.type.isMultipart {
      take(root.children, of: root.type, isInAlternative: root.type == .alternative, &lists)
    } else {
      take([root], of: nil, isInAlternative: false, &lists)
    }
  }

  private mutating func take(
    _ parts: [MailPart], of multipart: MediaType?, isInAlternative: Bool, _ lists: inout Lists
  ) {
    let textCount = text.count
    let htmlCount = html.count
    for (index, part) in parts.enumerated() {
      if part.type.isMultipart {
        // What a branch decides about its two forms holds in this branch only.
        var inner = lists
        take(part.children, of: part.type, isInAlternative: isInAlternative || part.type == .alternative, &inner)
      } else if let content = part.signedContent {
        // Mail programs show what is inside an opaque signature, and no file `smime.p7m` beside it.
        var inner = lists
        take([content], of: nil, isInAlternative: isInAlternative, &inner)
      } else if isInline(part, index: index, multipart: multipart) {
        takeInline(part, multipart: multipart, isInAlternative: isInAlternative, &lists)
      } else {
        attachments.append(MailAttachment(part: part))
      }
    }
    guard multipart == .alternative, lists.takesText, lists.takesHTML else { return }
    // Where an alternative has one form only, that form stands for both.
    if text.count == textCount, html.count > htmlCount { text.append(contentsOf: html[htmlCount...]) }
    if html.count == htmlCount, text.count > textCount { html.append(contentsOf: text[textCount...]) }
  }

  private mutating func takeInline(
    _ part: MailPart, multipart: MediaType?, isInAlternative: Bool, _ lists: inout Lists
  ) {
    if part.type.isInlineMedia {
      attachments.append(MailAttachment(part: part))
      return
    }
    if multipart == .alternative {
      if part.type == .textPlain { text.append(part) } else { html.append(part) }
      return
    }
    if isInAlternative {
      if part.type == .textPlain { lists.takesHTML = false } else { lists.takesText = false }
    }
    if lists.takesText { text.append(part) }
    if lists.takesHTML { html.append(part) }
  }

  private func isInline(_ part: MailPart, index: Int, multipart: MediaType?) -> Bool {
    guard part.type == .textPlain || part.type == .textHTML || part.type.isInlineMedia else { return false }
    if part.disposition == "attachment" { return false }
    if index == 0 { return true }
    if multipart == .related { return false }
    return part.type.isInlineMedia || part.fileName == nil
  }
}
