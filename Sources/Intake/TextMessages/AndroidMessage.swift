/// One `sms` or `mms` element of a backup, while its tags are being read.
struct AndroidMessage {
  enum Kind { case sms, mms }

  /// One `addr` element of an `mms`.
  struct Address {
    let number: String
    let role: Role
  }

  /// `type` of an `addr`: the header fields of the protocol (OMA-TS-MMS-ENC section 7.4), as Android numbers them.
  enum Role: Int64 { case from = 137, to = 151, carbonCopy = 130, blindCopy = 129 }

  /// What Android writes where our own number belongs (OMA-TS-MMS-ENC section 7.3.12).
  private static let ourselves = "insert-address-token"

  /// Defects are told up to this number; a broken backup has the same one in each part.
  private static let mostDefects = 20

  let kind: Kind
  let date: String?
  /// `type` of an `sms`, `msg_box` of an `mms`.
  let box: Int64?
  let boxText: String?
  /// `m_type` of an `mms`.
  let messageType: Int64?
  let address: String?
  let contactName: String?
  let subject: String
  private(set) var texts: [String] = []
  private(set) var files: [FoundRecord.File] = []
  private(set) var addresses: [Address] = []
  private(set) var defects: [String] = []
  private(set) var parts = 0
  /// `addr` elements, usable or not.
  private(set) var addressCount = 0
  /// Characters that could not be kept.
  var lostCharacters = 0

  init(_ kind: Kind, _ attributes: XMLAttributes) {
    self.kind = kind
    date = attributes.word("date")
    boxText = attributes.word(kind == .sms ? "type" : "msg_box")
    box = boxText.flatMap { Int64($0) }
    messageType = attributes.number("m_type")
    address = attributes.word("address")
    let name = attributes.word("contact_name")
    contactName = name == "(Unknown)" ? nil : name
    subject = attributes.text(kind == .sms ? "subject" : "sub") ?? ""
    if kind == .sms { texts = [attributes.text("body") ?? ""] }
  }

  mutating func addAddress(_ attributes: XMLAttributes, limits: RecordReadLimits) {
    addressCount += 1
    guard addressCount <= limits.participants, let number = attributes.word("address") else { return }
    guard let role = attributes.number("type").flatMap({ Role(rawValue: $0) }) else {
      note("an address has a role that is not known")
      return
    }
    addresses.append(Address(number: number, role: role))
  }

  mutating func addPart(_ attributes: XMLAttributes, limits: RecordReadLimits) {
    parts += 1
    guard parts <= limits.files else { return }
    let mediaType = attributes.word("ct") ?? ""
    let kind = mediaType.lowercased()
    // The layout of a slide show, which says nothing by itself.
    if kind == "application/smil" { return }
    let text = attributes.text("text")
    let data = attributes.bytes("data").map { Base64Text($0) }
    if data?.isDamaged == true { note("the data of a part is damaged") }
    let isText = kind == "text/plain" || kind.hasPrefix("text/plain;")
    if isText, let text = text ?? data.flatMap({ String(validating: $0.bytes, as: UTF8.self) }) {
      texts.append(text)
      return
    }
    guard let bytes = data?.bytes ?? text.map({ Array($0.utf8) }) else {
      note("a part of type \(mediaType.isEmpty ? "unknown" : mediaType) has no data in the backup")
      return
    }
    let name = attributes.word("name") ?? attributes.word("fn") ?? attributes.word("cl") ?? ""
    files.append(
      FoundRecord.File(name: FoundRecord.File.name(atEndOf: name), mediaType: mediaType, body: .bytes(bytes)))
  }

  private mutating func note(_ defect: String) {
    if defects.count < Self.mostDefects, !defects.contains(defect) { defects.append(defect) }
  }

  // MARK: The whole message

