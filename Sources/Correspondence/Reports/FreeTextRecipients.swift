import MailFormat

/// Whom the words of a report are about, and what they say of each.
///
/// An address counts by where it stands: alone or at the beginning of a line, behind words that introduce a recipient,
/// or amid others. Addresses of whoever sent the message, reads the report or should be asked for help are left out.
struct FreeTextRecipients {
  private enum Role: Int, Comparable {
    case mentioned, weak, listed, introduced, stated
    static func < (one: Role, other: Role) -> Bool { one.rawValue < other.rawValue }
  }

  private struct Mention {
    var key: String
    var address: String
    var line: Int
    var role: Role
    /// Of whoever sent, reads or is to be asked.
    var isOther: Bool
  }

  private let body: ReportText
  private var mentions: [Mention] = []
  private var linesByKey: [String: [Int]] = [:]
  /// Lines with an address of a recipient, where what is said of another ends.
  private var ownerOfLine: [Int: Set<String>] = [:]

  /// Bytes of a line that says something of one address (RFC 5321 section 4.5.3.1.6).
  private static let longestLine = 1_000

  /// Addresses looked at: twice as many as recipients are told.
  private static let maximumMentions = 20_000

  init(_ body: ReportText, _ header: ReportHeader, _ summary: MessageSummary?) {
    self.body = body
    var others = header.readers
    for mailbox in (summary.map { $0.from + $0.sender + $0.replyTo } ?? []) + header.from {
      others.insert(AddressScanner.key(mailbox.address))
    }
    var previous: [UInt8] = []
    for (index, line) in body.lines.enumerated() where !line.isEmpty && mentions.count < Self.maximumMentions {
      let bytes = body.whole[line]
      defer { previous = Array(bytes.suffix(80)) }
      let room = Self.maximumMentions - mentions.count
      for found in AddressScanner.addresses(in: bytes, limit: min(room, 10_000)) {
        // The name in front of the same or another address.
        if bytes.hasBytes(" <".utf8, at: found.range.upperBound) { continue }
        let key = AddressScanner.key(found.address)
        let before = bytes[max(bytes.startIndex, found.range.lowerBound - 200)..<found.range.lowerBound]
        let isFirst = before.startIndex == bytes.startIndex
        guard let role = Self.role(before, isAtStart: isFirst, after: previous) else { continue }
        let isOther = (others.contains(key) && role < .stated) || Self.isHelp(found.address)
        mentions.append(
          Mention(
            key: key, address: found.address, line: index, role: isOther ? .mentioned : role, isOther: isOther))
        linesByKey[key, default: []].append(index)
        ownerOfLine[index, default: []].insert(key)
      }
    }
    // Nobody else is there: whoever wrote to themselves is the one it failed for.
    if !mentions.contains(where: { $0.role > .mentioned }) {
      let senders = Set(header.from.map { AddressScanner.key($0.address) })
      for index in mentions.indices
      where others.contains(mentions[index].key) && !senders.contains(mentions[index].key) {
        let line = body.lines[mentions[index].line]
        let isAlone = mentions[index].address.utf8.count + 6 >= line.count
        if isAlone { mentions[index].role = .listed }
      }
    }
    if let summary { unnamed = summary.to + summary.cc }
  }

  private var unnamed: [Mailbox] = []

  /// The recipients, in order of appearance.
  var addresses: [String] {
    let strong = addresses { $0.role >= .listed }
    if !strong.isEmpty { return strong }
    let weak = addresses { $0.role == .weak }
    if !weak.isEmpty { return weak }
    let named = Set(mentions.filter { $0.role == .mentioned }.map(\.line)).filter { index in
      let line = body.lines[index]
      return line.count <= Self.longestLine
        && ReasonPhrases.table.matches(DiagnosisWords.folded(Array(body.whole[line])))
    }
    let failing = addresses { named.contains($0.line) && !$0.isOther }
    return failing.isEmpty ? addresses { named.contains($0.line) && !Self.isHelp($0.address) } : failing
  }

  /// The address that stands somewhere in the words, where there is but one.
  var addressMentioned: [String] {
    let mentioned = addresses { !$0.isOther }
    return mentioned.count == 1 ? mentioned : []
  }

  /// The recipients of the message that came back.
  var addressesOfOriginal: [String] {
    Array(unnamed.map(\.address).filter { !$0.isEmpty }.prefix(BounceRules.maximumRecipients))
  }

  /// The address of a report that can only be about one.
  var onlyAddress: String? {
    let found = addresses
    if found.count == 1 { return found.first }
    return found.isEmpty && unnamed.count == 1 ? unnamed.first?.address : nil
  }

  private func addresses(_ fits: (Mention) -> Bool) -> [String] {
    var (seen, found) = (Set<String>(), [String]())
    for mention in mentions where fits(mention) && seen.insert(mention.key).inserted { found.append(mention.address) }
    return found
  }

  // MARK: What is said

  /// All that the report says.
  var whole: [UInt8] { text(of: 0..<body.lines.count) }

