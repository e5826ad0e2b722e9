/// How reports name themselves, in the languages of the mail systems that write them.
enum BouncePhrases {
  /// At the beginning of a subject.
  static let subjects = PhraseTable<Void>([
    (
      (),
      [
        "undeliverable", "undelivered", "undelivery", "unzustellbar", "delivery status notification", "delivery status",
        "delivery failure", "delivery failed", "delivery failed:", "delivery has failed", "delivery notification",
        "delivery report", "delivery problem", "delivery error", "delivery delayed", "delivery unsuccessful",
        "delivery warning",
        "returned mail", "returned message", "mail returned", "returned to sender", "return receipt failed",
        "failure notice", "failure notification", "failure delivery", "failed delivery", "failed mail",
        "failed message", "mail failure", "mail delivery", "mail delivery failed", "mail delivery failure",
        "mail delivery problem", "mail could not be delivered", "mail system error", "mail not delivered",
        "mail undeliverable", "message could not be delivered", "message delivery", "message not delivered",
        "message undeliverable", "message you sent", "message status - undeliverable",
        "non-delivery", "nondeliverable", "nondelivery", "non delivery", "non-deliverable", "non remis",
        "notice: mail delivery", "notification of delivery", "non recapitato", "bounced mail", "bounced message",
        "bounce:", "bounce notice", "warning: message", "warning: could not send", "warning - delayed mail",
        "warning: mail delayed", "delayed mail", "delay notification", "delayed:", "postmaster notify",
        "sorry, your message could not be delivered", "sorry your message", "could not send message",
        "could not deliver", "unable to deliver", "user unknown",
        "error mail", "error delivering mail", "error sending message", "problem delivering mail",
        "email delivery failure", "email error", "e-mail delivery failure", "email delivery error", "abnormal mail",
        "warning: unable to deliver", "undeliverable mail", "undeliverable message", "ndn:", "ndr:",
        "nondeliverable mail", "rejected mail", "mail rejected", "message rejected", "rejected:", "loop alert",
        "mail error", "mail system", "unable to send", "transport error", "smtp delivery failure",
        "automatically rejected mail",
        "teslim edilemedi", "teslim edilemeyen", "teslim edilemez", "iletilemedi", "iletilemeyen", "gönderilemedi",
        "ulaştırılamadı", "teslimat hatası", "teslimat durumu", "teslimat durum bildirimi", "geri dönen posta",
        "geri dönen ileti", "ileti teslim", "teslim başarısız", "mesajınız iletilemedi", "e-posta teslim",
        "nicht zustellbar", "unzustellbare", "zustellung fehlgeschlagen", "zustellungsfehler",
        "fehler bei der nachrichtenzustellung", "nachricht konnte nicht", "non remis", "non distribuable",
        "échec de la remise", "échec de remise", "échec de livraison", "avis de non", "message non distribué",
        "no se puede entregar", "no entregado", "error de entrega", "mensaje no entregado", "fallo en la entrega",
        "notificación de estado de entrega", "non recapitabile", "mancata consegna", "impossibile recapitare",
        "não é possível entregar", "falha na entrega", "mensagem não entregue", "onbestelbaar", "niet bezorgd",
        "olevererbart", "kan ikke leveres", "går inte att leverera", "nie można dostarczyć", "niedostarczon",
        "nedoručiteln", "недоставленное", "недоставлено", "не доставлено", "сообщение не доставлено",
        "ваше сообщение не доставлено", "μη παραδ",
        "配信不能", "メールエラー", "エラー通知", "配信エラー", "送信エラー", "エラーメール", "配信失敗", "未配信", "メール配信", "退信", "系统退信", "无法投递", "投递失败",
        "退信通知", "傳遞失敗", "未傳遞",
        "无法传递", "배달 실패", "반송", "발송실패",
      ]
    )
  ])

