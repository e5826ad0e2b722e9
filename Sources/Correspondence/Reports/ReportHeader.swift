import MailFormat

/// What a message's header tells of who wrote it: a person, or a mail system.
struct ReportHeader {
  /// `Subject`, folded, without blank space at both ends and opening brackets.
  let subject: [UInt8]
  let from: [Mailbox]
  /// `To`, `Cc` and where the message was delivered to: the reader of a report, not whom it is about.
  let readers: Set<String>
  /// The sender's address or name is one that mail systems report under.
  let isFromDaemon: Bool
  /// The address is one that nobody reads.
  let isFromNobody: Bool
  /// The address is one that programs of mailing lists write under.
  let isFromListProgram: Bool
  /// The return path is null, as it is of all reports (RFC 5321 section 4.5.5).
  let hasNullPath: Bool
  /// Distributed by a mailing list.
  let isListPost: Bool
  /// Answers another message.
  let isReply: Bool
  /// `X-Failed-Recipients` of Exim and of Google.
  let failedRecipients: [String]

  private let root: MailPart

  init(of message: MailMessage) {
    root = message.root
    let summary = root.summary
    let folded = FoldedText((summary.subject ?? "").utf8).bytes
    subject = Array(folded[folded.trimmedRange].drop { Self.brackets.contains($0) })
    from = summary.from
    isReply = !summary.inReplyTo.isEmpty || !summary.references.isEmpty
    var readers = Set((summary.to + summary.cc).prefix(1_000).map { AddressScanner.key($0.address) })
    for name in ["Delivered-To", "X-Original-To", "X-Apparently-To", "Envelope-To"] {
      for value in message.root.values(of: name).prefix(10) {
        for found in AddressScanner.addresses(in: Array(value.utf8), limit: 10) {
          readers.insert(AddressScanner.key(found.address))
        }
      }
    }
    readers.remove("")
    self.readers = readers
    let path = message.root.values(of: "Return-Path").first.map { FoldedText($0.utf8).bytes }
    hasNullPath = path.map { Self.nullPaths.opens(Array($0[$0.trimmedRange])) } ?? false
    let hasField = !message.root.values(of: "From").isEmpty
    isFromDaemon = Self.isDaemon(summary.from, hasField: hasField)
    isFromNobody = summary.from.contains { Self.unread.opens(FoldedText($0.address.utf8.prefix(64)).bytes) }
    isFromListProgram = summary.from.contains { Self.isListProgram($0.address) }
    let precedence = message.root.values(of: "Precedence").first.map { FoldedText($0.utf8).bytes } ?? []
    isListPost =
      precedence.hasBytes("list".utf8, at: precedence.trimmedRange.lowerBound)
      || ["List-Id", "List-Post", "X-Mailing-List", "Mailing-List"].contains { !message.root.values(of: $0).isEmpty }
    failedRecipients = message.root.values(of: "X-Failed-Recipients").flatMap { value in
      AddressScanner.addresses(in: Array(value.utf8), limit: BounceRules.maximumRecipients).map(\.address)
    }
  }

  /// What systems put around the first words of a subject.
  private static let brackets = Array("[(*{<".utf8)

  /// The values of a field, folded.
  func folded(_ name: String) -> [[UInt8]] {
    root.values(of: name).map {
      let bytes = FoldedText($0.utf8).bytes
      return Array(bytes[bytes.trimmedRange])
    }
  }

  func has(_ name: String) -> Bool { !root.values(of: name).isEmpty }

  /// The sender of a message as the one that it tells something of.
  func senderAsRecipient(reason: BounceReason?) -> [ReportedRecipient] {
    from.prefix(1).map { ReportedRecipient(address: $0.address, status: nil, replyCode: nil, reason: reason) }
  }

  // MARK: Senders

  private static func isDaemon(_ from: [Mailbox], hasField: Bool) -> Bool {
    // `From: <>` is what some gateways write; a header without From is merely damaged.
    if from.allSatisfy({ $0.address.isEmpty && ($0.name ?? "").isEmpty }) { return hasField }
    return from.prefix(2).contains { mailbox in
      let local = FoldedText(mailbox.address.utf8.prefix { $0 != UInt8(ascii: "@") }).bytes
      if local.count <= 40, daemonAddresses.contains(String(decoding: local, as: UTF8.self)) { return true }
      return daemonNames.matches(FoldedText((mailbox.name ?? "").utf8.prefix(200)).bytes)
    }
  }

  private static let daemonAddresses: Set<String> = [
    "mailer-daemon", "mailer_daemon", "mailerdaemon", "mail-daemon", "maildaemon", "mail.daemon", "mdaemon", "daemon",
    "postmaster", "post_master", "post-master", "poostmaster", "postoffice", "mailadmin", "mail-admin", "mailsystem",
    "mail-system", "smtp-daemon", "uucp", "mmdf", "bounce", "bounces", "mail-errors", "mailerror", "ndr",
    "delivery-failure", "mail-delivery-subsystem", "microsoftexchange329e71ec88ae4615bbc36ab6ce41109e",
  ]

  private static let daemonNames = PhraseTable<Void>([
    (
      (),
      [
        "mail delivery s", "mail deliver system", "mailer-daemon", "mailer daemon", "mail administrator",
        "mail delivery agent", "postmaster", "system administrator", "microsoft outlook", "delivery subsystem",
        "mail transport system", "mail router", "smtp gateway", "internet mail delivery", "mail system administrator",
        "systemadministrator", "administrateur système", "sistem yöneticisi",
      ]
    )
  ])

  private static let nullPaths = PhraseTable<Void>([
    ((), ["<>", "<null>", "<mailer-daemon", "mailer-daemon", "<#@[]>", "<postmaster", "<\"\">"])
  ])

  private static let unread = PhraseTable<Void>([
    ((), ["no-reply", "noreply", "no_reply", "no.reply", "donotreply", "do-not-reply", "do_not_reply", "nobody@"])
  ])

  private static func isListProgram(_ address: String) -> Bool {
    let local = FoldedText(address.utf8.prefix { $0 != UInt8(ascii: "@") }).bytes
    return local.count <= 128 && (listPrograms.opens(local) || listEndings.closes(local[...]))
  }

  private static let listPrograms = PhraseTable<Void>([
    ((), ["majordomo", "listserv", "mailman", "sympa", "ezmlm", "listproc", "ecartis", "lists-", "owner-"])
  ])
  private static let listEndings = PhraseTable<Void>([
    ((), ["-admin", "-owner", "-request", "-bounces", "-bounce", "-return", "-ctl", "-help", "-manager"])
  ])
}
