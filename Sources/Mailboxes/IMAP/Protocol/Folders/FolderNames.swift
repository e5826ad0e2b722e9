/// How mail programs and services name folders in English and Turkish: Gmail, Outlook and Exchange, Yandex, Apple Mail,
/// Thunderbird, Roundcube, Zimbra, cPanel. Left out is the outbox (`Giden Kutusu`): it holds what was not sent.
enum FolderNames {
  /// By letters alone, as `FoldedFolderName` has them.
  static let roles: [String: IMAPFolderRole] = {
    var roles: [String: IMAPFolderRole] = [:]
    for (role, names) in names {
      for name in names { roles[FoldedFolderName.letters(name)] = role }
    }
    return roles
  }()

  private static let names: [(IMAPFolderRole, [String])] = [
    (
      .sent,
      [
        "Sent", "Sent Items", "Sent Mail", "Sent Messages", "Sent Objects", "Gönderilmiş", "Gönderilmiş Öğeler",
        "Gönderilmiş Postalar", "Gönderilmiş Posta", "Gönderilmiş İletiler", "Gönderilmiş Mesajlar",
        "Gönderilmiş E-postalar", "Gönderilen", "Gönderilenler", "Gönderilen Öğeler", "Gönderilen Postalar",
        "Gönderilen Posta", "Gönderilen İletiler", "Gönderilen Mesajlar", "Gönderilen E-postalar", "Giden Postalar",
        "Giden İletiler",
      ]
    ),
    (.drafts, ["Drafts", "Draft", "Draft Messages", "Taslak", "Taslaklar", "Taslak İletiler", "Taslak Postalar"]),
    (
      .junk,
      [
        "Junk", "Junk Mail", "Junk Email", "Spam", "Spam Mail", "Bulk", "Bulk Mail", "Unwanted", "Gereksiz",
        "Gereksizler", "Gereksiz Posta", "Gereksiz Postalar", "Gereksiz E-posta", "Gereksiz E-postalar",
        "Gereksiz İletiler", "İstenmeyen", "İstenmeyenler", "İstenmeyen Posta", "İstenmeyen Postalar",
        "İstenmeyen E-posta", "İstenmeyen E-postalar", "İstenmeyen İletiler", "Önemsiz", "Önemsiz Posta",
        "Önemsiz E-posta", "Önemsiz E-postalar", "Önemsizler",
      ]
    ),
    (
      .trash,
      [
        "Trash", "Bin", "Deleted", "Deleted Items", "Deleted Messages", "Deleted Mail", "Rubbish", "Recycle Bin",
        "Silinmiş", "Silinmiş Öğeler", "Silinmiş Postalar", "Silinmiş İletiler", "Silinmiş Mesajlar",
        "Silinmiş E-postalar", "Silinen", "Silinenler", "Silinen Öğeler", "Silinen Postalar", "Silinen İletiler",
        "Silinen E-postalar", "Çöp", "Çöp Kutusu", "Çöp Sepeti", "Geri Dönüşüm Kutusu",
      ]
    ),
    (.archive, ["Archive", "Archives", "Archived", "Arşiv", "Arşivler", "Arşivlenenler", "Arşivlenmiş"]),
    (.all, ["All Mail", "Tüm Postalar", "Tüm E-postalar", "Tüm İletiler"]),
  ]
}
