import Correspondence
import Testing

/// The forms of mail systems that follow no standard, with made-up names.
@Suite("Reports that follow no standard") struct FreeFormBounceTests {
  struct Form: CustomTestStringConvertible, Sendable {
    var name: String
    var subject = "failure notice"
    var text: String
    var said: [String]
    var testDescription: String { name }
  }

  /// `said`: address, status, reason, `!` for hard.
  @Test("the form of a mail system is understood", arguments: forms)
  func form(_ form: Form) {
    let found = Letters.report(form.text, subject: form.subject)
    #expect(found.kind == .bounce)
    let said = found.recipients.map {
      "\($0.address) \($0.status ?? "-") \($0.reason?.rawValue ?? "-")\($0.isHard ? "!" : "")"
    }
    #expect(said == form.said)
  }

  static let forms: [Form] = [
    Form(
      name: "qmail",
      text: """
        Hi. This is the qmail-send program at posta.example.
        I'm afraid I wasn't able to deliver your message to the following addresses.
        This is a permanent error; I've given up. Sorry it didn't work out.

        <yok@liman.example>:
        192.0.2.7 does not like recipient.
        Remote host said: 550 5.1.1 no such user
        Giving up on 192.0.2.7.

        <can@iskele.example>:
        Sorry, I couldn't find any host named iskele.example. (#5.1.2)

        --- Below this line is a copy of the message.

        Return-Path: <ayse@meltem.example>
        Message-ID: <42@meltem.example>
        From: ayse@meltem.example
        To: yok@liman.example
        """,
      said: ["yok@liman.example 5.1.1 userunknown!", "can@iskele.example 5.1.2 hostunknown!"]),
    Form(
      name: "Exim", subject: "Mail delivery failed: returning message to sender",
      text: """
        This message was created automatically by mail delivery software.

        A message that you sent could not be delivered to one or more of its
        recipients. This is a permanent error. The following address(es) failed:

          yok@liman.example
            SMTP error from remote mail server after RCPT TO:<yok@liman.example>:
            host mx.liman.example [192.0.2.7]: 550 No such user here
          dolu@iskele.example
            (ultimately generated from liste@posta.example)
            mailbox is full: retry timeout exceeded

        ------ This is a copy of the message, including all the headers. ------

        Return-path: <ayse@meltem.example>
        """,
      said: ["yok@liman.example 5.0.0 userunknown!", "dolu@iskele.example 4.0.0 mailboxfull"]),
    Form(
      name: "Postfix before it reported to programs", subject: "Undelivered Mail Returned to Sender",
      text: """
        This is the Postfix program at host posta.example.

        I'm sorry to have to inform you that the message returned
        below could not be delivered to one or more destinations.

        For further assistance, please send mail to <yardim@posta.example>

        <yok@liman.example>: host mx.liman.example[192.0.2.7] said: 550 5.1.1
            <yok@liman.example>: User unknown in virtual mailbox table (in reply to RCPT TO
            command)
        """,
      said: ["yok@liman.example 5.1.1 userunknown!"]),
    Form(
      name: "Sendmail", subject: "Returned mail: see transcript for details",
      text: """
        The original message was received at Mon, 6 Jan 2003 09:00:00 +0200
        from localhost [127.0.0.1]

           ----- The following addresses had permanent fatal errors -----
        <yok@liman.example>
            (reason: 550 5.1.1 <yok@liman.example>... User unknown)
            (expanded from: <liste@posta.example>)

           ----- Transcript of session follows -----
        ... while talking to mx.liman.example.:
        >>> RCPT To:<yok@liman.example>
        <<< 550 5.1.1 <yok@liman.example>... User unknown
        550 5.1.1 <yok@liman.example>... User unknown
        """,
      said: ["yok@liman.example 5.1.1 userunknown!"]),
    Form(
      name: "Exchange 5.5", subject: "Undeliverable: Teklif",
      text: """
        Your message

          To:      yok@liman.example
          Subject: Teklif
          Sent:    Mon, 6 Jan 2003 09:00:00 +0200

        did not reach the following recipient(s):

        yok@liman.example on Mon, 6 Jan 2003 09:00:02 +0200
            The recipient name is not recognized
            The MTS-ID of the original message is: c=tr;a= ;p=liman;l=X0301060700
            MSEXCH:IMS:Liman:ISTANBUL:X 0 (000C05A6) Unknown Recipient
        """,
      said: ["yok@liman.example 5.0.0 userunknown!"]),
    Form(
      name: "Exchange, as its users see it", subject: "Undeliverable: Teklif",
      text: """
        Delivery has failed to these recipients or groups:

        Can Liman (yok@liman.example)<mailto:yok@liman.example>
        The e-mail address you entered couldn't be found. Please check the recipient's
        e-mail address and try to resend the message.

        Diagnostic information for administrators:

        Generating server: liman.example

        yok@liman.example
        #550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##
        """,
      said: ["yok@liman.example 5.1.1 userunknown!"]),
    Form(
      name: "Domino", subject: "DELIVERY FAILURE: User yok not listed in Domino Directory",
      text: """
        Your message

          Subject: Teklif

        was not delivered to:

          yok@liman.example

        because:

          User yok (yok@liman.example) not listed in Domino Directory
        """,
      said: ["yok@liman.example 5.0.0 userunknown!"]),
    Form(
      name: "an X.400 gateway", subject: "Delivery Report (failure)",
      text: """
        This report relates to your message: Subject: Teklif,
        of Mon, 6 Jan 2003 09:00:00 +0200

        Your message was not delivered to:
            yok@liman.example
        for the following reason:
            Recipient's name is not recognised (unrecognised-OR-name)
            MTA 'liman' gives error message: unable-to-transfer
        """,
      said: ["yok@liman.example 5.0.0 userunknown!"]),
    Form(
      name: "Courier", subject: "NOTICE: mail delivery status.",
      text: """
        This is a delivery status notification from posta.example,
        running the Courier mail server.

                                   UNDELIVERABLE MAIL

        Your message to the following recipients cannot be delivered:

        <yok@liman.example>:
            mx.liman.example [192.0.2.7]:
        <<< 550 User unknown.
        """,
      said: ["yok@liman.example 5.0.0 userunknown!"]),
    Form(
      name: "MMDF", subject: "Failed mail  (msg.aa12345)",
      text: """
        Your message could not be delivered to
        'yok@liman.example (host: liman.example) (queue: smtp)' for the following
        reason:  ' No such user'
        """,
      said: ["yok@liman.example 5.0.0 userunknown!"]),
    Form(
      name: "GroupWise", subject: "Message status - undeliverable",
      text: """
        The attached file had the following undeliverable recipient(s):
        \tyok@liman.example

        Transcript of session follows:
        550 5.1.1 User not found
        """,
      said: ["yok@liman.example 5.1.1 userunknown!"]),
    Form(
      name: "MDaemon", subject: "Permanent Delivery Failure",
      text: """
        The attached message had PERMANENT fatal delivery errors!

        After one or more unsuccessful delivery attempts the attached message has
        been removed from the mail queue on this server.

        Failed address: dolu@liman.example

        --- Session Transcript ---
        Mon 2003-01-06 09:00:00: --> RCPT To:<dolu@liman.example>
        Mon 2003-01-06 09:00:00: <-- 552 5.2.2 Mailbox full
        --- End Transcript ---
        """,
      said: ["dolu@liman.example 5.2.2 mailboxfull"]),
    Form(
      name: "Yahoo", subject: "Failure Notice",
      text: """
        Sorry, we were unable to deliver your message to the following address.

        <kapali@liman.example>:
        554: delivery error: dd Sorry, your message to kapali@liman.example cannot be delivered. This mailbox is disabled (554.30).

        --- Below this line is a copy of the message.
        """,
      said: ["kapali@liman.example 5.0.0 suspend"]),
    Form(
      name: "Google", subject: "Delivery Status Notification (Failure)",
      text: """
        Delivery to the following recipient failed permanently:

             yok@liman.example

        Technical details of permanent failure:
        Google tried to deliver your message, but it was rejected by the server for the recipient domain
        liman.example by mx.liman.example. [192.0.2.7].

        The error that the other server returned was:
        550 5.1.1 <yok@liman.example>: Recipient address rejected: User unknown

        ----- Original message -----

        From: ayse@meltem.example
        """,
      said: ["yok@liman.example 5.1.1 userunknown!"]),
    Form(
      name: "IIS", subject: "Delivery Status Notification (Failure)",
      text: """
        This is an automatically generated Delivery Status Notification.

        Unable to deliver message to the following recipients, due to being unable to connect successfully to the destination mail server.

               can@liman.example
        """,
      said: ["can@liman.example 5.0.0 expired"]),
    Form(
      name: "Turkish words", subject: "Teslim Edilemedi: Teklif",
      text: """
        İletiniz aşağıdaki alıcıya teslim edilemedi:

        yok@liman.example

        Nedeni: KULLANICI BULUNAMADI
        """,
      said: ["yok@liman.example 5.0.0 userunknown!"]),
    Form(
      name: "Turkish words for a full mailbox", subject: "İletilemeyen e-posta",
      text: "dolu@liman.example adresine iletiniz ulaştırılamadı. Posta kutusu dolu.\n",
      said: ["dolu@liman.example 5.0.0 mailboxfull"]),
    Form(
      name: "German words", subject: "Unzustellbar: Angebot",
      text: "Ihre Nachricht konnte nicht zugestellt werden an:\n\nyok@liman.example\n\nEmpfänger unbekannt\n",
      said: ["yok@liman.example 5.0.0 userunknown!"]),
    Form(
      name: "Russian words", subject: "Недоставленное сообщение",
      text: "Ваше письмо не может быть доставлено:\n\nyok@liman.example\n\nПользователь не найден\n",
      said: ["yok@liman.example 5.0.0 userunknown!"]),
    Form(
      name: "Chinese words", subject: "系统退信",
      text: "您的邮件无法投递到：\n\nyok@liman.example\n\n用户不存在\n",
      said: ["yok@liman.example 5.0.0 userunknown!"]),
    Form(
      name: "Japanese words", subject: "配信エラー",
      text: "以下の宛先に送信できませんでした。\n\ndolu@liman.example\n\nメールボックスが一杯です。\n",
      said: ["dolu@liman.example 5.0.0 mailboxfull"]),
    Form(
      name: "Chinese words beside English ones", subject: "系统退信/Systems bounce",
      text: "很抱歉，您的邮件未能成功送达。\n\n收件人： yok@liman.example\n\n退信原因：\n收件人邮箱不存在 550 Mailbox not found\n",
      said: ["yok@liman.example 5.0.0 userunknown!"]),
    Form(
      name: "Korean words", subject: "[발송실패 안내] yok@liman.example",
      text: "메일이 전송되지 못했습니다.\n받는 사람: yok@liman.example\n사유: 550 5.1.1 User unknown\n",
      said: ["yok@liman.example 5.1.1 userunknown!"]),
    Form(
      name: "James", subject: "[BOUNCE]",
      text: """
        I'm afraid I wasn't able to deliver your message to the following addresses.

        Failed recipient(s):
        yok@liman.example

        Error message:
        550 - Requested action not taken: no such user here

        Message details:
          MAIL FROM: ayse@meltem.example
          RCPT TO: yok@liman.example
        """,
      said: ["yok@liman.example 5.0.0 userunknown!"]),
    Form(
      name: "CommuniGate", subject: "Undeliverable mail: Teklif",
      text: "Failed to deliver to '<yok@liman.example>'\nLOCAL module(account yok) reports:\n account does not exist\n",
      said: ["yok@liman.example 5.0.0 userunknown!"]),
    Form(
      name: "IMail", subject: "Undeliverable Mail",
      text: "User mailbox exceeds allowed size: dolu@liman.example\n\nOriginal message follows.\n",
      said: ["dolu@liman.example 5.0.0 mailboxfull"]),
    Form(
      name: "a Sieve script that refuses", subject: "Rejected: Teklif",
      text:
        "Your message to <dolu@liman.example> was automatically rejected:\n\nQuota exceeded (mailbox for user is full)\n",
      said: ["dolu@liman.example 5.0.0 mailboxfull"]),
    Form(
      name: "a warning", subject: "Warning: could not send message for past 4 hours",
      text: """
        THIS IS A WARNING MESSAGE ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.

           ----- The following addresses had transient non-fatal errors -----
        <can@liman.example>

           ----- Transcript of session follows -----
        <can@liman.example>... Deferred: Connection timed out with mx.liman.example.
        """,
      said: ["can@liman.example 4.0.0 expired"]),
  ]

