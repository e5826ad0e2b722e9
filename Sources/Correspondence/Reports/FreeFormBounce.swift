import MailFormat

/// Reports of mail systems that follow no standard.
///
/// Two kinds of evidence must come together: a header that mail systems write (a daemon's address, the null return path,
/// a known subject), and words that say what failed for whom. A person who cites a report has only the words.
enum FreeFormBounce {
  static func classify(
    _ message: MailMessage, _ header: ReportHeader, _ body: ReportText, depth: Int
  ) -> Classification? {
    guard let standing = Standing(header) else { return nil }
    let summary = returned(in: message) ?? body.returnedSummary
    let opening = body.text(upTo: 6_000)
    let said = DiagnosisWords.folded(opening)
    let saysFailure = BouncePhrases.failures.matches(said)
    // Digests and letters of welcome come from the same addresses; a refusal says so at once.
    let isListRefusal =
      header.isFromListProgram
      && BouncePhrases.listRefusals.matches(DiagnosisWords.folded(body.text(upTo: 600)))
    if standing.needsRefusal, !isListRefusal { return nil }
    let words = FreeTextRecipients(body, header, summary)
    let codes = ReplyCodes(in: opening)
    var points = standing.points
    if saysFailure || isListRefusal { points += 2 }
    if isListRefusal { points += 2 }
    if codes.reply != nil || codes.status != nil { points += 1 }
    if summary != nil { points += 1 }
    let isTold = saysFailure || isListRefusal || codes.reply != nil || codes.status != nil || standing.isCertain
    guard points >= 4, isTold else { return nil }
    // Parcels are delayed and mailboxes full in mail of people, too: something must come from a mail system.
    let isOfMailSystem =
      header.isFromDaemon || header.hasNullPath || !header.failedRecipients.isEmpty || summary != nil
      || isListRefusal || codes.reply != nil || codes.status != nil
    // A postmaster who answers somebody is a person, unless a server speaks.
    let isAnswerOfPerson =
      header.isReply && !header.hasNullPath && summary == nil && !isListRefusal && codes.reply == nil
    guard isOfMailSystem, !isAnswerOfPerson else { return nil }
    var addresses = header.failedRecipients
    if addresses.isEmpty { addresses = words.addresses }
    if addresses.isEmpty, depth == 0, let inner = ofReport(in: message, body) { return inner }
    if addresses.isEmpty { addresses = words.addressesOfOriginal }
    if addresses.isEmpty { addresses = words.addressMentioned }
    if addresses.isEmpty { return nil }
    return Classification(
      kind: .bounce, recipients: recipients(addresses, words, header, said), ownText: body.words,
      returned: ReturnedMessage(summary, messageID: body.namedMessageID))
  }

  private static func recipients(
    _ addresses: [String], _ words: FreeTextRecipients, _ header: ReportHeader, _ said: [UInt8]
  ) -> [ReportedRecipient] {
    var list = RecipientList([])
    var effort = DiagnosisEffort()
    let isDelay = BouncePhrases.delays.matches(said) || BouncePhrases.delays.opens(header.subject)
    let isOne = addresses.count == 1
    let context = isOne ? .none : DiagnosisWords(words.whole)
    for address in addresses {
      if list.isFull { break }
      let text = effort.take(isOne ? words.whole : words.words(about: address))
      let diagnosis = DiagnosisWords(text)
      var codes = ReplyCodes(in: text)
      let isTransient = isDelay || codes.failureClass == 4 || BouncePhrases.transient.matches(diagnosis.folded)
      let isStated = codes.status != nil
      if codes.status == nil { codes.status = StatusCode(class: codes.reply.map { $0 / 100 } ?? (isTransient ? 4 : 5)) }
      let rules = ReasonRules(
        diagnosis: diagnosis, context: context, subject: header.subject, codes: codes, isTransient: isTransient,
        isStatusStated: isStated)
      list.append(
        ReportedRecipient(
          address: address, status: codes.status?.description, replyCode: codes.reply, reason: rules.reason))
    }
    return list.all
  }

  /// The report that came back: systems send on what other systems report to them.
  private static func ofReport(in message: MailMessage, _ body: ReportText) -> Classification? {
    var bytes = message.attachments.lazy.compactMap { $0.part.attachedMessage == nil ? nil : $0.decoded() }.first
    if bytes == nil { bytes = body.original.map { Array(body.whole[$0...]) } }
    guard let bytes else { return nil }
    let inner = Classification.of(MailMessage(bytes), text: nil, depth: 1)
    guard inner.kind == .bounce else { return nil }
    return Classification(
      kind: .bounce, recipients: inner.recipients, ownText: body.words, returned: inner.returned)
  }

  /// The header of a message attached to the report.
  private static func returned(in message: MailMessage) -> MessageSummary? {
    for attachment in message.attachments {
      if let attached = attachment.part.attachedMessage { return attached.summary }
      if attachment.part.type.essence == "text/rfc822-headers" {
        return attachment.part.decoded().withUnsafeBytes { MessageSummary.read($0) }
      }
    }
    return nil
  }

  /// What the header counts for; nil where it excludes a report.
  private struct Standing {
    var points = 0
    /// From the program of a list, which writes much else.
    var needsRefusal = false
    /// The header alone says that something failed.
    var isCertain = false

    init?(_ header: ReportHeader) {
      let isKnownSubject = BouncePhrases.subjects.opens(header.subject)
      if header.isFromDaemon { points += 2 }
      if header.hasNullPath { points += 1 }
      if isKnownSubject { points += 2 }
      if !header.failedRecipients.isEmpty { points += 2 }
      // What a list distributes was sent by somebody who cites a report, save when the list itself was answered.
      let isReport = header.isFromDaemon && (isKnownSubject || header.hasNullPath)
      if header.isListPost, !isReport, !header.isFromListProgram { return nil }
      needsRefusal = header.isFromListProgram && !isReport
      if header.isFromNobody { points += 1 }
      isCertain = header.isFromDaemon && isKnownSubject
      if points == 0, !header.isFromListProgram { return nil }
    }
  }
}

extension ReportText {
  /// The beginning of the report's words.
  func text(upTo limit: Int) -> [UInt8] {
    var text: [UInt8] = []
    for line in lines where text.count < limit {
      text.append(contentsOf: whole[line].prefix(limit))
      text.append(0x0A)
    }
    return text
  }
}
