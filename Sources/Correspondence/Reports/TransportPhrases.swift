/// What mail systems say when neither address nor sender is at fault: space, size, time, networks and programs.
enum TransportPhrases {
  static let mailboxFull: [String] = [
    "mailbox full", "mailbox is full", "mailbox … is full", "mailbox … full", "mailbox for user is full",
    "mail box full", "mail box is full", "mailbox size limit exceeded", "mailbox exceeded", "mailbox exceeds",
    "mailbox has exceeded",
    "mailbox … exceeded", "mailbox would exceed", "mailbox over", "mailbox quota", "mailbox is over", "mailbox storage",
    "mailbox limit", "mailbox space", "mailfolder is full", "mail folder is full", "mail drop … full",
    "maildir over quota", "maildir delivery … quota", "maildir is full", "inbox is full", "inbox full", "inbox over",
    "account is full", "account full", "account is over quota", "account … over quota", "account exceeded",
    "account size limit", "account has exceeded", "email account that you tried to reach is over quota",
    "is over quota", "over quota", "overquota", "out of storage", "out of quota", "over disk quota", "over its quota",
    "over the maximum allowed quota", "over the allowed quota",
    "over the allowed disk", "over storage", "quota exceeded", "quota exceed", "quota is exceeded",
    "quota has been exceeded", "quota full", "quota violation", "quota limit", "quota of", "quota for", "quota on",
    "quota … exceeded", "exceeded … quota", "exceeds … quota", "exceed the quota", "exceeding … quota",
    "exceeded storage", "exceed storage", "exceeds storage", "exceeded allocated storage",
    "exceeded its storage", "exceeded his/her", "storage quota", "storage exceeded", "storage limit", "disk quota",
    "disc quota", "disk space", "diskspace quota", "disk full for", "user is over", "user over", "user has exceeded",
    "user … quota", "user has too many messages", "user disk quota", "user is full", "user's mailbox is full",
    "not enough storage space", "insufficient disk quota", "insufficient mailbox",
    "full mailbox", "recipient is over", "recipient over", "recipient's mailbox is full", "recipient mailbox is full",
    "recipient reached disk quota", "recipient's disk quota", "recipient's quota", "recipient has exceeded",
    "too much mail data", "too many messages in this mailbox", "too many messages on this mailbox", "vdeliver: mailbox",
    "not enough space in mailbox", "no space left in mailbox", "mbox is full", "mailbox_full", "mailboxfull",
    "delivery failed: over quota", "resolver.rst.recipmailboxfull", "exceeded the storage", "has too much mail",
    "folder … full", "posta kutusu dolu", "posta kutusu … dolu", "kutusu dolu", "kota aşıldı", "kotası aşıldı",
    "kotası dolu", "kotası dolmuş", "kota dolu", "gelen kutusu dolu", "postfach ist voll", "postfach voll",
    "speicherplatz … überschritten", "quota überschritten", "mailbox voll", "boîte pleine", "boîte aux lettres pleine",
    "boite pleine", "boîte de réception … pleine", "quota dépassé",
    "buzón lleno", "buzón está lleno", "cuota excedida", "cuota superada", "bandeja de entrada … llena",
    "casella piena", "casella di posta piena", "quota superata", "caixa postal cheia", "caixa de correio … cheia",
    "cota excedida", "quota excedida", "postvak vol", "mailbox is vol", "skrzynka … pełna", "ящик переполнен",
    "почтовый ящик переполнен", "превышена квота", "メールボックスが一杯", "メールボックスがいっぱい", "メールボックスの容量", "容量を超え", "邮箱已满", "信箱已滿",
    "收件箱已满", "超出配额", "사서함이 가득",
  ]

  static let tooBig: [String] = [
    "message too big", "message is too big", "message too large", "message is too large", "message size exceeds",
    "message exceeds", "message … exceeds … size", "message size … exceeded", "message size limit", "message size too",
    "maximum message size", "max message size", "message file too big", "message file size exceeds",
    "message body size exceeds", "message body is too large", "message larger than", "message is larger",
    "message length limit", "size limit exceeded", "size limit", "exceeds size limit",
    "exceeded maximum inbound message size", "exceeds maximum", "exceeds the maximum", "exceeded the maximum message",
    "exceeds fixed maximum", "exceeds global", "exceeds limit … size", "message header size exceeds", "exceed the size",
    "mail size limit", "mail size exceed", "mail too large", "mail is too large", "mail data limit",
    "max message length", "message heading size",
    "data size exceeds", "datasize", "size of message", "too large", "too big", "line limit exceeded", "line too long",
    "line length exceeded", "recipsizelimit", "sendsizelimit", "msgsize", "message … size … limit", "ileti çok büyük",
    "mesaj çok büyük", "ileti boyutu", "mesaj boyutu", "boyut sınırı", "nachricht ist zu groß", "nachricht zu groß",
    "message trop volumineux", "taille … message", "mensaje demasiado grande", "messaggio troppo grande",
    "mensagem muito grande", "размер сообщения", "サイズが大き", "サイズ制限", "邮件过大",
  ]

