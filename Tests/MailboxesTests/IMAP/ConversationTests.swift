import Foundation
import Testing

@testable import Mailboxes

/// What Dovecot 2.3 said to the commands of this target, as it came from the wire: logged in, then `dovecot-sync` lists,
/// examines, searches and reads a mailbox whose messages imitate the protocol; `dovecot-idle` waits for a message. The
/// events stand beside them in the files `.events`.
@Suite("Recorded conversations") struct ConversationTests {
  private static func file(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Conversations")
    return [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  @Test("events are the same in all pieces", arguments: ["dovecot-sync", "dovecot-idle"], Cut.allCases)
  func recorded(name: String, cut: Cut) throws {
    let told = read(try Self.file(name + ".imap"), cut)
    let expected = String(decoding: try Self.file(name + ".events"), as: UTF8.self)
    #expect(told.lines == expected.split(separator: "\n").map { String($0) })
  }

  @Test("a session that gave the commands understands the answers", arguments: Cut.allCases)
  func synchronised(cut: Cut) throws {
    let session = IMAPSession(state: .authenticated)
    var transcript = Transcript()
    let commands: [IMAPCommand] = [
      .capability, .examine(IMAPMailboxName("INBOX"), resuming: nil), .idle, .uidSearch(.all), .logout,
    ]
    var next = 0
    func advance() throws {
      guard next < commands.count else { return }
      _ = try session.submit(commands[next])
      next += 1
      _ = session.takeOutgoingBytes()
    }
    try advance()
    for piece in cut.pieces(of: try Self.file("dovecot-idle.imap")) {
      try piece.withUnsafeBytes { bytes in
        try session.receive(bytes) { event in
          transcript.tell(event)
          switch event {
          case .completed: try advance()
          case .response(.exists) where session.state == .idling:
            try session.endIdle()
            #expect(session.takeText() == "DONE\r\n")
          default: break
          }
        }
      }
    }
    #expect(session.state == .loggedOut)
    #expect(session.examined?.exists == 16)
    #expect(transcript.lines.contains("search E4 uid true all 1:16 min - max - count - modseq -"))
  }
}
