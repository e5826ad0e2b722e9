/// What mail systems say when they refuse the sender, the sending host or the message itself.
enum RefusalPhrases {
  static let virus: [String] = [
    "virus", "malware", "trojan", "infected", "worm detected", "phishing url", "dangerous content",
    "heuristics.", "clamav", "eicar", "zararlı yazılım", "вирус", "ウイルス", "病毒",
  ]

  /// Names the verdict, whatever advice about authentication follows.
  static let spamVerdict = [
    "spam classification", "rejected due to spam", "rejected as spam", "classified as spam", "identified as spam",
    "detected as spam", "is considered spam", "spam firewall", "bulk email filter", "consider spam",
    "unsolicited mail originating",
  ]

  static let spam: [String] = [
    "ube,", "ube ", "content rejected, ube", "unsolicited bulk", "bulk email filter",
    "spam message", "spam mail", "spam email", "spam e-mail", "spam content", "spam detected", "spam-like",
    "spam score",
    "spam blocked", "spam rejected", "spam refused", "spam filter", "spam check", "spam policy", "spam not",
    "spam signature",
    "spam source", "spam or virus", "spamscore", "spamassassin", "spambouncer", "spamcop.net/w3m", "spam (", "spam;",
    "spam,", "spam.", "spam detection", "spam limit", "spam rule", "spam reporting", "probable spam", "possible spam",
    "considered spam", "considered as spam",
    "considered to be spam", "looks like spam", "seems to be spam", "identified as spam", "identified spam",
    "classified as spam",
    "detected as spam", "recognized as spam", "recognised as spam", "regarded as spam", "flagged as spam",
    "marked as spam",
    "tagged as spam", "deemed to be spam", "is spam", "was spam", "be spam", "as spam", "for spam", "your spam",
    "suspected spam",
    "suspected as spam", "suspected of spam", "likely spam", "high probability of spam", "high spam", "contains spam",
    "contained spam", "anti-spam", "antispam", "no spam", "this appears to be spam", "unsolicited", "bulk mail",
    "bulk email rejected", "junk mail", "junk e-mail rejected", "uribl", "surbl", "blacklisted url", "url … blacklist",
    "url … listed",
    "listed url", "uri … blacklist", "domain … in uribl", "bad url", "rejected url", "spammy", "cloudmark",
    "dcc detected",
    "razor", "bayes", "content filter rejected", "message rejected by content filter", "message content rejected by",
    "rejected due to spam", "rejected as bulk", "this message scored", "message scored", "mail rejete. mail rejected",
    "mail rejete",
    "similar to messages", "has been blocked because of spam", "unacceptable content", "gsmtp … spam", "spamvertised",
    "the message was rejected because it contains prohibited", "prohibited content", "content restrictions violation",
    "spam olarak", "istenmeyen posta", "istenmeyen e-posta", "wurde als spam", "pourriel", "correo no deseado",
    "spam-verdacht",
    "спам", "спамом", "迷惑メール", "垃圾邮件", "垃圾郵件", "스팸",
  ]

  static let authentication: [String] = [
    "spf check", "spf fail", "spf record", "spf validation", "spf policy", "spf: fail", "spf hard", "spf softfail",
    "spf authentication", "spf forgery", "spf lookup", "spf did not", "spf does not", "failed spf", "fails spf",
    "spf [",
    "spf)", "spf error", "spf unauthorized", "spf alignment", "not pass spf", "sender policy framework", "bad spf",
    "violates spf", "does not pass spf", "domain's spf", "spf:", "your spf", "dkim", "dmarc", "arc chain",
    "authentication results", "authentication checks failed", "multiple authentication checks", "unauthenticated email",
    "unauthenticated mail", "email authentication", "message is not authenticated", "sender is unauthenticated",
    "is unauthenticated", "not authenticated, which", "does not pass authentication", "authentication requirements",
    "not authorized to send from this domain", "is not allowed to send mail from",
    "is not authorized to send mail from",
    "is not allowed to send from", "domain does not designate", "does not designate", "not designated as permitted",
    "not designated as a permitted", "fails authentication", "sender id", "openspf", "please see … openspf", "spoofed",
    "forged sender", "sender … forged", "domain owner … discards", "unverified sender domain",
  ]

