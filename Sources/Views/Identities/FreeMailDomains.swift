/// Domains whose addresses tell nothing of where somebody works: free mail, and the mail of access providers.
enum FreeMailDomains {
  static func contains(_ domain: String) -> Bool {
    // yahoo.com.tr, hotmail.fr and their kind: the name before the first dot says it.
    domains.contains(domain) || domain.split(separator: ".").first.map { families.contains(String($0)) } ?? false
  }

  private static let families: Set<String> = [
    "gmail", "googlemail", "hotmail", "outlook", "live", "msn", "yahoo", "ymail", "aol", "icloud", "gmx", "yandex",
    "protonmail", "zoho", "mynet", "windowslive",
  ]

  private static let domains: Set<String> = [
    "me.com", "mac.com", "rocketmail.com", "mail.com", "email.com", "mail.ru", "inbox.ru", "list.ru", "bk.ru", "ya.ru",
    "rambler.ru", "proton.me", "pm.me", "tutanota.com", "tutanota.de", "tuta.io", "fastmail.com", "fastmail.fm",
    "hushmail.com", "web.de", "freenet.de", "t-online.de", "arcor.de", "orange.fr", "wanadoo.fr", "free.fr",
    "laposte.net",
    "sfr.fr", "libero.it", "virgilio.it", "tin.it", "alice.it", "ttmail.com", "ttnet.net.tr", "superonline.com",
    "turk.net", "e-kolay.net", "mail.com.tr", "ziggo.nl", "kpnmail.nl", "planet.nl", "telenet.be", "skynet.be",
    "bluewin.ch", "btinternet.com", "sky.com", "virginmedia.com", "ntlworld.com", "talktalk.net", "comcast.net",
    "verizon.net", "att.net", "sbcglobal.net", "cox.net", "charter.net", "earthlink.net", "bellsouth.net", "qq.com",
    "163.com", "126.com", "sina.com", "sohu.com", "naver.com", "hanmail.net", "daum.net", "rediffmail.com", "seznam.cz",
    "centrum.cz", "wp.pl", "o2.pl", "onet.pl", "interia.pl", "abv.bg", "otenet.gr", "walla.co.il", "uol.com.br",
    "bol.com.br", "terra.com.br",
  ]
}
