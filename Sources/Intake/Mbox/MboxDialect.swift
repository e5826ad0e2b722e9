/// The members of the mbox family that are read. They differ in how a writer keeps a body line that begins with `From `
/// from being taken for the next message. Described in qmail's mbox(5) and in "Mbox" of the Library of Congress formats
/// (fdd000383 to fdd000386); RFC 4155 appendix A names no quoting at all.
public enum MboxDialect: Sendable, Hashable, CaseIterable {
  /// `From ` was written as `>From `; a `>From ` of the sender's own was left alone, so undoing it is a guess.
  case mboxo
  /// Every `>`…`>From ` got one more sign: exactly reversible.
  case mboxrd
  /// No quoting; a `Content-Length` header field counts the bytes of the body.
  case mboxcl2

  /// What has to be undone in the lines of a message.
  public var quoting: MboxQuoting {
    switch self {
    case .mboxo: .single
    case .mboxrd: .nested
    case .mboxcl2: .none
    }
  }
}

/// How lines that begin with `From ` were changed when a message was put into an mbox.
public enum MboxQuoting: Sendable, Hashable {
  case none
  /// `>From ` → `From `, and nothing else.
  case single
  /// `>From ` → `From `, `>>From ` → `>From `, and so on.
  case nested
}