  static let reverseName: [String] = [
    "reverse dns", "reverse-dns", "rdns", "ptr record", "ptr lookup", "no ptr", "missing ptr", "a valid ptr",
    "ptr check", "ptr …for",
    "reverse lookup", "reverse name", "reverse hostname", "reverse mapping", "reverse domain", "reverse ip",
    "reverse map", "reverse resolve",
    "cannot find your reverse", "cannot find your hostname", "cannot resolve your address", "cannot resolve your ip",
    "can't resolve your", "unable to resolve your ip", "unresolvable relay host", "ip name lookup failed",
    "ip name possibly forged",
    "host name is unknown", "all mail servers must have a ptr", "client host name", "client hostname not found",
    "access denied. ip name lookup failed", "fix reverse", "no rdns", "pointer record", "ip address does not resolve",
    "ip does not resolve", "your ip … has no", "must resolve to a name", "fcrdns", "forward-confirmed",
    "domain name of your host",
    "hostname … is not found in dns",
  ]

  static let reputation: [String] = [
    "user complaints", "unexpected volume", "complaint rate", "too many complaints",
    "reputation", "poor ip", "low ip", "senderscore", "sender score", "senderbase", "untrusted ip", "ip score",
    "badly rated", "itibar",
    "unusual rate of unsolicited", "sending ip has been temporarily rate limited due to ip",
    "suspicious due to the very low",
  ]

  static let blocked: [String] = [
    "unfortunately, messages from", "unfortunately messages from", "on our block list",
    "too many unwanted messages have been sent from",
    "block list", "blocklist", "blocklisted", "block-list", "blacklist", "black list", "black-list", "blacklisted",
    "blackholed",
    "dnsbl", "rbl", "spamhaus", "sbl", "xbl", "pbl", "spamcop", "sorbs", "barracudacentral", "barracuda networks",
    "njabl",
    "mail-abuse", "ordb", "cbl.abuseat", "abuseat", "uceprotect", "psbl", "ivmsip", "invaluement", "hostkarma",
    "lashback",
    "spamrats", "mailspike", "truncate.gbudb", "proofpoint", "listed at", "listed in", "listed by", "is listed on",
    "listed on",
    "client host … blocked", "client host rejected", "client host blocked", "client … blocked", "ip blocked",
    "ip address … blocked", "ip address … block",
    "ip … is blocked", "ip … blocked", "ip has been blocked", "ip address has been blocked", "ip address is blocked",
    "ip … blacklist", "ip … refused",
    "ip … rejected", "your ip", "your host", "your network", "your server", "your mail server", "your mta",
    "blocked by", "blocked for", "blocked due to", "blocked because", "blocked using",
    "blocked - see", "blocked, see", "mail from … blocked", "message from … blocked", "messages from … blocked",
    "messages from … deferred", "messages from … temporarily deferred", "connection rejected",
    "connections not accepted from", "connection refused by peer", "connection dropped by", "connection … blocked",
    "not accepting connections", "refused to talk to me", "refused to talk", "refuse to talk",
    "refused your connection", "we do not accept connections", "connections from this host", "connections from your",
    "access denied by ip", "access from ip", "access denied for ip", "access … from your", "no access from mail server",
    "bad dns", "bad helo", "bad ehlo", "helo command rejected", "ehlo command rejected",
    "helo … rejected", "invalid helo", "helo name", "helo/ehlo", "helo host", "name was rejected", "invalid ip",
    "dynamic ip", "dynamic/residential", "dynamic address", "dynamic pool", "dynamically assigned",
    "generic rdns", "dial-up", "dialup", "residential", "consumer ip", "open relay", "open proxy", "relaying host",
    "rejecting connection", "rejected your ip", "rejected ip", "refused … ip", "banned ip", "ip is banned", "ip ban",
    "host … banned", "banned host", "is banned",
    "sending server", "sender ip", "sender's ip", "source ip", "originating ip", "originating … blocked", "server ip",
    "too many spams from your ip", "too many spam", "you're using a mass mailer", "hosts in", "domain blocked",
    "daily relay quota", "host not allowed", "host rejected", "server access forbidden", "access forbidden by your ip",
    "network … blocked", "ip has", "dnsrbl", "esmtp not accepting", "kara liste", "engellendi", "gesperrte ip",
    "go away", "we don't accept mail from", "do not accept mail from", "no mail accepted from", "refused by anti-spam",
    "permanently deferred", "ip range", "unauthorized ip", "ip not", "ip is not", "not allowed to connect",
    "cannot connect from", "temporarily blocked", "has been blocked", "was blocked", "is blocked", "blocked",
  ]

