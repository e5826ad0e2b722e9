/// Why a message was not delivered. The raw values are the class names of the bounce corpora.
public enum BounceReason: String, Sendable, CaseIterable {
  /// SPF, DKIM or DMARC of the sender's domain failed.
  case authFailure = "authfailure"
  /// The sending address or network is thought badly of.
  case badReputation = "badreputation"
  /// The sending host was refused, by a block list or when it connected.
  case blocked
  /// The message's header or a file in it was refused.
  case contentError = "contenterror"
  /// Larger than the recipient takes, or too many recipients for one message.
  case exceedLimit = "exceedlimit"
  /// Not delivered in time: the host did not answer, or the message went stale.
  case expired
  /// Somebody complained of the message.
  case feedback
  /// Refused by the recipient's own settings, or after the recipient had been accepted.
  case filtered
  /// The recipient has another address now.
  case hasMoved = "hasmoved"
  /// There is no such domain.
  case hostUnknown = "hostunknown"
  case mailboxFull = "mailboxfull"
  /// A program that mail is handed to failed.
  case mailerError = "mailererror"
  /// Larger than the system takes.
  case messageTooBig = "mesgtoobig"
  /// No way to the host, or in circles.
  case networkError = "networkerror"
  /// The host does not pass mail on for the sender.
  case noRelaying = "norelaying"
  /// The domain takes no mail at all (RFC 7505).
  case notAccept = "notaccept"
  /// The message is not as the RFCs have it.
  case notCompliantRFC = "notcompliantrfc"
  /// The report gives no reason.
  case onHold = "onhold"
  case policyViolation = "policyviolation"
  /// The sender was refused.
  case rejected
  /// The sending host has no name in the DNS, or not a fitting one.
  case requirePTR = "requireptr"
  /// Refused for reasons of security: credentials, encryption, rights.
  case securityError = "securityerror"
  case spamDetected = "spamdetected"
  /// The account is closed or suspended.
  case suspended = "suspend"
  /// A command or an address was malformed.
  case syntaxError = "syntaxerror"
  /// The receiving system is in trouble.
  case systemError = "systemerror"
  /// Too many connections, messages or recipients at a time.
  case tooManyConnections = "toomanyconn"
  /// The report gives a reason that says nothing.
  case undefined
  /// There is no such mailbox.
  case userUnknown = "userunknown"
  /// An automatic reply.
  case vacation
  case virusDetected = "virusdetected"
}
