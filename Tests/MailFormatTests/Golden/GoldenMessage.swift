import Foundation

/// What the goldens of the corpus say of a message, brought into the shape of the questions that we ask.
struct GoldenMessage {
  struct Box: Hashable, CustomStringConvertible {
    let name: String?
    let address: String?
    var description: String { "\(name ?? "-") <\(address ?? "")>" }
  }

  struct Attachment: Hashable, CustomStringConvertible {
    let name: String?
    let bytes: [UInt8]?  // nil for an attached message, which is compared by its own members
    let subject: String?
    var description: String {
      "\(name ?? "-") "
        + (bytes.map { "\($0.count) bytes \(String(decoding: $0.prefix(60), as: UTF8.self))" }
          ?? "message \(subject ?? "-")")
    }
  }

  var subject: String?
  var messageID: String?
  var inReplyTo: [String] = []
  var references: [String] = []
  var date: String?
  var addresses: [String: [Box]] = [:]
  var text: String = ""
  var html: String = ""
  var attachments: [Attachment] = []

  init(json: Data) throws {
    let object = try JSONSerialization.jsonObject(with: json)
    self.init(object as? [String: Any] ?? [:])
  }

  private init(_ message: [String: Any]) {
    let parts = message["parts"] as? [[String: Any]] ?? []
    readHeaders(parts.first?["headers"] as? [[String: Any]] ?? [])
    let bodies = { (key: String) in
      (message[key] as? [Int] ?? []).compactMap { parts.indices.contains($0) ? parts[$0] : nil }
    }
    text = Self.joined(bodies("text_body").compactMap { Self.body($0)["Text"] as? String })
    html = Self.joined(bodies("html_body").compactMap { Self.body($0)["Html"] as? String })
    attachments = bodies("attachments").map(Self.attachment)
  }

  static func joined(_ pieces: [String]) -> String {
    pieces.reduce(into: "") { text, piece in
      if !text.isEmpty, text.utf8.last != 10 { text += "\n" }
      text += Self.lineFeeds(piece)
    }
  }

  static func lineFeeds(_ text: String) -> String {
    text.replacingOccurrences(of: "\r\n", with: "\n")
  }

  private static func body(_ part: [String: Any]) -> [String: Any] { part["body"] as? [String: Any] ?? [:] }

  private static func attachment(_ part: [String: Any]) -> Attachment {
    let body = body(part)
    let name = fileName(part["headers"] as? [[String: Any]] ?? [])
    if let message = body["Message"] as? [String: Any] {
      return Attachment(name: name, bytes: nil, subject: GoldenMessage(message).subject)
    }
    let text = body["Text"] as? String ?? body["Html"] as? String
    let binary = (body["Binary"] ?? body["InlineBinary"]) as? [Int]
    return Attachment(
      name: name, bytes: text.map { Array($0.utf8) } ?? binary?.map { UInt8(truncatingIfNeeded: $0) } ?? [],
      subject: nil)
  }

  private static func fileName(_ headers: [[String: Any]]) -> String? {
    for (field, attribute) in [("content_disposition", "filename"), ("content_type", "name")] {
      for header in headers where header["name"] as? String == field {
        let value = (header["value"] as? [String: Any])?["ContentType"] as? [String: Any]
        for pair in value?["attributes"] as? [[String: Any]] ?? [] where pair["name"] as? String == attribute {
          return pair["value"] as? String
        }
      }
    }
    return nil
  }

  private mutating func readHeaders(_ headers: [[String: Any]]) {
    for header in headers {
      guard let name = header["name"] as? String, let value = header["value"] as? [String: Any] else { continue }
      let texts = value["TextList"] as? [String] ?? (value["Text"] as? String).map { [$0] } ?? []
      switch name {
      case "subject": subject = subject ?? texts.first
      case "message_id": messageID = messageID ?? texts.first
      case "in_reply_to": inReplyTo = texts
      case "references": references = texts
      case "date": date = date ?? (value["DateTime"] as? [String: Any]).map(Self.date)
      case "from", "to", "cc", "bcc", "reply_to", "sender":
        if addresses[name] == nil { addresses[name] = Self.boxes(value["Address"] as? [String: Any] ?? [:]) }
      default: break
      }
    }
  }

  private static func boxes(_ value: [String: Any]) -> [Box] {
    var list = value["List"] as? [[String: Any]] ?? []
    for group in value["Group"] as? [[String: Any]] ?? [] { list += group["addresses"] as? [[String: Any]] ?? [] }
    return list.map { Box(name: $0["name"] as? String, address: $0["address"] as? String) }
  }

  private static func date(_ value: [String: Any]) -> String {
    func number(_ key: String) -> Int { value[key] as? Int ?? 0 }
    let sign = value["tz_before_gmt"] as? Bool == true ? "-" : "+"
    return String(
      format: "%04d-%02d-%02dT%02d:%02d:%02d%@%02d:%02d", number("year"), number("month"), number("day"),
      number("hour"),
      number("minute"), number("second"), sign, number("tz_hour"), number("tz_minute"))
  }
}