  static let sender: [String] = [
    "send mail as",
    "sender address rejected", "sender rejected", "sender … rejected", "sender address … rejected", "sender denied",
    "sender refused",
    "sender not allowed", "sender not permitted", "sender is not allowed", "sender address … not allowed",
    "sender blocked", "sender address … blocked", "sender is blocked",
    "sender verify failed", "sender verification", "sender domain", "sender's domain", "domain of sender",
    "domain of … sender", "sender address … does not exist", "sender … does not exist",
    "sender unknown", "unknown sender", "sender not found", "sender address … not found", "sender not exist",
    "sender doesn't exist", "sender address unknown", "sender not verified",
    "sender invalid", "invalid sender", "sender address is invalid", "bad sender", "bad sender's",
    "invalid return path", "return path", "malformed sender", "illegal sender", "sender format",
    "unroutable sender", "unrouteable sender", "unresolvable sender", "sender is spammer", "sender … spammer",
    "sender … blacklist", "sender … black list", "sender blacklisted", "sender is on", "banned sender",
    "sender is banned", "sender … banned", "from address … rejected",
    "from address is not", "from address … not", "from: address", "mail from … rejected", "mail from … refused",
    "mail from … not allowed", "mail from domain", "mail from not", "mail from address",
    "from domain", "the envelope sender",
    "envelope sender", "envelope from", "backscatter", "bounce … not accepted", "bounces not accepted", "null sender",
    "null senders", "empty envelope sender", "empty sender", "sending to/from an address that has been blacklisted",
    "administrative prohibition", "address that has been blacklisted", "domain is blacklisted",
    "you are not allowed to send", "you are not allowed to post", "not allowed to post", "you are not authorized",
    "you are not permitted", "you do not have permission", "not permitted to send", "not allowed to send",
    "badsender", "access denied, bad outbound sender", "outbound sender", "as your domain", "your domain",
    "your address", "your email address", "your e-mail address", "message rejected: sender", "message from sender",
    "domain … does not resolve", "domain must exist",
    "does not resolve", "domain of … does not exist", "you are not a member", "you … are not member", "are not member",
    "not a member", "non-member", "non-members", "is not subscribed", "not subscribed", "subscribers only",
    "members only", "only members", "only subscribers", "moderators",
    "not open to posting", "permission to post", "post messages to the group", "google groups",
    "you may not have permission", "posting to", "rejected by the moderator", "rejected by the list",
    "posts by non-members", "message has been automatically rejected",
    "üye değilsiniz", "gönderen reddedildi", "gönderici reddedildi", "absender abgelehnt", "expéditeur refusé",
    "remitente rechazado", "отправитель отклонен", "all recipient addresses rejected : access denied from",
  ]

  static let relaying: [String] = [
    "relay access denied", "relaying denied", "relay denied", "relaying not allowed", "relaying is not allowed",
    "relay not permitted", "relay not allowed", "relaying not permitted", "relaying prohibited", "relay is prohibited",
    "relaying mail",
    "relay to", "relay for", "relay mail", "relay from", "not relay", "not relaying", "no relaying", "no relay",
    "unable to relay", "cannot relay", "can't relay", "won't relay", "will not relay", "relaying", "relay operation",
    "relay rejected", "relay restrict", "relay prohibited", "relay disallowed",
    "third-party relay", "we do not relay", "we don't relay", "does not relay", "not an open relay", "open relay not",
    "insecure mail relay", "is not permitted to relay", "that domain isn't in my list of allowed rcpthosts",
    "list of allowed rcpthosts", "allowed rcpthosts", "rcpthosts",
    "not a gateway", "not local host", "not a local domain", "not local domain", "not hosted here", "domain not hosted",
    "email address is not verified", "mail server requires authentication when", "this mail server requires",
    "must have authentication", "authentication is required for relay", "authorization required to relay",
    "you must authenticate", "send … after pop", "check mail before sending", "check your mail before sending",
    "pop before", "pop3 first", "röle", "aktarmaya izin", "relaisversand", "relais interdit", "relais refusé",
    "reenvío", "retransmisión no", "пересылка запрещена", "not handled by this", "does not serve", "not served by",
  ]

