/// How the files that are offered for intake are to be read.
public enum MailboxFormat: String, CaseIterable, Sendable {
  /// Decided for every folder by its contents and for every file by its first bytes.
  case auto
  /// Folders with `cur` and `new`, Maildir++ subfolders included.
  case maildir
  /// As `mboxcl2` where the lengths stated by a file's first messages all fit, otherwise as `mboxrd`.
  case mbox
  /// `>From ` stands for `From `; deeper quoting is left alone. This dialect cannot tell the two apart, so prefer `mboxrd`.
  case mboxo
  /// Every line of `>` signs followed by `From ` has one sign too many (qmail's mbox(5)).
  case mboxrd
  /// Nothing is quoted; `Content-Length` says where a message ends.
  case mboxcl2
  /// Every file is one message.
  case eml
}