  /// - Throws: `IntakeError` for a message that cannot be kept as one: a draft, no date, no address.
  consuming func record(path: String, offset: UInt64, content: [UInt8], limits: RecordReadLimits) throws(IntakeError)
    -> FoundRecord
  {
    func refused(_ code: IntakeError.Code, _ reason: String) -> IntakeError {
      IntakeError(code: code, path: path, offset: offset, reason: reason)
    }
    if box == 3 { throw refused(.draft, "it is a draft that was never sent") }
    guard parts <= limits.files else {
      throw refused(.tooLarge, "the message has more than \(limits.files) parts")
    }
    guard let date else { throw refused(.notARecord, "the message has no date") }
    guard let milliseconds = Int64(date) else {
      throw refused(.notARecord, "the date of the message, \(Self.excerpt(date)), is no number of milliseconds")
    }
    let (time, overflow) = milliseconds.multipliedReportingOverflow(by: 1_000)
    guard !overflow, RecordTime.range.contains(time) else {
      throw refused(.notARecord, "the date of the message, \(Self.excerpt(date)), is outside of the years 1 to 9999")
    }
    if !Self.plausible.contains(time) { note("the date of the message is improbable") }
    let outbound = direction()
    // Several share one conversation, whatever the message was sent as.
    let split = address.map { Self.split($0, limits) } ?? []
    guard split.count <= limits.participants, addressCount <= limits.participants else {
      throw refused(.tooLarge, "the message has more than \(limits.participants) senders and receivers")
    }
    let (from, to) = participants(split, outbound: outbound)
    guard from != nil || !to.isEmpty else { throw refused(.notARecord, "the message has no address") }
    if lostCharacters > 0 {
      note("characters that XML does not have (\(lostCharacters)) were replaced by U+FFFD")
    }
    return FoundRecord(
      form: .androidBackup, path: path, offset: offset, content: content, channel: .textMessage, outbound: outbound,
      time: time, from: from, to: to, text: texts.joined(separator: "\n"), subject: subject, files: files,
      defects: defects)
  }

  /// 1990 to 2100: no text message is older, and clocks of phones start in 1970 or 1980.
  private static let plausible = Int64(631_152_000_000_000)...Int64(4_102_444_800_000_000)

  private mutating func direction() -> Bool? {
    if messageType == 130 { note("it is only the notice of a message that was never fetched") }
    switch (box, kind) {
    case (1, _): return false
    case (2, _): return true
    case (4, _):
      note("it lay in the outbox, so it may never have been sent")
      return true
    case (5, _):
      note("sending it failed")
      return true
    case (6, .sms):
      note("it was waiting to be sent")
      return true
    default: break
    }
    // m-send-req, m-notification-ind and m-retrieve-conf (OMA-TS-MMS-ENC section 7.3.30).
    switch messageType {
    case 128: return true
    case 130, 132: return false
    default: break
    }
    note(
      boxText.map { "its type \(Self.excerpt($0)) is not known, so the direction is not either" }
        ?? "it does not say whether it was sent or received")
    return nil
  }

  /// Who sent it and who received it, ourselves left out where the backup does not name our number.
  private mutating func participants(_ split: [String], outbound: Bool?) -> (
    FoundRecord.Participant?, [FoundRecord.Participant]
  ) {
    let sender = addresses.first { $0.role == .from && $0.number != Self.ourselves }?.number
    let stated = addresses.filter { $0.role != .from && $0.number != Self.ourselves }.map(\.number)
    // The backup names the contact of the whole conversation: it is a person's only where there is but one.
    let name = split.count == 1 ? contactName ?? "" : ""
    func participant(_ number: String, isContact: Bool) -> FoundRecord.Participant {
      FoundRecord.Participant(identity: number, name: isContact || number == address ? name : "")
    }
    if outbound == true {
      let receivers = stated.isEmpty ? split : stated
      return (
        sender.map { participant($0, isContact: false) },
        receivers.map { participant($0, isContact: receivers.count == 1) }
      )
    }
    let receivers = stated.map { participant($0, isContact: false) }
    if let sender { return (participant(sender, isContact: true), receivers) }
    if split.count > 1 {
      note("it does not say which of \(split.count) addresses sent it")
      return (nil, split.map { participant($0, isContact: false) })
    }
    return (split.first.map { participant($0, isContact: true) }, receivers)
  }

  /// Several addresses stand in one attribute, with `~` between them.
  private static func split(_ address: String, _ limits: RecordReadLimits) -> [String] {
    address.utf8.split(separator: UInt8(ascii: "~"), maxSplits: limits.participants)
      .compactMap { String($0) }.filter { $0 != ourselves }
  }

  private static func excerpt(_ text: String) -> String {
    "“\(text.prefix(30))\(text.utf8.count > 30 && text.count > 30 ? "…" : "")”"
  }
}
