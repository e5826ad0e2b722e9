import Foundation
import Testing

@testable import MailFormat

/// Agreement with the goldens of `mime/` in the corpora: 53 messages, each with LF and with CRLF line ends.
@Suite(.enabled(if: Corpora.folder != nil, "EVRAK_CORPORA is not set"))
struct GoldenTests {
  @Test(arguments: Corpora.goldens, ["json", "crlf.json"])
  func agrees(message: String, form: String) throws {
    let folder = try #require(Corpora.folder).appending(path: "mime")
    var bytes = [UInt8](try Data(contentsOf: folder.appending(path: message + ".eml")))
    if form == "crlf.json" { bytes = Self.withCRLF(bytes) }
    let golden = try GoldenMessage(json: Data(contentsOf: folder.appending(path: "\(message).\(form)")))
    for (aspect, expected, actual) in Self.compare(golden, MailMessage(bytes)) where expected != actual {
      if GoldenDifferences.reason(message, aspect) != nil { continue }
      Issue.record(
        "\(message) (\(form)) differs in \(aspect)\nexpected: \(expected.debugDescription)\nactual:   \(actual.debugDescription)"
      )
    }
  }

  @Test(arguments: GoldenDifferences.all)
  func listedDifferencesStillExist(difference: GoldenDifferences.Difference) throws {
    let folder = try #require(Corpora.folder).appending(path: "mime")
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: difference.message + ".eml")))
    let golden = try GoldenMessage(json: Data(contentsOf: folder.appending(path: "\(difference.message).json")))
    let differs = Self.compare(golden, MailMessage(bytes)).contains {
      $0.aspect == difference.aspect && $0.expected != $0.actual
    }
    #expect(differs, "\(difference.message) agrees in \(difference.aspect) by now: take it off the list")
  }

  private static func withCRLF(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for byte in bytes {
      if byte == 10, result.last != 13 { result.append(13) }
      result.append(byte)
    }
    return result
  }

  private static func compare(_ golden: GoldenMessage, _ message: MailMessage)
    -> [(aspect: String, expected: String, actual: String)]
  {
    let summary = message.summary
    var result = [
      ("subject", golden.subject ?? "", summary.subject ?? ""),
      ("message-id", golden.messageID ?? "", summary.messageID ?? ""),
      ("in-reply-to", golden.inReplyTo.joined(separator: " "), summary.inReplyTo.joined(separator: " ")),
      ("references", golden.references.joined(separator: " "), summary.references.joined(separator: " ")),
      ("date", golden.date ?? "", summary.date?.rfc3339() ?? ""),
      ("text", golden.text, message.text ?? ""),
      ("html", golden.html, message.html ?? ""),
    ]
    let lists: [(String, [Mailbox])] = [
      ("from", summary.from), ("to", summary.to), ("cc", summary.cc), ("bcc", summary.bcc),
      ("reply_to", summary.replyTo), ("sender", summary.sender),
    ]
    for (name, boxes) in lists {
      let actual = boxes.map { GoldenMessage.Box(name: $0.name, address: $0.address.isEmpty ? nil : $0.address) }
      result.append((name, "\(golden.addresses[name] ?? [])", "\(actual)"))
    }
    let attachments = message.attachments.map { attachment in
      GoldenMessage.Attachment(
        name: attachment.name, bytes: attachment.part.attachedMessage == nil ? attachment.decoded() : nil,
        subject: attachment.part.attachedMessage?.summary.subject)
    }
    result.append(("attachments", "\(golden.attachments)", "\(attachments)"))
    return result.map { (aspect: $0.0, expected: $0.1, actual: $0.2) }
  }
}