  /// What the report says of an address among others.
  func words(about address: String) -> [UInt8] {
    let key = AddressScanner.key(address)
    let lines = (linesByKey[key] ?? []).prefix(20)
    // What stands beside the address is said of it; what stands below may be the next one's.
    if lines.allSatisfy({ body.lines[$0].count <= Self.longestLine }) {
      let own = lines.reduce(into: [UInt8]()) { $0 += text(of: $1..<($1 + 1)) }
      if ReasonPhrases.table.matches(DiagnosisWords.folded(own)) { return own }
    }
    var said: [UInt8] = []
    for start in lines where said.count < BounceRules.maximumDiagnosisBytes {
      var end = start + 1
      // To the next blank line or the next recipient; a blank line right behind the address is a matter of layout.
      while end < body.lines.count, end < start + 20 {
        if body.lines[end].isEmpty, end > start + 1 { break }
        if let owners = ownerOfLine[end], !owners.contains(key) { break }
        end += 1
      }
      said += text(of: start..<end)
    }
    return said
  }

  private func text(of lines: Range<Int>) -> [UInt8] {
    var said: [UInt8] = []
    for index in lines where said.count < BounceRules.maximumDiagnosisBytes {
      said.append(contentsOf: body.whole[body.lines[index]].prefix(BounceRules.maximumDiagnosisBytes))
      said.append(0x0A)
    }
    return said
  }

  // MARK: Roles

  /// Whom a list says to ask.
  private static func isHelp(_ address: String) -> Bool {
    help.closes(FoldedText(address.utf8.prefix { $0 != UInt8(ascii: "@") }).bytes[...])
  }

  private static let help = PhraseTable<Void>([((), ["-owner", "-admin", "-request"])])

  /// What the words before an address make of it; nil for the address of somebody else.
  private static func role(_ before: ArraySlice<UInt8>, isAtStart: Bool, after previous: [UInt8]) -> Role? {
    let folded = FoldedText(before).bytes
    var end = folded.endIndex
    while end > 0 {
      if folded[end - 1].isSpaceOfASCII || opening.contains(folded[end - 1]) {
        end -= 1
      } else if folded.hasBytes(wideColon, at: end - 3) {
        end -= 3
      } else {
        break
      }
    }
    let words = folded[..<end]
    if words.isEmpty {
      guard isAtStart else { return .mentioned }
      let last = FoldedText(previous).bytes
      return othersBefore.closes(last[...]) ? nil : .listed
    }
    if statedBefore.closes(words) { return .stated }
    if recipientsBefore.closes(words) { return .introduced }
    if othersBefore.closes(words) { return nil }
    if weakBefore.closes(words) { return .weak }
    // Reply codes and marks of lists.
    if isAtStart, words.allSatisfy({ !$0.isLetterOfASCII && $0 < 0x80 }) { return .listed }
    return .mentioned
  }

  private static let wideColon = Array("：".utf8)
  private static let opening = Array("<([{'\"`*:;=|\u{2D}".utf8)

  /// Fields and commands of the protocols: what they name is a recipient, whoever else it may be.
  private static let statedBefore = PhraseTable<Void>([
    (
      (),
      [
        "final-recipient: rfc822", "original-recipient: rfc822", "final-recipient:rfc822", "original-recipient:rfc822",
        "final-recipient", "original-recipient", "rcpt to",
      ]
    )
  ])

  private static let recipientsBefore = PhraseTable<Void>([
    (
      (),
      [
        "rcpt", "recipient address", "original address",
        "failed recipient", "recipient",
        "recipients", "addressed to", "undeliverable to", "delivering your mail to", "deliver message to",
        "deliver your message to", "deliver mail to", "delivery to", "delivered to",
        "delivered to the following address", "failed for", "message to", "mail to the following address",
        "delivery failed for", "rejected for", "address", "failed address", "bad address",
        "user", "attempts", "could not deliver to", "not delivered to", "delivery failure for", "delivery failed to",
        "your message to", "your mail to", "your email to", "the following address", "following recipient",
        "following addresses", "to address", "unable to deliver to", "unable to send to", "send to", "sent to", "alıcı",
        "alıcılar", "adres", "adresi", "adresine", "empfänger", "an die adresse", "destinataire", "destinatario",
        "destinatário", "получатель", "адресату", "宛先", "받는 사람", "수신자", "收件人", "failed to deliver to", "mailing list",
        "duplicated message-id in",
        "following message to",
      ]
    )
  ])

  private static let weakBefore = PhraseTable<Void>([((), ["to", "for", "kime", "an", "à", "a", "кому", "cc"])])

  private static let othersBefore = PhraseTable<Void>([
    (
      (),
      [
        "from", "mail from", "by", "sender", "original sender", "return-path", "reply-to", "contact", "contacting",
        "please contact", "send mail to", "send email to", "send an email to", "please send mail to", "an email to",
        "a message to", "assistance", "help", "support", "postmaster", "administrator", "via", "envelope-from",
        "report to", "reported to", "forward this", "hello", "hi", "dear", "merhaba", "sayın", "hallo", "bonjour",
        "hola", "email us at", "mail us at", "write to", "questions", "mailto", "message-id", "in-reply-to",
        "references", "message id", "messageid", "gönderen", "kimden", "von", "de", "absender", "expéditeur",
        "remitente", "отправитель", "id", "x-postfix-sender: rfc822", "x-postfix-sender",
        "to the address", "abuse", "iletişim", "you",
      ]
    )
  ])
}
