/// Decodes fields and bodies for the sake of their defects.
enum ContentCheck {
  /// The header section of a message.
  static func noteHeader(of root: MailPart, in defects: inout DefectList) {
    root.source.withByteView { view in
      var mailboxes: [KnownField: Int] = [:]
      for field in root.fields {
        let value = view[field.value]
        if !value.isASCII, !UTF8Check.isWellFormed(value) { defects.note(.rawBytesInField, at: field.value.lowerBound) }
        noteLimits(of: field, value, root.limits, &mailboxes, &defects)
      }
    }
  }

  private static func noteLimits(
    of field: HeaderField, _ value: ByteView, _ limits: MailLimits, _ mailboxes: inout [KnownField: Int],
    _ defects: inout DefectList
  ) {
    let offset = field.value.lowerBound
    switch field.known {
    case .date:
      if DateReader.read(value.trimmed) == nil { defects.note(.unreadableDate, at: offset) }
    case .subject, .other:
      if value.count > limits.maximumFieldTextBytes { defects.note(.fieldTooLong, at: offset) }
    case .from, .sender, .replyTo, .to, .cc, .bcc:
      let count = mailboxes[field.known, default: 0] + value.commaCount + 1
      mailboxes[field.known] = count
      if count > limits.maximumMailboxes { defects.note(.tooManyMailboxes, at: offset) }
      let read = AddressReader.read(value, limit: limits.maximumMailboxes)
      if !read.allSatisfy(\.hasWholeAddress) { defects.note(.incompleteAddress, at: offset) }
    case .references, .inReplyTo:
      // An identifier takes two bytes at least: a short field needs no count.
      guard value.count > limits.maximumIdentifiers else { return }
      let found = IdentifierReader.list(value, limit: limits.maximumIdentifiers.addingSaturating(1))
      if found.count > limits.maximumIdentifiers { defects.note(.tooManyIdentifiers, at: offset) }
    case .contentType, .contentDisposition:
      if Parameters(of: value, limits: limits).isTruncated { defects.note(.tooManyParameters, at: offset) }
    default: break
    }
  }

  /// The body of a leaf.
  static func noteBody(of part: MailPart, in defects: inout DefectList) {
    let offset = part.body.lowerBound
    for kind in part.decodedNotingDefects().defects { defects.note(kind, at: offset) }
    ProtectionCheck.noteBody(of: part, in: &defects)
    EmbeddedCheck.noteBody(of: part, in: &defects)
    guard part.type.isText else { return }
    let label = part.typeParameter("charset")
    let decoded = part.decodedText()
    if let label, Array(label.utf8).withByteView({ CharsetLabel.resolve($0) }) == nil {
      defects.note(.unknownCharset, at: offset)
    } else if decoded.certainty == .guessed {
      defects.note(.missingCharset, at: offset)
    }
    if decoded.certainty != .declared, part.guessEffort == .letters { defects.note(.tooManyCharsetGuesses, at: offset) }
    if decoded.certainty == .corrected { defects.note(.wrongCharset, at: offset) }
    if decoded.replacements > 0 { defects.note(.undecodableText, at: offset) }
    if part.type == .textHTML, decoded.text.utf8.count > part.limits.maximumMarkupBytes {
      defects.note(.markupTooLarge, at: offset)
    }
  }
}

extension Mailbox {
  /// Of an empty path `<>`, which reports are sent from, nothing is missing.
  fileprivate var hasWholeAddress: Bool {
    guard !address.isEmpty else { return name == nil }
    guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else { return false }
    return at != address.utf8.startIndex && address.utf8.index(after: at) != address.utf8.endIndex
  }
}

extension ByteView {
  fileprivate var commaCount: Int {
    var count = 0
    for i in 0..<self.count where self[i] == UInt8(ascii: ",") { count += 1 }
    return count
  }
}

extension Int {
  fileprivate func addingSaturating(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? Int.max : sum
  }
}
