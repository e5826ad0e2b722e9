import MailFormat

/// Reports with a part for programs: RFC 3464, RFC 8098, RFC 5965.
enum StandardReports {
  /// - Returns: nil where the machine-readable part says nothing, so that the words must do.
  static func classify(
    _ message: MailMessage, _ report: MailReport, _ header: ReportHeader, text: String?
  ) -> Classification? {
    let body = ReportText(text ?? message.readableText)
    switch report {
    case .delivery(let delivery): return bounce(delivery, report, header, body)
    case .disposition(let disposition):
      let returned = ReturnedMessage(report.returnedSummary, messageID: disposition.originalMessageID)
      let address = disposition.finalRecipient?.address ?? disposition.originalRecipient?.address
      let recipients = address.map {
        [ReportedRecipient(address: $0, status: nil, replyCode: nil, reason: nil)]
      }
      return Classification(
        kind: .receipt, recipients: recipients ?? header.senderAsRecipient(reason: nil), ownText: body.words,
        returned: returned)
    case .feedback(let feedback):
      return Classification(
        kind: .feedback, recipients: ComplaintForms.recipients(feedback, report.returnedSummary), ownText: body.words,
        returned: ReturnedMessage(report.returnedSummary))
    }
  }

  private static func bounce(
    _ delivery: DeliveryReport, _ report: MailReport, _ header: ReportHeader, _ body: ReportText
  ) -> Classification? {
    let summary = report.returnedSummary ?? body.returnedSummary
    let failed = delivery.recipients.filter { !$0.isSuccess }
    if failed.isEmpty, !delivery.recipients.isEmpty {
      let recipients = RecipientList(
        delivery.recipients.map { entry in
          ReportedRecipient(
            address: entry.bestAddress ?? "", status: entry.status?.description, replyCode: nil, reason: nil)
        })
      return Classification(
        kind: .receipt, recipients: recipients.all, ownText: body.words,
        returned: ReturnedMessage(summary, messageID: body.namedMessageID))
    }
    var list = RecipientList([])
    let words = FreeTextRecipients(body, header, summary)
    var effort = DiagnosisEffort()
    let fallback =
      failed.allSatisfy { $0.bestAddress != nil } ? nil : header.failedRecipients.first ?? words.onlyAddress
    for entry in failed {
      if list.isFull { break }
      guard let address = entry.bestAddress ?? fallback else { continue }
      let diagnosis = effort.take(Array((entry.diagnosticCode?.text ?? "").utf8))
      let context = effort.take(failed.count == 1 ? words.whole : words.words(about: address))
      list.append(
        DeliveryRules(entry, diagnosis: diagnosis, context: context, subject: header.subject).recipient(address))
    }
    if list.all.isEmpty { return nil }
    return Classification(
      kind: .bounce, recipients: list.all, ownText: body.words,
      returned: ReturnedMessage(summary, messageID: body.namedMessageID))
  }
}

/// How much is read of a report about many.
struct DiagnosisEffort {
  private var left = BounceRules.maximumDiagnosisBytesTogether

  /// The text, as far as it is read.
  mutating func take(_ text: [UInt8]) -> [UInt8] {
    let taken = Array(text.prefix(min(left, BounceRules.maximumDiagnosisBytes)))
    left -= taken.count
    return taken
  }
}

/// Recipients, each address once. The first that is said of one counts.
struct RecipientList {
  private(set) var all: [ReportedRecipient] = []
  private var keys: Set<String> = []

  var isFull: Bool { all.count >= BounceRules.maximumRecipients }

  init(_ recipients: [ReportedRecipient]) { recipients.forEach { append($0) } }

  mutating func append(_ recipient: ReportedRecipient) {
    guard !isFull, keys.insert(AddressScanner.key(recipient.address)).inserted else { return }
    all.append(recipient)
  }
}

extension DeliveryReport.Recipient {
  fileprivate var isSuccess: Bool {
    switch action {
    case .delivered, .relayed, .expanded: true
    default: action != .failed && action != .delayed && status?.class == 2
    }
  }

  /// The address that mail can be sent to: what the sender gave, unless only the other is an address.
  fileprivate var bestAddress: String? {
    let given = [final, original].compactMap { $0?.address }
    // A pipe or a file behind an alias is no address; without any other it names the recipient all the same.
    let plain = given.first {
      $0.utf8.contains(UInt8(ascii: "@")) && !$0.utf8.contains(UInt8(ascii: "|"))
        && !$0.utf8.contains(UInt8(ascii: " "))
    }
    return plain ?? given.first { $0.utf8.first != UInt8(ascii: "|") && !$0.utf8.contains(UInt8(ascii: " ")) }
  }
}

/// The verdict of a delivery report on one recipient.
private struct DeliveryRules {
  private let codes: ReplyCodes
  private let reason: BounceReason

  init(_ entry: DeliveryReport.Recipient, diagnosis: [UInt8], context: [UInt8], subject: [UInt8]) {
    var codes = ReplyCodes(in: diagnosis)
    let stated =
      entry.fields.first { FoldedText($0.name.utf8).bytes.elementsEqual("status".utf8) }
      .map { ReplyCodes(in: Array($0.value.utf8)).status } ?? nil
    // The words of the system that refused say more than the field that the reporting one sums them up in.
    if codes.status.map(\.isGeneric) ?? true { codes.status = stated ?? codes.status }
    let cited = ReplyCodes(in: context)
    let isSilent = diagnosis.trimmedRange.isEmpty
    if isSilent { codes.reply = codes.reply ?? cited.reply }
    if codes.status.map(\.isGeneric) ?? true, let status = cited.status, isSilent || codes.status == nil,
      !status.isGeneric || codes.status == nil
    {
      codes.status = status
    }
    let isDelayed = entry.action == .delayed
    if codes.status == nil {
      codes.status = StatusCode(class: isDelayed ? 4 : codes.reply.map { $0 / 100 } ?? 5)
    }
    let rules = ReasonRules(
      diagnosis: DiagnosisWords(diagnosis), context: DiagnosisWords(context), subject: subject, codes: codes,
      isTransient: isDelayed || codes.status?.class == 4,
      isLocal: entry.diagnosticCode?.type == "x-unix")
    reason = rules.reason
    self.codes = codes
  }

  func recipient(_ address: String) -> ReportedRecipient {
    ReportedRecipient(
      address: address, status: codes.status?.description, replyCode: codes.reply, reason: reason)
  }
}
