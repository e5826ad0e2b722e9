/// What automatic replies say, in Turkish, English and, of subjects, the languages of the common mail programs.
enum AutoReplyPhrases {
  /// Subjects that only programs begin so.
  static let subjects = PhraseTable<Void>([
    (
      (),
      [
        "automatic reply", "automatic response", "auto reply", "auto-reply", "autoreply", "auto response",
        "auto-response", "autoresponse", "automated reply", "automated response", "out of office:",
        "out of office reply", "out of office autoreply", "out of office auto-reply", "out of office response",
        "out of office automatic", "out of office notification", "out of the office:", "out-of-office:",
        "out-of-office reply", "out of office]", "out of office)", "vacation reply", "vacation response",
        "vacation message:", "vacation notice:", "away from office:", "away from my mail", "away from the office:",
        "is out of the office", "ooo:", "away:",
        "otomatik yanıt", "otomatik cevap", "otomatik ileti yanıtı", "oto yanıt", "ofis dışı:", "ofis dışında:",
        "ofis dışındayım:", "iş yeri dışında:", "işyeri dışında:", "ofis dışı yanıtı", "izinde:", "izindeyim:",
        "tatildeyim:", "otomatik yanıt]",
        "automatische antwort", "abwesenheitsnotiz", "abwesenheitsnachricht", "abwesenheitsmeldung",
        "automatische abwesenheit", "abwesend:", "réponse automatique", "réponse automatisée", "absence du bureau",
        "absent du bureau", "message d'absence", "respuesta automática", "fuera de la oficina:", "respuesta automatica",
        "risposta automatica", "fuori sede:", "fuori ufficio:", "resposta automática", "ausência temporária",
        "automatisch antwoord", "automatische beantwoording", "afwezigheidsbericht", "autosvar", "automatiskt svar",
        "automatisk svar", "fraværende:", "frånvaro:", "automaattinen vastaus", "poissa:", "automatyczna odpowiedź",
        "odpowiedź automatyczna", "automatická odpověď", "automatikus válasz", "răspuns automat",
        "автоматический ответ", "автоответ", "автоматична відповідь", "αυτόματη απάντηση", "رد تلقائي", "自動応答", "自動返信",
        "自动回复", "自动答复", "自動回覆", "자동 회신", "자동 응답",
      ]
    )
  ])

  /// Subjects that programs have and people too; as a whole, with a note below, programs'.
  static let wholeSubjects = PhraseTable<Void>([
    (
      (),
      [
        "out of office", "out of the office", "i am out of the office", "i am out of office", "i am away",
        "on vacation", "i am on vacation", "on holiday", "on leave", "on annual leave", "away from the office",
        "vacation", "absence", "ofis dışındayım", "ofis dışı", "ofis dışında", "izindeyim", "yıllık izindeyim",
        "yıllık izin", "tatildeyim", "izinliyim", "iş yeri dışında", "işyeri dışında", "ofiste değilim",
      ]
    )
  ])

  /// Of `X-POST-MessageClass`.
  static let responders = PhraseTable<Void>([((), ["autoresponder"])])

  /// Of `X-Auto-Response-Suppress`: what programs that answer ask not to be answered with.
  static let suppressed = PhraseTable<Void>([((), ["all", "oof", "autoreply"])])

  static let automatic = PhraseTable<Void>([
    (
      (),
      [
        "this is an automatic reply", "this is an automatic response", "this is an automated reply",
        "this is an automated response", "this is an auto-reply", "this is an auto reply", "this is an autoreply",
        "this is an auto-generated reply", "this is an auto-response", "this is an auto response",
        "this is an automatic answer", "this is a vacation", "this is my automatic",
        "this reply was generated automatically", "this reply is automatic", "automatic out of office",
        "you are receiving this automatic", "automatically generated reply", "automatically generated response",
        "bu bir otomatik yanıt", "bu otomatik bir yanıt", "otomatik yanıttır", "otomatik cevaptır",
        "otomatik olarak yanıt", "otomatik yanıt mesajı", "bu mesaj otomatik yanıt", "otomatik yanıtlan",
      ]
    )
  ])