  @Test("the message that came back within the text is found")
  func returned() {
    let found = Letters.report(
      """
      <yok@liman.example>: 550 5.1.1 User unknown

      --- Below this line is a copy of the message.

      Return-Path: <ayse@meltem.example>
      Message-ID: <42@meltem.example>
      Subject: =?utf-8?Q?Teklif_=C4=B0stanbul?=
      From: Ayşe <ayse@meltem.example>
      To: yok@liman.example
      References: <40@meltem.example>

      Kimse okumadı: baska@liman.example
      """)
    #expect(found.recipients.map(\.address) == ["yok@liman.example"])
    #expect(found.returned?.messageID == "42@meltem.example")
    #expect(found.returned?.subject == "Teklif İstanbul")
    #expect(found.returned?.references == ["40@meltem.example"])
    #expect(found.ownText == "<yok@liman.example>: 550 5.1.1 User unknown")
  }

  @Test("a field for the failed recipients outranks the words")
  func failedRecipients() {
    let found = Letters.classify(
      "From: Mail Delivery System <Mailer-Daemon@posta.example>\nX-Failed-Recipients: yok@liman.example, dolu@liman.example\nSubject: Mail delivery failed",
      "Something about yardim@posta.example.\nyok@liman.example: no such user\ndolu@liman.example: quota exceeded\n")
    #expect(found.recipients.map(\.address) == ["yok@liman.example", "dolu@liman.example"])
    #expect(found.recipients.map(\.reason) == [.userUnknown, .mailboxFull])
  }