  /// Anywhere in the first words of a report.
  static let failures = PhraseTable<Void>([
    (
      (),
      [
        "could not be delivered", "couldn't be delivered", "cannot be delivered", "can not be delivered",
        "can't be delivered", "could not be sent", "was not delivered", "wasn't delivered", "were not delivered",
        "not been delivered", "is undeliverable", "was undeliverable", "were undeliverable", "being undeliverable",
        "not delivered to", "has not been delivered", "undeliverable to", "undeliverable message", "undeliverable mail",
        "undeliverable recipient", "undelivered mail", "unable to deliver", "unable to be delivered",
        "wasn't able to deliver", "was not able to deliver", "not able to be delivered", "not able to deliver",
        "failed to deliver", "failed to be delivered", "failed to send",
        "delivery failed", "delivery has failed", "delivery failure", "delivery to the following", "delivery error",
        "delivery attempt", "delivery problem", "delivery of your message", "delivering your mail",
        "deliver your message", "deliver a message", "deliver the mail", "delivery errors", "delivery delayed",
        "has been delayed", "is delayed", "was delayed", "delivery is delayed", "delivery incomplete",
        "temporary problem delivering", "permanent fatal errors", "transient non-fatal errors", "fatal errors",
        "delivery problems", "transcript of session", "message non-deliverable", "non-deliverable", "non-delivery",
        "did not reach", "didn't reach", "not reach the following", "did not receive this message",
        "have not yet received", "could not send", "couldn't send",
        "user unknown", "unknown user", "address not found", "invalid user address", "rejected your message",
        "was rejected by", "has been rejected", "message rejected", "message was rejected", "message has been refused",
        "message blocked", "returned to sender", "returning message to sender", "returned mail", "is being returned",
        "has been returned", "your message was returned", "your mail was returned", "mail failed", "message failed",
        "failed permanently", "permanent error", "permanent failure", "has permanently failed", "the following address",
        "the following recipient", "the following destination addresses", "following addresses failed",
        "invalid address", "incorrectly constructed", "recipient rejected", "remote host said",
        "remote server returned", "smtp error from remote", "error from remote mail server", "server message",
        "errors from", "duplicated message-id", "may not exist, or you may not have permission", "mailbox is full",
        "mailbox full", "over quota", "message could not",
        "notificationtype\":\"bounce", "transfer-failure", "unable-to-transfer", "no longer valid",
        "queue file write error",
        "teslim edilemedi", "teslim edilemiyor", "teslim edilemez", "teslim edilememiştir", "iletilemedi",
        "iletilememiştir", "gönderilemedi", "ulaştırılamadı", "ulaşmadı", "aşağıdaki alıcı", "aşağıdaki adres",
        "nicht zugestellt", "nicht ausgeliefert", "konnte nicht", "unzustellbar", "n'a pas pu être",
        "n'a pas été remis", "n'ont pas pu", "impossible de remettre", "no se pudo entregar",
        "no se ha podido entregar", "no pudo ser", "no ha podido ser", "non è stato possibile",
        "non è stato recapitato", "não pôde ser", "não foi possível entregar", "não foi entregue", "kon niet worden",
        "kunne ikke leveres", "kunde inte levereras", "nie można", "nie mogła", "не может быть доставлено",
        "не может быть отправлено", "не удалось доставить", "не было доставлено", "не доставлено",
        "送信できませんでした", "配信できません", "配信されません", "送信に失敗", "配信に失敗", "届きませんでした", "お届けできません", "送信できません", "配送できません", "宛先に",
        "无法投递", "无法送达", "投递失败", "无法发送", "退回", "無法傳遞", "被退回", "배달되지", "전송하지 못", "전달되지", "발송되지",
      ]
    )
  ])

  static let listRefusals = PhraseTable<Void>([
    (
      (),
      [
        "you are not a member", "you are not allowed to post", "not allowed to post", "you are not subscribed",
        "you … are not member", "message has been automatically rejected", "your message was rejected",
        "your message has been rejected", "message was rejected", "has been rejected by the list",
        "has been rejected by the moderator", "not authorized to post", "not authorised to post",
        "not permitted to post", "duplicated message-id", "unable to distribute", "distribution … rejected",
        "üye olmadığınız", "üye değilsiniz", "iletiniz reddedildi", "mesajınız reddedildi",
      ]
    )
  ])

  /// The system goes on trying.
  static let delays = PhraseTable<Void>([
    (
      (),
      [
        "has been delayed", "is delayed", "was delayed", "delivery delayed", "this is a warning",
        "warning message only", "warning only", "do not need to resend", "no need to resend", "not need to re-send",
        "still being retried", "will be retried", "will retry", "continue to try", "continue trying", "keep trying",
        "delivery incomplete", "not yet been delivered", "have not yet received", "temporary problem delivering",
        "delay notification", "delivery status notification (delay)", "warning: could not send", "warning: message",
        "delayed", "yeniden denenecek", "tekrar denenecek", "gecikti", "wird weiter versucht", "verzögert",
        "будет повтор", "задерж",
      ]
    )
  ])

  /// The failure passes, though the system has given up.
  static let transient = PhraseTable<Void>([
    (
      (),
      [
        "retry timeout exceeded", "retry time not reached", "failing for a long time", "temporarily",
        "temporary failure", "has been frozen",
      ]
    )
  ])
}
