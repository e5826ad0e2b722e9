public import SearchIndex

/// The fields by which correspondence is searched, with their Turkish names. Case and diacritics make no difference, so
/// `kişi`, `KİŞİ` and `kisi` are one.
public enum CorrespondenceFields {
  public static let schema = QuerySchema(fields: participants + texts + places + times + properties)

  private static let participants = [
    QueryField("from", .text, aliases: ["kimden", "gönderen", "sender"]),
    QueryField("to", .text, aliases: ["kime", "alıcı", "recipient"]),
    QueryField("cc", .text, aliases: ["bilgi"]),
    QueryField("contact", .text, aliases: ["kişi", "muhatap"]),
    QueryField("org", .text, aliases: ["kurum", "organisation", "organization", "şirket"]),
  ]

  private static let texts = [
    QueryField("subject", .text, aliases: ["konu"]),
    QueryField("body", .text, aliases: ["metin", "gövde"]),
    QueryField("own", .text, aliases: ["yazdığı"]),
    QueryField("attachment", .text, aliases: ["ek"]),
    QueryField("filename", .text, aliases: ["dosya"]),
  ]

  private static let places = [
    QueryField("account", .keyword, aliases: ["hesap"]),
    QueryField("owner", .keyword, aliases: ["sahip"]),
    QueryField("thread", .keyword, aliases: ["yazışma"]),
    QueryField("ref", .keyword, aliases: ["sayı", "reference"]),
    QueryField("id", .keyword, aliases: ["kimlik"]),
  ]

  private static let times = [
    QueryField("date", .date, aliases: ["tarih"]),
    QueryField("since", .dateBound(.since, of: "date"), aliases: ["itibaren", "beri"]),
    QueryField("until", .dateBound(.until, of: "date"), aliases: ["kadar", "dek"]),
    QueryField("after", .dateBound(.after, of: "date"), aliases: ["sonra"]),
    QueryField("before", .dateBound(.before, of: "date"), aliases: ["önce"]),
  ]

  private static let properties = [
    QueryField("size", .size, aliases: ["boyut"]),
    QueryField("channel", .choice(channels), aliases: ["kanal"]),
    QueryField("direction", .choice(directions), aliases: ["yön"]),
    QueryField("is", .flags(states), aliases: ["durum"]),
    QueryField("has", .flags(belongings), aliases: ["var"]),
    QueryField("lang", .choice(languages), aliases: ["dil", "language"]),
  ]

  private static let channels = [
    QueryChoice("email", "mail", "e-mail", "eposta", "e-posta"),
    QueryChoice("sms", "text", "mesaj", "kısamesaj"),
    QueryChoice("fax", "faks"),
    QueryChoice("note", "meeting", "not", "toplantı"),
  ]

  private static let directions = [
    QueryChoice("inbound", "in", "incoming", "received", "gelen"),
    QueryChoice("outbound", "out", "outgoing", "sent", "giden"),
    QueryChoice("internal", "iç", "dahili"),
  ]

  private static let states = [
    QueryChoice("bounce", "bounced", "geri-dönen"),
    QueryChoice("autoreply", "auto-reply", "otomatik"),
    QueryChoice("receipt", "okundu"),
    QueryChoice("encrypted", "şifreli"),
    QueryChoice("signed", "imzalı"),
    QueryChoice("damaged", "bozuk"),
    QueryChoice("protected", "korumalı"),
    QueryChoice("amended", "düzeltilmiş"),
    QueryChoice("waiting", "bekleyen"),
  ]

  private static let belongings = [
    QueryChoice("attachment", "attachments", "file", "ek", "dosya"),
    QueryChoice("followup", "follow-up", "takip"),
  ]

  private static let languages = [
    QueryChoice("tr", "turkish", "türkçe"),
    QueryChoice("en", "english", "ingilizce"),
    QueryChoice("de", "german", "almanca"),
    QueryChoice("fr", "french", "fransızca"),
    QueryChoice("es", "spanish", "ispanyolca"),
    QueryChoice("it", "italian", "italyanca"),
    QueryChoice("nl", "dutch", "felemenkçe"),
    QueryChoice("pt", "portuguese", "portekizce"),
    QueryChoice("ru", "russian", "rusça"),
    QueryChoice("sv", "swedish", "isveççe"),
    QueryChoice("unknown", "bilinmeyen"),
  ]
}