  @Test("the program of a mailing list that refuses is a bounce")
  func listRefusal() {
    let found = Letters.classify(
      "From: duyuru-owner@liste.example\nSubject: Your message to duyuru",
      "You are not a member of the mailing list <duyuru@liste.example>.\n")
    #expect(found.kind == .bounce)
    #expect(found.recipients.map(\.reason) == [.rejected])
    let moderated = Letters.classify(
      "From: duyuru-bounces@liste.example\nSubject: Request to mailing list Duyuru rejected",
      """
      Your request to the duyuru@liste.example mailing list has been rejected by the list moderator:
      "Non-members are not allowed to post messages to this list."

      Any questions should be directed to the list administrator at:

          duyuru-owner@liste.example
      """)
    #expect(moderated.kind == .bounce)
    #expect(moderated.recipients.map(\.address) == ["duyuru@liste.example"])
  }

  @Test("what the program of a mailing list writes besides is none")
  func listLetters() {
    let digest = """
      Send Duyuru mailing list submissions to
      \tduyuru@liste.example

      Today's Topics:

         1. Posta geri dönüyor (Can)

      \(String(repeating: "Bir satır daha. ", count: 60))
      My message could not be delivered: <yok@liman.example>: 550 5.1.1 user unknown
      """
    let welcome = "Welcome to the duyuru@liste.example mailing list! Only members may write to it.\n"
    for text in [digest, welcome] {
      let header = "From: duyuru-request@liste.example\nSubject: Duyuru Digest, Vol 1"
      #expect(Letters.classify(header, text).kind == .message)
      #expect(Letters.classify("List-Id: <liste.example>\n" + header, text).kind == .message)
    }
  }

