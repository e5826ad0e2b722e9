/// The notice of a sending service, in JSON, as Amazon's SES mails it through SNS:
/// `{"notificationType":"Bounce","bounce":{"bouncedRecipients":[{"emailAddress":…`.
struct ServiceNotice {
  private let kind: Classification.Kind
  private let recipients: [ReportedRecipient]

  /// Bytes of the notice that are read; the header of the message, in it too, can make it long.
  private static let maximumBytes = 64 << 10

  init?(_ text: [UInt8]) {
    let start = text.trimmedRange.lowerBound
    guard text.hasBytes("{".utf8, at: start) else { return nil }
    let outer = Self.json(text[start...])
    // SNS wraps the notice of SES as a string into its own.
    let json = Self.value(of: "Message", in: outer[...]).map { Array($0.utf8) } ?? outer
    switch Self.value(of: "notificationType", in: json[...]) ?? Self.value(of: "eventType", in: json[...]) {
    case "Bounce": kind = .bounce
    case "Complaint": kind = .feedback
    case "Delivery": kind = .receipt
    default: return nil
    }
    let name = kind == .bounce ? "bouncedRecipients" : kind == .feedback ? "complainedRecipients" : "recipients"
    guard let list = Self.list(name, in: json) else { return nil }
    let kind = kind
    recipients = RecipientList(Self.entries(list).map { Self.recipient($0, kind) }).all
    if recipients.isEmpty { return nil }
  }

  func classification(_ words: String) -> Classification {
    Classification(kind: kind, recipients: recipients, ownText: words, returned: nil)
  }

  private static func recipient(_ entry: ArraySlice<UInt8>, _ kind: Classification.Kind) -> ReportedRecipient {
    let address = value(of: "emailAddress", in: entry) ?? AddressScanner.addresses(in: entry, limit: 1).first?.address
    guard kind == .bounce else {
      return ReportedRecipient(
        address: address ?? "", status: nil, replyCode: nil, reason: kind == .feedback ? .feedback : nil)
    }
    let diagnosis = Array((value(of: "diagnosticCode", in: entry) ?? "").utf8)
    var codes = ReplyCodes(in: diagnosis)
    let stated = value(of: "status", in: entry).flatMap { StatusCode(in: Array($0.utf8), at: 0) }
    if codes.status.map(\.isGeneric) ?? true { codes.status = stated ?? codes.status ?? StatusCode(class: 5) }
    let rules = ReasonRules(
      diagnosis: DiagnosisWords(diagnosis), context: .none, codes: codes, isTransient: codes.status?.class == 4)
    return ReportedRecipient(
      address: address ?? "", status: codes.status?.description, replyCode: codes.reply, reason: rules.reason)
  }

  // MARK: JSON

  /// The text without the breaks that old mail programs put into long lines, `!` and a new line.
  private static func json(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var json: [UInt8] = []
    for byte in text.prefix(maximumBytes) {
      if byte == 0x0A {
        if json.last == UInt8(ascii: "!") { json.removeLast() }
      } else if byte != 0x0D {
        json.append(byte)
      }
    }
    return json
  }

  /// The string behind a name, its escapes undone as far as addresses and replies have any.
  private static func value(of name: String, in json: ArraySlice<UInt8>) -> String? {
    guard var at = place(of: name, in: json), at < json.endIndex, json[at] == UInt8(ascii: "\"") else { return nil }
    at += 1
    var value: [UInt8] = []
    while at < json.endIndex, json[at] != UInt8(ascii: "\"") {
      if json[at] == UInt8(ascii: "\\"), at + 1 < json.endIndex { at += 1 }
      value.append(json[at])
      at += 1
    }
    return String(decoding: value, as: UTF8.self)
  }

  /// Where the value behind a name begins.
  private static func place(of name: String, in json: ArraySlice<UInt8>) -> Int? {
    let wanted = Array("\"\(name)\"".utf8)
    var start = json.startIndex
    while start + wanted.count < json.endIndex {
      if json[start] == wanted[0], json.hasBytes(wanted, at: start) {
        var at = start + wanted.count
        while at < json.endIndex, json[at].isSpaceOfASCII || json[at] == UInt8(ascii: ":") { at += 1 }
        return at
      }
      start += 1
    }
    return nil
  }

  /// What stands in the brackets behind a name. No entry has brackets of its own.
  private static func list(_ name: String, in json: [UInt8]) -> ArraySlice<UInt8>? {
    guard let open = place(of: name, in: json[...]), open < json.endIndex, json[open] == UInt8(ascii: "[") else {
      return nil
    }
    let close = json[open...].firstIndex(of: UInt8(ascii: "]")) ?? json.endIndex
    return json[(open + 1)..<close]
  }

  private static func entries(_ list: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    let separator = list.contains(UInt8(ascii: "{")) ? UInt8(ascii: "}") : UInt8(ascii: ",")
    return list.split(separator: separator).filter { $0.contains(UInt8(ascii: "@")) }
  }
}
