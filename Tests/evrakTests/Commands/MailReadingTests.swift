import Foundation
import Testing

/// What `show` and `parse` tell of mail that is more than header and text.
@Suite struct MailReadingTests {
  @Test func aFileWithinATextIsNumberedAndGivenBack() throws {
    let space = try Workspace()
    let file = try space.write(
      "mail/old.eml",
      """
      From: a@b.example
      Subject: eski usul

      ekte
      begin 644 liste.txt
      #86)C
      `
      end
      """)
    _ = try space.evrak("import", file, "--account", "info@meltem.example")
    let shown = try space.evrak("show", "1").output
    #expect(shown.contains("Inside: part 1.1: liste.txt, uuencode, 3 bytes"))
    #expect(shown.contains("ekte") && !shown.contains("#86)C"))
    #expect(try space.evrak("show", "1", "--part", "1.1").output == "abc")
    for missing in ["1.2", "1.1.1", "2.1"] {
      #expect(try space.evrak("show", "1", "--part", missing).status == 66, "\(missing)")
    }
    for mistyped in ["1.", "0", "a", "-1", "1..1"] {
      #expect(try space.evrak("show", "1", "--part=\(mistyped)").status == 64, "\(mistyped)")
    }
  }

  @Test func whatIsWrongWithAMailIsSaidToPeopleToo() throws {
    let space = try Workspace()
    let file = try space.write("mail/a.eml", "From: adsiz\nTo: info, bozuk@\nDate: gestern\nSubject: x\n\ny\n")
    _ = try space.evrak("import", file, "--account", "info@meltem.example")
    let shown = try space.evrak("show", "1").output
    #expect(shown.contains("\nFrom: adsiz\n") && shown.contains("\nDefect: incompleteAddress at byte "))
    #expect(shown.contains("\nDefect: unreadableDate at byte "))
    let defects = try space.evrak("show", "1", "--json").objects().first?["defects"] as? [String]
    #expect(defects?.filter { $0.hasPrefix("incompleteAddress") }.count == 2)
  }

  @Test func aBounceTellsWhomItDidNotReach() throws {
    let space = try Workspace()
    let file = try space.write(
      "mail/bounce.eml",
      """
      From: MAILER-DAEMON@meltem.example
      Subject: Undelivered
      Received: from a by b; Tue, 3 Mar 2026 10:00:00 +0300
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=delivery-status; boundary=x

      --x

      Ulaştırılamadı.
      --x
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.meltem.example

      Final-Recipient: rfc822; yok@kuzey.example
      Action: failed
      Status: 5.1.1
      Diagnostic-Code: smtp; 550 5.1.1 no such user
      --x
      Content-Type: text/rfc822-headers

      Subject: Teklif
      Message-ID: <t1@meltem.example>

      --x--
      """)
    let told = try space.evrak("parse", file).output
    #expect(told.contains("Delivery: yok@kuzey.example failed (5.1.1): 550 5.1.1 no such user"))
    #expect(told.contains("About: Teklif <t1@meltem.example>"))
    #expect(told.contains("Date: 2026-03-03T10:00:00+03:00, when it was received"))
    let parsed = try #require(try space.evrak("parse", file, "--json").objects().first)
    #expect(parsed["date"] is NSNull && parsed["received_date"] as? String == "2026-03-03T10:00:00+03:00")
    let report = try #require(parsed["report"] as? [String: Any])
    let returned = try #require(report["returned"] as? [String: Any])
    #expect(report["kind"] as? String == "delivery" && returned["message_id"] as? String == "t1@meltem.example")
  }

  @Test func nothingIsAddedToABackup() throws {
    let space = try Workspace()
    let file = try space.write("mail/a.eml", "From: a@b.example\nSubject: x\n\ny\n")
    _ = try space.evrak("import", file, "--account", "a@b.example")
    let backup = space.path + "/backup"
    #expect(try space.evrak("backup", backup).status == 0)
    #expect(try space.evrak("import", file, "--account", "c@b.example", "--archive", backup).status == 73)
    #expect(try space.evrak("timeline", "a@b.example", "--archive", backup).status == 0)
    #expect(try space.evrak("backup", space.archive + "/inside").status == 73)
  }

  @Test(arguments: ["Selin <selin@b.example>", "selin", "selin b@b.example"])
  func anAccountIsAnAddress(account: String) throws {
    let space = try Workspace()
    let file = try space.write("mail/a.eml", "From: a@b.example\nSubject: x\n\ny\n")
    #expect(try space.evrak("import", file, "--account", account).status == 64)
  }

  @Test func aJournalShowsTheMailInIt() throws {
    let space = try Workspace()
    let file = try space.write(
      "mail/journal.eml",
      """
      From: journal@meltem.example
      X-MS-Journal-Report:
      Subject: Fiyat
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=x

      --x
      Content-Type: text/plain

      Sender: selin@meltem.example
      Message-Id: <f1@meltem.example>
      To: onur@kuzey.example
      Bcc: gizli@kuzey.example
      --x
      Content-Type: message/rfc822

      From: Selin <selin@meltem.example>
      To: onur@kuzey.example
      Subject: Fiyat
      Message-ID: <f1@meltem.example>
      Date: Tue, 3 Mar 2026 10:00:00 +0300

      Liste ekte.
      --x--
      """)
    _ = try space.evrak("import", file, "--account", "arsiv@meltem.example")
    #expect(try space.evrak("timeline", "gizli@kuzey.example").output.contains("Fiyat"))
    let shown = try space.evrak("show", "1").output
    #expect(shown.contains("From: Selin <selin@meltem.example>") && shown.contains("Liste ekte."))
    #expect(
      shown.contains("Journaled: sent by selin@meltem.example to onur@kuzey.example, gizli@kuzey.example (blind copy)"))
  }
}
