import Testing

@testable import Intake

/// `sms` elements.
@Suite struct ShortMessageTests {
  private func read(_ elements: String) throws -> (found: [FoundRecord], failed: [IntakeError]) {
    try BackupText.read(BackupText.backup(elements))
  }

  @Test func received() throws {
    let element = BackupText.sms("Geldik &amp; bekliyoruz&#10;Teşekkürler").replacing("(Unknown)", with: "Derya Aksoy")
    let text = BackupText.backup(element)
    let (found, failed) = try BackupText.read(text)
    #expect(failed.isEmpty)
    let record = try #require(found.first)
    #expect(record.form == .androidBackup)
    #expect(record.channel == .textMessage)
    #expect(record.path == "backup.xml")
    #expect(record.outbound == false)
    #expect(record.time == 1_740_810_600_000_000)
    #expect(record.zoneMinutes == nil)
    #expect(record.from == FoundRecord.Participant(identity: "+905325550110", name: "Derya Aksoy"))
    #expect(record.to.isEmpty)
    #expect(record.text == "Geldik & bekliyoruz\nTeşekkürler")
    #expect(record.subject.isEmpty)
    #expect(record.files.isEmpty)
    #expect(record.defects.isEmpty)
    #expect(record.content == Array(element.utf8))
    #expect(Array(text.utf8)[Int(record.offset)...].starts(with: record.content))
  }

  @Test func sent() throws {
    let record = try #require(try read(BackupText.sms(type: "2")).found.first)
    #expect(record.outbound == true)
    #expect(record.from == nil)
    #expect(record.to == [FoundRecord.Participant(identity: "+905325550110")])
  }

  /// Senders that are no telephone number stay as they are.
  @Test(arguments: ["KORFEZBANK", "3838", "0232 555 01 10", "B001"])
  func otherSenders(address: String) throws {
    #expect(try read(BackupText.sms(address: address)).found.first?.from?.identity == address)
  }

  @Test(arguments: [("4", "outbox"), ("5", "sending it failed"), ("6", "waiting to be sent")])
  func notQuiteSent(type: String, defect: String) throws {
    let record = try #require(try read(BackupText.sms(type: type)).found.first)
    #expect(record.outbound == true)
    #expect(record.to.map(\.identity) == ["+905325550110"])
    #expect(record.defects.count == 1)
    #expect(record.defects.first?.contains(defect) == true)
  }

  @Test(arguments: ["7", "null", "x"])
  func unknownTypes(type: String) throws {
    let record = try #require(try read(BackupText.sms(type: type)).found.first)
    #expect(record.outbound == nil)
    #expect(record.from?.identity == "+905325550110")
    #expect(record.defects.count == 1)
  }

  @Test(arguments: [
    (BackupText.sms(type: "3"), IntakeError.Code.draft, "draft that was never sent"),
    (BackupText.sms(address: "null"), .notARecord, "no address"),
    (BackupText.sms(address: ""), .notARecord, "no address"),
    ("<sms address=\"1\" type=\"1\" body=\"x\"/>", .notARecord, "no date"),
    (BackupText.sms(date: "null"), .notARecord, "no date"),
    (BackupText.sms(date: "1.7E12"), .notARecord, "“1.7E12”, is no number"),
    (BackupText.sms(date: "99999999999999999999"), .notARecord, "is no number"),
    (BackupText.sms(date: "9223372036854775807"), .notARecord, "outside of the years"),
    (BackupText.sms(date: "253402300800000"), .notARecord, "outside of the years"),
    (BackupText.sms(date: "-62135596800001"), .notARecord, "outside of the years"),
    ("<rcs address=\"1\"><sms/></rcs>", .notARecord, "<rcs> is no message"),
  ])
  func refused(element: String, code: IntakeError.Code, reason: String) throws {
    let text = BackupText.backup(BackupText.sms("before") + element + BackupText.sms("after"))
    let (found, failed) = try BackupText.read(text)
    #expect(found.map(\.text) == ["before", "after"])
    let fault = try #require(failed.first)
    #expect(failed.count == 1)
    #expect(fault.code == code)
    #expect(fault.reason.contains(reason), "\(fault.reason)")
    let offset = try #require(fault.offset)
    #expect(Array(text.utf8)[Int(offset)...].starts(with: element.utf8))
  }

  /// 1601, 1970, 9999: kept, since such a time can be written, and noted.
  @Test(arguments: [
    ("-11644473600000", -11_644_473_600_000_000), ("0", 0), ("253402300799999", 253_402_300_799_999_000),
  ])
  func improbableDates(date: String, time: Int64) throws {
    let record = try #require(try read(BackupText.sms(date: date)).found.first)
    #expect(record.time == time)
    #expect(record.defects == ["the date of the message is improbable"])
  }

  @Test func emojiAsSurrogatesAndForbiddenCharacters() throws {
    let (found, failed) = try read(
      BackupText.sms("Tamam &#55357;&#56832;!") + BackupText.sms("a&#0;b&#55357;c") + BackupText.sms("x"))
    #expect(failed.isEmpty)
    #expect(found.map(\.text) == ["Tamam 😀!", "a\u{FFFD} b\u{FFFD}c", "x"])
    #expect(found.map(\.defects.count) == [0, 1, 0])
    #expect(found[1].defects.first?.contains("U+FFFD") == true)
    // What was in the file stays what it was.
    #expect(found[0].content == Array(BackupText.sms("Tamam &#55357;&#56832;!").utf8))
  }

  @Test func nullIsNoText() throws {
    let record = try #require(try read(BackupText.sms("null")).found.first)
    #expect(record.text.isEmpty)
  }
}