  static let away = PhraseTable<Void>([
    (
      (),
      [
        "i am out of", "i'm out of", "i’m out of", "i will be out of", "i'll be out of", "i’ll be out of",
        "i am currently out", "i'm currently out", "currently out of", "i am presently out", "out of the office",
        "out of office", "i am away", "i'm away", "i’m away", "i am currently away", "i'm currently away",
        "i will be away", "i'll be away", "i am on vacation", "i'm on vacation", "i am currently on",
        "i'm currently on", "i will be on", "i am on holiday", "i'm on holiday", "i am on annual", "i am on leave",
        "i'm on leave", "i am on maternity", "i am on parental", "i am on sick", "i am on a business trip",
        "on a business trip", "i am traveling", "i am travelling", "i will be traveling", "i will be travelling",
        "i am not in the office", "i'm not in the office", "i will not be in the office", "not available until",
        "i am unavailable", "i am currently unavailable", "i will be unavailable", "i have left the company",
        "i no longer work", "no longer works for", "is no longer with", "have left the company", "has left the company",
        "our office is closed", "our offices are closed", "office will be closed", "we are closed",
        "we are currently closed",
        "izindeyim", "izinliyim", "izinde olacağım", "izinli olacağım", "izinde olacağımdan", "izinde olduğum",
        "izinli olduğum", "izinde bulun", "yıllık izn", "yıllık izin", "iznimde", "izne ayrıl", "iznindeyim",
        "ofis dışındayım", "ofis dışında olacağım", "ofis dışında olduğum", "ofis dışında bulun", "ofis dışındayız",
        "ofisten uzakta", "ofiste değilim", "ofiste olmayacağım", "ofiste bulunm", "ofiste olmadığım",
        "iş yeri dışında", "işyeri dışında", "tatildeyim", "tatilde olacağım", "tatilde olduğum", "tatil nedeniyle",
        "tatili nedeniyle", "şehir dışında", "yurt dışında", "yurtdışında", "seyahatteyim", "seyahatte olacağım",
        "seyahatte olduğum", "seyahat nedeniyle", "iş seyahatinde", "raporluyum", "raporlu olduğum", "doğum izn",
        "görevimden ayrıl", "şirketten ayrıl", "ofisimiz kapalı", "ofislerimiz kapalı", "kapalı olacaktır",
        "eğitimde olacağım", "eğitimde olduğum",
      ]
    )
  ])

  static let companions = PhraseTable<Void>([
    (
      (),
      [
        "urgent", "emergency", "immediate assistance", "immediate attention", "in my absence", "during my absence",
        "while i am away", "while i'm away", "please contact", "please call", "please reach out",
        "contact my colleague", "limited access to", "no access to", "limited email", "intermittent access",
        "returning", "i will return", "i will be back", "i'll be back", "be back on", "back in the office",
        "upon my return", "on my return", "when i return", "when i get back", "until my return", "as soon as i return",
        "will not be read", "will not be forwarded", "check my email", "checking email", "checking my email",
        "have a nice", "best regards", "kind regards",
        "acil", "lütfen … iletişime", "ile iletişime geç", "irtibata geç", "irtibat kur", "başvurabilirsiniz",
        "ulaşabilirsiniz", "arayabilirsiniz", "yazabilirsiniz", "yokluğumda", "bulunmadığım", "dönüşümde", "döndüğümde",
        "dönüş tarih", "ofise dön", "işe dön", "görev başında", "sınırlı", "erişimim olmayacak", "erişimim kısıtlı",
        "iyi çalışmalar", "iyi günler", "saygılarım", "en kısa sürede", "geri döneceğim", "dönüş yapacağım",
        "yanıtlayacağım", "cevaplayacağım",
      ]
    )
  ])

  static let acknowledgements = PhraseTable<Void>([
    (
      (),
      [
        "thank you for your email", "thank you for your e-mail", "thank you for your mail",
        "thank you for your message", "thank you for contacting", "thank you for emailing", "thank you for reaching",
        "thank you for writing", "thanks for your email", "thanks for your e-mail", "thanks for your mail",
        "thanks for your message", "thanks for contacting", "thanks for reaching", "i have received your",
        "i received your", "we have received your", "we received your", "your message has been received",
        "your email has been received", "your e-mail has been received", "your request has been received",
        "has been received and", "your mail will be", "your message will be", "your email will be",
        "your e-mail will be", "respond to your message", "respond to your email", "reply to your message",
        "reply to your email", "answer your", "read your message", "read your email",
        "mesajınız için teşekkür", "e-postanız için teşekkür", "epostanız için teşekkür", "mailiniz için teşekkür",
        "iletiniz için teşekkür", "mesajınıza", "e-postanıza", "epostanıza", "mailinize", "iletinize", "mesajınızı",
        "e-postanızı", "epostanızı", "mailinizi", "iletinizi", "mesajınız alın", "e-postanız alın", "talebiniz alın",
        "başvurunuz alın", "talebiniz tarafımıza", "mesajınız tarafımıza", "e-postanız tarafımıza",
        "bize ulaştığınız için teşekkür", "yazdığınız için teşekkür",
      ]
    )
  ])
}
