import Foundation
import Testing

/// `evrak classify`: what a message is, without an archive.
@Suite("Classify") struct ClassifyTests {
  private static let bounce = """
    Return-Path: <>
    From: MAILER-DAEMON@posta.example
    To: ayse@meltem.example
    Subject: failure notice

    <yok@liman.example>:
    Remote host said: 550 5.1.1 no such user

    --- Below this line is a copy of the message.

    Return-Path: <ayse@meltem.example>
    Message-ID: <42@meltem.example>
    """

  @Test("a line of JSON a file")
  func json() throws {
    let space = try Workspace()
    let bounce = try space.write("mail/bounce.eml", Self.bounce)
    let letter = try space.write("mail/a.eml", "From: can@liman.example\nSubject: x\n\nMerhaba\n\n> eski\n")
    let note = try space.write(
      "mail/b.eml", "From: can@liman.example\nAuto-Submitted: auto-replied\nSubject: x\n\nİzindeyim.\n")
    let found = try space.evrak("classify", bounce, letter, note, "--json").objects()
    #expect(found.map { $0["kind"] as? String } == ["bounce", "message", "auto-reply"])
    #expect(found.map { $0["file"] as? String } == [bounce, letter, note])
    #expect(found.map { $0["own_text"] as? String }.dropFirst() == ["Merhaba", "İzindeyim."])
    let recipient = try #require((found.first?["recipients"] as? [[String: Any]])?.first)
    #expect(recipient["address"] as? String == "yok@liman.example")
    #expect(recipient["status"] as? String == "5.1.1" && recipient["reply_code"] as? Int == 550)
    #expect(recipient["reason"] as? String == "userunknown" && recipient["hard"] as? Bool == true)
    let people = try space.evrak("classify", bounce)
    #expect(people.lines == ["\(bounce): bounce", "  yok@liman.example: userunknown (550 5.1.1), hard"])
  }

  @Test("what holds no message, or more than one, is refused in a sentence; the others are classified")
  func refusals() throws {
    let space = try Workspace()
    let letter = try space.write("mail/a.eml", "From: can@liman.example\nSubject: x\n\nMerhaba\n")
    let mbox = try space.write(
      "mail/box",
      "From a Mon Jan  6 09:00:00 2025\nFrom: a@b.example\n\nx\n\nFrom b Mon Jan  6 09:00:00 2025\nFrom: b@c.example\n\ny\n"
    )
    let empty = try space.write("mail/empty", "")
    for (file, status, word) in [(mbox, 65, "mbox"), (empty, 65, "empty"), ("/nowhere", 66, "read")] {
      let result = try space.evrak("classify", file, letter, "--json")
      #expect(result.status == status)
      #expect(result.errors.contains(word) && result.errors.split(separator: "\n").count == 1)
      #expect(try result.objects().map { $0["kind"] as? String } == ["message"])
    }
    let folder = try space.evrak("classify", URL(fileURLWithPath: letter).deletingLastPathComponent().path)
    #expect(folder.status == 65 && folder.errors.contains("is a folder"))
  }
}
