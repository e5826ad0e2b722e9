/// Phrases by reason, the telling ones before those that many failures share.
enum ReasonPhrases {
  static let table = PhraseTable<BounceReason>([
    (.hasMoved, AddressPhrases.moved),
    (.virusDetected, RefusalPhrases.virus),
    (.mailboxFull, TransportPhrases.mailboxFull),
    (.exceedLimit, TransportPhrases.exceedsRecipientLimit),
    (.networkError, ["dns error: … had no relevant answers"]),
    (.notAccept, AddressPhrases.noMail),
    (.noRelaying, RefusalPhrases.relaying),
    (.requirePTR, RefusalPhrases.reverseName),
    (.spamDetected, RefusalPhrases.spamVerdict),
    (.authFailure, RefusalPhrases.authentication),
    (.suspended, AddressPhrases.suspended),
    (.policyViolation, RefusalPhrases.policyVerdict),
    (.rejected, RefusalPhrases.sender),
    (.filtered, AddressPhrases.filtered),
    (.userUnknown, AddressPhrases.unknown),
    (.hostUnknown, AddressPhrases.noHost),
    (.badReputation, RefusalPhrases.reputation),
    (.spamDetected, RefusalPhrases.spam),
    (.tooManyConnections, TransportPhrases.tooMany),
    (.contentError, RefusalPhrases.headerTooLarge),
    (.messageTooBig, TransportPhrases.tooBig),
    (.notCompliantRFC, RefusalPhrases.notCompliant),
    (.contentError, RefusalPhrases.content),
    (.blocked, RefusalPhrases.blocked),
    (.policyViolation, RefusalPhrases.policy),
    (.syntaxError, TransportPhrases.syntax),
    (.networkError, TransportPhrases.routing),
    (.mailerError, TransportPhrases.program),
    (.systemError, TransportPhrases.systemPart),
    (.securityError, ["access denied"]),
    (.expired, TransportPhrases.outOfTime),
    (.systemError, TransportPhrases.system),
    (.securityError, RefusalPhrases.security),
    (.onHold, TransportPhrases.onHold),
    (.undefined, TransportPhrases.unspecified),
  ])

  /// Programs that mail is handed to.
  static let programs = PhraseTable<Void>([((), TransportPhrases.program)])

  /// Used where neither phrases nor codes tell more.
  static let weak = PhraseTable<BounceReason>([
    (.filtered, ["rejected by a remote mail server"]), (.userUnknown, AddressPhrases.refused),
  ])
}