  @Test("a report sent on without a word is one; with a word it is its sender's message")
  func forwarded() {
    let report = """
      > From: Mail Delivery Subsystem <MAILER-DAEMON@posta.example>
      > To: ayse@meltem.example
      > Subject: Returned mail: see transcript for details
      >
      >    ----- The following addresses had permanent fatal errors -----
      > <yok@liman.example>
      >     (reason: 550 5.1.1 <yok@liman.example>... User unknown)
      """
    let header = "From: ayse@meltem.example\nTo: destek@meltem.example\nSubject: Fwd: Returned mail: see transcript"
    #expect(Letters.classify(header, "Begin forwarded message:\n\n" + report).kind == .bounce)
    let word = String(repeating: "Bu adres neden çalışmıyor, müşteri bize dün yeni bir adres verdi mi? ", count: 3)
    #expect(Letters.classify(header, word + "\n\n" + report).kind == .message)
  }

  @Test(
    "a person who writes about reports is no mail system",
    arguments: [
      (
        "Undelivered Mail Returned to Sender",
        "Mailim geri döndü: <yok@liman.example>: 550 User unknown. Ne yapmalıyım?"
      ),
      ("Re: failure notice", "I got this too:\n> <yok@liman.example>:\n> 550 5.1.1 user unknown\n"),
      ("posta kutusu dolu", "dolu@liman.example adresinin posta kutusu dolu, 552 hatası alıyorum."),
    ])
  func people(subject: String, text: String) {
    let list = "List-Id: <liste.example>\n"
    #expect(Letters.classify("\(list)Subject: \(subject)", text).kind == .message)
    if !subject.hasPrefix("Undelivered") { #expect(Letters.classify("Subject: \(subject)", text).kind == .message) }
  }

  @Test("a postmaster who writes like anybody is a person")
  func postmaster() {
    let text = "Merhaba, yeni sunucu pazartesi açılıyor. Sorular için destek@meltem.example.\n"
    #expect(Letters.classify("From: postmaster@meltem.example\nSubject: Sunucu", text).kind == .message)
  }

  @Test(
    "parcels that could not be delivered and mailboxes that are full, of which people write, are no bounces",
    arguments: [
      (
        "From: kargo@hizli-kargo.example\nSubject: Delivery delayed: your parcel",
        "Dear customer, a delivery attempt was made, but your parcel could not be delivered.\nQuestions: destek@hizli-kargo.example\n"
      ),
      (
        "From: bilgi@hizli-kargo.example\nSubject: Teslim edilemeyen gönderiniz",
        "Gönderiniz teslim edilemedi. Bilgi için destek@hizli-kargo.example adresine yazın.\n"
      ),
      (
        "From: postmaster@meltem.example\nIn-Reply-To: <1@meltem.example>\nSubject: Re: Rapor",
        "Merhaba Ayşe, mesajın alıcının sunucusu tarafından reddedilmişti: it was rejected by liman.example.\nmurat@liman.example\n"
      ),
    ])
  func parcels(header: String, text: String) {
    #expect(Letters.classify(header, text).kind == .message)
  }
}
