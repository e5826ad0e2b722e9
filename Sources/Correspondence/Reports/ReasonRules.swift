/// Why a message was not delivered, from what a report says of one recipient.
struct ReasonRules {
  /// What the system said, in the order in which it is to be believed: its diagnosis, then what the report's own words add.
  var diagnosis: DiagnosisWords
  var context: DiagnosisWords
  /// The subject, folded: believed last.
  var subject: [UInt8] = []
  var codes: ReplyCodes
  /// The report is about a delay, or about a failure that passes.
  var isTransient: Bool

  /// The status code stands in the report, rather than being concluded from it.
  var isStatusStated = true
  /// A program of the reporting system said it.
  var isLocal = false

  var reason: BounceReason {
    if let phrase = diagnosis.phrase(codes) ?? (diagnosis.isEmpty ? context.phrase(codes) : nil) {
      return adjusted(phrase)
    }
    if let reason = codes.status.flatMap(StatusReasons.reason) { return adjusted(reason) }
    if isLocal { return .mailerError }
    if let phrase = context.phrase(codes) ?? diagnosis.weak ?? context.weak { return adjusted(phrase) }
    if let phrase = ReasonPhrases.table.meaning(in: subject) { return phrase }
    let isEmpty = diagnosis.isEmpty && context.isEmpty
    return byStage(stage) ?? byCodes ?? (isTransient ? .expired : isEmpty ? .undefined : .onHold)
  }

  private var stage: SMTPStage? { diagnosis.stage ?? context.stage }

  private func adjusted(_ reason: BounceReason) -> BounceReason {
    let said = diagnosis.isEmpty ? context.folded : diagnosis.folded
    let (subject, detail) = (codes.status?.subject, codes.status?.detail)
    return switch (reason, stage) {
    case (.userUnknown, _) where subject == 1 && detail == 6: .hasMoved
    case (.messageTooBig, _) where subject == 2 && detail == 3: .exceedLimit
    // An address that was taken and then refused with the message was refused by what reads messages.
    case (.userUnknown, .data) where subject != 1 && CarrierPhrases.userUnknown.matches(said): .filtered
    case (.userUnknown, _) where CarrierPhrases.refusals.matches(said): .filtered
    // Bare words, which no server said: carriers' gateways write them for whatever their subscribers refuse.
    case (.userUnknown, nil) where codes.reply == nil && !isStatusStated && CarrierPhrases.userUnknown.matches(said):
      .filtered
    case (.userUnknown, _) where isLocal && ReasonPhrases.programs.matches(said): .mailerError
    // The recipient had not been named yet.
    case (.userUnknown, .connection), (.hostUnknown, .connection): .blocked
    case (.userUnknown, .sender), (.hostUnknown, .sender): .rejected
    case (.systemError, .connection) where codes.reply == 421: .blocked
    default: reason
    }
  }

  private func byStage(_ stage: SMTPStage?) -> BounceReason? {
    guard let reply = codes.reply else { return nil }
    switch stage {
    case .connection: return reply < 500 ? .expired : .blocked
    case .sender: return reply < 500 ? nil : .rejected
    case .recipient where reply == 550: return .userUnknown
    case .data where reply >= 550: return codes.status?.subject == 7 ? .policyViolation : .filtered
    default: return nil
    }
  }

  private var byCodes: BounceReason? {
    if let reply = codes.reply { return byReply(reply) }
    return switch codes.status?.subject {
    case 7: .securityError
    case 1: .userUnknown
    case 4: .networkError
    default: nil
    }
  }

  private func byReply(_ reply: Int) -> BounceReason {
    switch reply {
    case 421: .expired
    case 422, 452, 552: .mailboxFull
    case 431, 451, 471: .systemError
    case 500...504: .syntaxError
    case 521, 556: .notAccept
    case 525: .suspended
    case 523, 534: .messageTooBig
    case 530, 535, 538: .securityError
    case 550: codes.status?.subject == 7 ? .securityError : .userUnknown
    case 551: .hasMoved
    default: codes.status?.subject == 7 ? .securityError : .onHold
    }
  }
}