  static let exceedsRecipientLimit: [String] = [
    "message length exceeds administrative limit", "message length exceeds limit set by recipient",
    "message length exceeds", "larger than the current maximum size allowed by the recipient",
    "exceeds the recipient's", "exceeded recipient's",
  ]

  static let tooMany: [String] = [
    "too many connections", "too many concurrent", "too many simultaneous", "too many sessions", "too many messages",
    "too many recipients", "too many mails", "too many emails", "too many sent", "too many errors",
    "too many invalid recipients", "too many bad", "too many unknown", "too many rcpt", "too many unauthorized",
    "too many attempts", "too many connects", "too many smtp sessions", "too many delivery", "too many transactions",
    "too many requests", "too frequent",
    "too fast", "too quickly", "too much mail", "connection rate", "connection limit", "connections exceed",
    "connection frequency", "max connections", "maximum number of connections", "maximum connections",
    "maximum number of recipients", "maximum number of messages", "maximum recipients", "concurrent connections",
    "concurrency limit", "number of recipients", "recipient limit", "recipients per", "rate limit", "rate limited",
    "rate-limit",
    "ratelimit", "rate control", "rate too high", "rate exceeded", "sending rate", "sending limit", "send limit",
    "message rate", "messages per", "mails per", "emails per", "throttl", "hourly limit", "daily limit",
    "exceeded the rate", "exceeded the allowed", "exceeded sending", "exceeded your", "exceeded the maximum number",
    "limit exceeded ip", "excessive", "over limit", "slow down", "receiving mail at a rate",
    "receiving email at a rate", "receiving mail too quickly", "server busy", "system busy", "çok fazla", "zu viele",
    "trop de", "demasiados", "troppi", "muitas", "слишком много",
    "daily sending quota exceeded", "please try again slower",
  ]

  static let routing: [String] = [
    "establish an smtp connection", "network error on destination",
    "too many hops", "hop count exceeded", "hop count", "hops exceeded", "maximum hop", "maximum number of hops",
    "mail loop", "mail loops", "mail forwarding loop", "mail is looping", "message is looping", "message loop",
    "routing loop", "loop detected", "loops back to", "looping", "local configuration error",
    "forwarded more than the maximum allowed times", "host is unreachable", "host unreachable", "no route to host",
    "network is unreachable", "network unreachable", "network error", "network is down", "no route",
    "dns error", "dns lookup failure", "dns failure", "dns lookup failed", "dns query failed", "temporary dns",
    "dns timeout", "dns server failure", "dns server returned", "name server timeout", "name server: … temporary",
    "name server failure", "temporary name server", "temporary failure in name resolution", "temporary lookup failure",
    "host name lookup failure", "name lookup failure", "lookup … failed", "no relevant answers",
    "could not contact dns", "could not connect and send the mail", "server refused connection", "servfail",
    "unable to route", "routing error", "no address associated",
    "connection reset", "connection lost", "lost connection", "conversation with … timed out", "broken pipe",
    "maximum forwarding",
    "döngü", "ağ hatası", "postschleife", "boucle", "bucle", "петл",
  ]

