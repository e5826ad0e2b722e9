/// What enhanced status codes mean by themselves (RFC 3463 section 3, IANA registry of SMTP enhanced status codes).
enum StatusReasons {
  /// The reason that a status names; nil for one that says too little.
  static func reason(of status: StatusCode) -> BounceReason? {
    switch status.subject {
    case 1: address(status)
    case 2: mailbox(status)
    case 3: system(status)
    case 4: network(status)
    case 5: `protocol`(status)
    case 6: content(status)
    case 7: policy(status)
    default: nil
    }
  }

  private static func address(_ status: StatusCode) -> BounceReason? {
    switch status.detail {
    case 1, 3, 5: .userUnknown
    case 2: .hostUnknown
    case 4: .userUnknown  // ambiguous
    case 6: .hasMoved
    case 7, 8: .rejected
    case 9: .systemError
    case 10: .notAccept
    case 351: .userUnknown  // Exchange Online
    default: nil
    }
  }

  private static func mailbox(_ status: StatusCode) -> BounceReason? {
    switch status.detail {
    case 1: .suspended
    case 2: .mailboxFull
    case 3: .exceedLimit
    case 4: .mailerError
    default: nil
    }
  }

  private static func system(_ status: StatusCode) -> BounceReason? {
    switch status.detail {
    case 1: status.class == 4 ? .systemError : .mailboxFull
    case 2: status.class == 5 ? .notAccept : .systemError
    case 3, 5, 6: .systemError
    case 4: .messageTooBig
    default: nil
    }
  }

  private static func network(_ status: StatusCode) -> BounceReason? {
    switch status.detail {
    case 1, 2, 7: .expired
    case 3: .systemError
    case 4: status.class == 5 ? .hostUnknown : .networkError
    case 5: .tooManyConnections
    case 6: .networkError
    case 310, 312: .hostUnknown  // Exchange Online
    case 300, 316: .expired
    default: nil
    }
  }

  private static func `protocol`(_ status: StatusCode) -> BounceReason? {
    switch status.detail {
    case 1, 2, 4: .syntaxError
    case 3: .tooManyConnections
    case 5, 6: .syntaxError
    default: nil
    }
  }

  private static func content(_ status: StatusCode) -> BounceReason? {
    switch status.detail {
    case 1, 2, 3, 5, 6, 7: .contentError
    case 8, 9: .contentError
    default: nil
    }
  }

  private static func policy(_ status: StatusCode) -> BounceReason? {
    switch status.detail {
    case 2: .rejected
    case 3, 4, 5, 6: .securityError
    case 8, 9, 10, 11, 12, 14, 15: .securityError
    case 13: .suspended
    case 16, 17, 18, 19: .securityError
    case 20, 21, 22, 23, 24, 26, 28, 29, 30: .authFailure
    case 25: .requirePTR
    case 27: .notAccept
    case 508, 509, 512: .authFailure  // Exchange Online
    case 501, 502, 503, 606: .blocked
    default: nil
    }
  }
}
