import Correspondence
import Foundation
import Testing

/// Replies of many mail programs: `replies/` of the corpora.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["EVRAK_CORPORA"] != nil,
    "EVRAK_CORPORA does not name the folder of the corpora"))
struct ReplyCorporaTests {
  private let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["EVRAK_CORPORA"] ?? "")
    .appending(path: "replies")

  /// talon states what a reply says apart from quotations, signature included, white space aside; where no file states
  /// it, it is `Hello`.
  @Test func standardRepliesAgreeWithTalon() throws {
    let replies = folder.appending(path: "talon/standard_replies")
    let names = try FileManager.default.contentsOfDirectory(atPath: replies.path).filter { $0.hasSuffix(".eml") }
    var disagreeing: [String] = []
    for name in names.sorted() {
      let stated = replies.appending(path: name.dropLast(4) + "_reply_text")
      let expected = (try? String(contentsOf: stated, encoding: .utf8)) ?? "Hello"
      let message = try String(contentsOf: replies.appending(path: name), encoding: .utf8)
      let said = pieces(try #require(ReplyText.of(message), "\(name)")).filter { $0.kind != .quoted }.map(\.text)
        .joined()
      if said.filter({ !$0.isWhitespace }) != expected.filter({ !$0.isWhitespace }) {
        disagreeing.append("\(name): \(said.debugDescription)")
      }
    }
    print("talon: \(names.count - disagreeing.count) of \(names.count) replies agree; not: \(disagreeing)")
    #expect(names.count == 12)
    #expect(names.count - disagreeing.count >= 12)
  }

  /// The first line of each part that isn't own, as a reader of the mails would name it.
  @Test(arguments: [
    ("correct_sig", ["signature: -- "]),
    ("email_1_1", []),
    ("email_1_2", ["quoted: On Tue, 2011-03-01 at 18:02 +0530, Abhishek Kona wrote:", "quoted: > "]),
    ("email_1_3", ["quoted: On 01/03/11 7:07 PM, Russell Brown wrote:"]),
    ("email_1_4", ["quoted: On Aug 22, 2011, at 7:37 PM, defunkt<reply@reply.github.com> wrote:"]),
    ("email_1_5", []),
    ("email_1_6", ["quoted: On Dec 16, 2011, at 12:47 PM, Corey Donohoe"]),
    ("email_1_7", ["quoted: On Tue, Sep 25, 2012 at 8:59 AM, Chris Wanstrath"]),
    ("email_2_1", ["quoted:  ------------------------------"]),
    ("email_2_2", ["quoted: ________________________________________"]),
    ("email_2_3", ["quoted: From: CRM Comments [crm-comment@example.com]"]),
    ("email_BlackBerry", []),
    (
      "email_bullets",
      ["quoted: On Fri, Feb 24, 2012 at 10:19 AM, <examples@email.goalengine.com> wrote:", "signature: -- "]
    ),
    ("email_one_is_not_on", ["quoted: On Oct 1, 2012, at 11:55 PM, Dave Tapley wrote:"]),
    ("email_sig_delimiter_in_middle_of_line", []),
    ("greedy_on", ["quoted: On 9 Jan 2014, at 2:47, George Plymale wrote:"]),
    ("pathological", ["quoted: On Dec 8, 2013 2:10 PM, \"John Sullivan\" <notifications@github.com> wrote:"]),
  ])
  func partsBeginWhereAReaderSeesThem(name: String, beginnings: [String]) throws {
    let text = try String(contentsOf: folder.appending(path: "email_reply_parser/\(name).txt"), encoding: .utf8)
    let found = pieces(text).filter { $0.kind != .own }
    #expect(found.map { "\($0.kind): \($0.text.prefix { !$0.isNewline })" } == beginnings)
  }
}

/// Just enough of MIME for the replies of talon: the first plain text, decoded.
private enum ReplyText {
  static func of(_ message: String) -> String? {
    let message = message.replacingOccurrences(of: "\r\n", with: "\n")
    guard let (header, body) = halves(message) else { return nil }
    guard header.contains("multipart/") else { return decode(body, header) }
    guard let range = message.range(of: "text/plain"),
      let opening = message[..<range.lowerBound].range(of: "\n--", options: .backwards),
      let part = halves(String(message[opening.upperBound...]))
    else { return nil }
    let boundary = "\n--" + message[opening.upperBound...].prefix { $0 != "\n" }
    return decode(part.body.components(separatedBy: boundary)[0], part.header)
  }

  private static func halves(_ text: String) -> (header: String, body: String)? {
    guard let gap = text.range(of: "\n\n") else { return nil }
    return (text[..<gap.lowerBound].lowercased(), String(text[gap.upperBound...]))
  }

  private static func decode(_ body: String, _ header: String) -> String? {
    if header.contains("base64") {
      return Data(base64Encoded: body, options: .ignoreUnknownCharacters).map { String(decoding: $0, as: UTF8.self) }
    }
    guard header.contains("quoted-printable") else { return body }
    return body.replacingOccurrences(of: "=\n", with: "").replacingOccurrences(of: "=", with: "%")
      .removingPercentEncoding
  }
}