  static let outOfTime: [String] = [
    "connection timed out", "connection timeout", "connect … timed out", "operation timed out", "timed out", "timeout",
    "time out", "connection refused", "connection was dropped", "connection dropped", "connect to … failed",
    "could not connect", "couldn't connect", "cannot connect", "can't connect", "unable to connect",
    "unable to contact", "failed to connect",
    "not accept our requests to connect",
    "socket error", "delivery time expired", "delivery expired", "envelope expired", "message expired",
    "message timed out", "message has expired", "expired", "deferral", "retry timeout exceeded",
    "retry time not reached", "retry timeout", "multiple retries", "attempts exceeded", "maximum retry",
    "number of attempts", "attempts:", "failed … attempts", "giving up",
    "could not be delivered for more than", "not delivered within", "not been delivered", "been in the queue too long",
    "in the queue for", "queue too long", "in queue too long", "on the queue", "been queued", "undeliverable for",
    "unable to deliver … for", "could not send message for", "could not be sent for", "delivery attempted for",
    "for a long time",
    "delayed", "delay in", "has been delayed", "still being retried", "will be retried", "will retry",
    "continue to try", "will keep trying", "continue trying", "retried until", "not responding", "not respond",
    "did not respond", "no answer from host", "no response", "host not reachable", "not reachable",
    "unreachable for too long", "remote host is not responding", "recipient's mail server is not responding",
    "deferred: connection", "deferred", "no longer … retry", "too old", "zaman aşımı", "süresi doldu", "gecikti",
    "teslim edilemedi ve yeniden", "zeitüberschreitung", "verzögert", "délai", "retard", "tiempo de espera", "retras",
    "in ritardo", "истекло время", "задерж", "タイムアウト", "遅延", "配信が遅れ",
    "connecting to", "message was dated",
  ]

  /// What broke is named.
  static let systemPart: [String] = [
    "internal error", "internal server error", "internal system error", "internal software error", "internal resource",
    "queue file write error", "write error", "i/o error", "input/output error", "ldap", "database", "backend",
    "cname lookup failed", "lookup failed temporarily", "no space left", "disk full", "out of memory",
    "not enough memory", "mail system full", "insufficient system storage", "insufficient system resources",
    "insufficient disk space", "insufficient space", "system config error", "system configuration",
    "system incorrectly configured", "duplicated message-id", "loop alert", "cannot create", "can't create",
    "can not create", "unable to create", "cannot open", "can't open", "unable to open", "cannot write",
    "server configuration", "configuration error", "misconfigured",
  ]

  static let system: [String] = [

    "system error",
    "server error", "server is temporarily unavailable",
    "server temporarily unavailable", "server not available", "server unavailable", "server is not available",
    "service unavailable", "service currently unavailable", "service not available", "service is unavailable",
    "service is currently unavailable", "temporarily unavailable",
    "temporary local problem", "temporary error", "temporary problem", "temporary system", "temporary failure, please",
    "temporary server error", "temporarily deferred", "try again later", "please try again",
    "try later", "local error", "local problem", "local configuration",

    "insufficient system",
    "insufficient resources",
    "low on memory",
    "low on disk", "resources temporarily unavailable", "resource temporarily",
    "overloaded", "load too high",
    "load average", "shutting down", "maintenance", "under attack", "could not complete", "transaction failed",
    "unable to complete", "operating system error", "protocol error", "remote protocol", "bad gateway",
    "not accepting messages", "not currently accepting", "mail server … offline",
    "sistem hatası", "sunucu hatası", "geçici hata", "systemfehler", "erreur système", "error del sistema", "システムエラー",
    "系统错误", "general system failure",
    "greylist", "grey-list", "graylist", "greylisted", "too busy",
  ]

  static let program: [String] = [
    "command failed", "command died", "command time limit exceeded", "command not found", "command died with",
    "pipe to", "procmail", "maildrop", "mailer error", "local mailer", "mail.local", "x-unix", "unknown mailer error",
    "mailer … exited", "exited with", "exit status", "child process", "failed: 75", "failed: 67", "died with status",
    "signal", "program … failed", "child crashed", "local delivery failed", "temporary failure. command output",
    "can't exec", "no such file or directory", "following text was generated during the delivery attempt", "|exit",
  ]

  static let syntax: [String] = [
    "malformed address", "malformed recipient", "malformed or unknown", "syntax error", "syntax incorrect",
    "bad syntax", "address syntax", "incorrectly constructed", "address … malformed", "bad recipient address syntax",
    "invalid recipient syntax", "unbalanced", "command rejected", "command not implemented", "command unrecognized",
    "unrecognized command", "unrecognised command", "unknown command", "bad sequence of commands", "bad sequence",
    "out of sequence", "need rcpt", "need mail", "need fully-qualified hostname", "need fully-qualified address",
    "fully-qualified", "command parameter not implemented", "parameter not", "bad parameter", "command is too long",
    "no recipients specified", "improper command", "unexpected command", "expected", "not understood",
    "address must be", "söz dizimi", "sözdizimi hatası", "syntaxfehler", "erreur de syntaxe", "error de sintaxis",
    "синтаксическ",
  ]

  static let onHold: [String] = ["on hold", "quarantine", "held for", "beklemeye al"]

  static let unspecified: [String] = [
    "unknown error", "unspecified error", "undefined error", "no reason given", "reason unknown", "unknown reason",
  ]
}
