/// Receipts in words alone, as mail programs wrote them before RFC 2298 and gateways still do.
enum ReadReceiptForms {
  static func matches(_ header: ReportHeader, _ own: String) -> Bool {
    guard !header.isListPost, subjects.opens(header.subject) else { return false }
    return words.matches(DiagnosisWords.folded(Array(own.utf8.prefix(1_000))))
  }

  private static let subjects = PhraseTable<Void>([
    (
      (),
      [
        "read:", "read receipt", "return receipt", "receipt:", "not read:", "delivered:", "delivery receipt",
        "relayed:", "message read", "disposition notification", "registered:", "okundu:", "okundu bilgisi", "okunmadı:",
        "teslim edildi:", "gelesen:", "ungelesen:", "zugestellt:", "lu :", "lu:", "non lu :", "leído:", "letto:",
        "lida:", "gelezen:", "läst:", "przeczytano:", "прочтено:", "прочитано:", "доставлено:", "開封済み:", "已读:", "已讀:",
        "확인:",
      ]
    )
  ])

  private static let words = PhraseTable<Void>([
    (
      (),
      [
        "your message … was read on", "was read on", "your message … was displayed", "was displayed on",
        "message was displayed", "your message has been read", "message has been read", "was opened on",
        "was deleted without being read", "your message has been delivered", "your message was delivered",
        "was delivered to the following", "has been successfully delivered", "successfully relayed",
        "this is a return receipt", "this is a receipt for the mail", "return receipt for", "this receipt verifies",
        "confirmation of reading", "your message was successfully", "okundu", "okunmadan silindi", "teslim edildi",
        "tarihinde okunmuştur", "iletiniz … okundu", "wurde gelesen", "wurde am … gelesen", "a été lu", "fue leído",
        "è stato letto", "foi lida", "was gelezen", "было прочтено", "прочитано", "zugestellt",
      ]
    )
  ])
}