  /// Names the policy as the reason, whatever it was applied to.
  static let policyVerdict = [
    "policy reasons", "for policy reason", "policy violation", "violates policy", "policy restriction",
  ]

  static let policy: [String] = [
    "policy", "policies", "header error", "administrative reasons", "administratively", "message refused by",
    "message rejected for", "you have exceeded … policy", "closed policy", "bulk sender guidelines", "guidelines",
    "violat", "prohibited by", "we have a policy", "terms of service", "acceptable use",
    "politika", "richtlinie", "politique", "política", "політик", "политик", "not acceptable", "restricted attachment",
    "not comply with", "does not comply", "message blocked by rule", "mail … refused by rule", "transport.rules",
    "not permitted in this", "disallowed", "local rule", "ポリシー",
  ]

  static let headerTooLarge = ["headers too large", "header too large", "header too long", "headers too long"]

  static let content: [String] = [
    "attachment", "attachments", "executable", "file type", "file extension", "file name", "filename", "mime error",
    "mime type", "improper mime", "illegal mime", "bad mime", "invalid mime", "media error", "media not supported",
    "conversion required", "conversion not",
    "header line", "message header", "message headers", "too many hops in", "too many received headers",
    "malformed header", "header … malformed", "invalid header", "bad header", "header … invalid", "header syntax",
    "headers syntax", "missing from header", "missing header", "missing subject", "improper use of 8-bit", "8-bit data",
    "8bit",
    "illegal attachment", "bad content", "content rejected", "message content", "content blocked", "content not",
    "html tag", "html mail", "unsupported content", "subject contains", "subject rejected", "bad subject",
    "character set", "charset", "body … rejected", "contents rejected", "encoding", "potential security issue",
    "password protected", "encrypted archive", "zip file",
    "content presents a potential", "ek dosya", "ek içeriyor", "anhang", "pièce jointe", "archivo adjunto", "allegato",
    "вложени",
  ]

  static let notCompliant: [String] = [
    "multiple … addresses in from", "missing a valid address in from", "valid address in from",
    "not rfc compliant", "rfc compliant", "rfc-compliant", "rfc compliance", "not compliant with rfc", "non-compliant",
    "not compliant", "rfc 5322", "rfc5322", "rfc 2822", "rfc2822", "rfc 822", "rfc822 compliant", "rfc 5321",
    "multiple from headers", "multiple … headers", "duplicate header", "multiple addresses in from", "bare lf",
    "bare newline", "bare cr", "stray newlines", "missing message-id", "messages missing a valid", "invalid date",
    "missing date",
    "from header is missing", "from header missing", "header field 'from'", "valid from header",
  ]

  static let security: [String] = [
    "does not support tls", "not support tls", "tls is not",
    "access denied", "authentication required", "authentication failure", "authentication failed",
    "authentication is required", "authentication needed", "authentication turned on", "authrequired", "smtp auth",
    "auth required", "not authenticated", "unauthenticated senders not", "authenticate", "starttls", "tls required",
    "tls is required", "tls negotiation", "tls handshake", "tls session", "tls connection", "tls not",
    "secure connection", "must issue a starttls", "encryption required", "encryption needed",
    "certificate", "cryptographic", "insecure", "security reasons", "security policy", "security violation",
    "security risk", "security threat", "credentials", "login", "password", "permission denied", "not authorized",
    "unauthorized", "not permitted", "unauthorised", "delivery not authorized", "access forbidden", "forbidden",
    "restricted", "session encryption", "codes: dane", "dane", "mta-sts", "yetkisiz", "erişim reddedildi",
    "zugriff verweigert", "accès refusé", "acceso denegado", "accesso negato", "доступ запрещен", "kimlik doğrulama",
    "message bounced due to organizational settings", "account has been compromised", "compromised",
  ]
}
