import Testing

@testable import Intake

/// `mms` elements.
@Suite struct MultimediaMessageTests {
  private func mms(
    box: String = "1", address: String = "+905325550110", attributes: String = "m_type=\"132\"", parts: String = "",
    addresses: String = ""
  ) -> String {
    """
    <mms date="1740810600000" msg_box="\(box)" \(attributes) sub="Konu" address="\(address)" contact_name="Derya Aksoy">
      <parts>\(parts)</parts><addrs>\(addresses)</addrs>
    </mms>
    """
  }

  private func address(_ number: String, _ type: Int) -> String {
    "<addr address=\"\(number)\" type=\"\(type)\" charset=\"106\" />"
  }

  private func read(_ element: String, limits: RecordReadLimits = .default) throws -> FoundRecord {
    let (found, failed) = try BackupText.read(BackupText.backup(element), limits: limits)
    #expect(failed.isEmpty, "\(failed)")
    let record = try #require(found.first)
    #expect(record.content == Array(element.utf8))
    return record
  }

  @Test func anSMSToSeveralHasThemAll() throws {
    let sent = try read(
      "<sms address=\"+905325550110~+905325550112\" date=\"1740810600000\" type=\"2\" body=\"Toplantı 10:00\" />")
    #expect(sent.to.map(\.identity) == ["+905325550110", "+905325550112"] && sent.outbound == true)
  }

  @Test func textAndMedia() throws {
    let record = try read(
      mms(
        parts: """
          <part seq="-1" ct="application/smil" name="null" text="&lt;smil>&lt;/smil>" />
          <part seq="0" ct="text/plain" name="null" cl="text_0.txt" text="Birinci" data="null" />
          <part seq="1" ct="image/png" name="null" fn="null" cl="a/plan.png" text="null" data="iVBORw0KGgo=" />
          <part seq="2" ct="text/plain" text="İkinci" />
          <part seq="3" ct="text/x-vCard" name="kart.vcf" text="BEGIN:VCARD" />
          """,
        addresses: address("+905325550110", 137) + address("insert-address-token", 151)))
    #expect(record.text == "Birinci\nİkinci")
    #expect(record.subject == "Konu")
    #expect(record.outbound == false)
    #expect(record.from == FoundRecord.Participant(identity: "+905325550110", name: "Derya Aksoy"))
    #expect(record.to.isEmpty)
    #expect(record.files.map(\.name) == ["plan.png", "kart.vcf"])
    #expect(record.files.map(\.mediaType) == ["image/png", "text/x-vCard"])
    #expect(
      try record.files.map { try $0.bytes() } == [
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], Array("BEGIN:VCARD".utf8),
      ])
    #expect(record.defects.isEmpty)
  }

  @Test func groupThatWeReceiveFrom() throws {
    let record = try read(
      mms(
        address: "+905325550110~+905325550112~+905325550113",
        addresses: address("+905325550112", 137) + address("+902325550110", 151) + address("+905325550113", 130)))
    #expect(record.from == FoundRecord.Participant(identity: "+905325550112"))
    #expect(record.to.map(\.identity) == ["+902325550110", "+905325550113"])
  }

  @Test func groupThatWeSendTo() throws {
    let record = try read(
      mms(
        box: "2", address: "+905325550110~+905325550112", attributes: "m_type=\"128\"",
        addresses: address("insert-address-token", 137) + address("+905325550110", 151) + address("+905325550112", 129))
    )
    #expect(record.outbound == true)
    #expect(record.from == nil)
    #expect(record.to.map(\.identity) == ["+905325550110", "+905325550112"])
  }

  @Test func withoutAddresses() throws {
    let sent = try read(mms(box: "2", address: "+905325550110~+905325550112"))
    #expect(sent.to.map(\.identity) == ["+905325550110", "+905325550112"])
    let received = try read(mms())
    #expect(received.from == FoundRecord.Participant(identity: "+905325550110", name: "Derya Aksoy"))
    let unclear = try read(mms(address: "+905325550110~+905325550112"))
    #expect(unclear.from == nil)
    #expect(unclear.to.map(\.identity) == ["+905325550110", "+905325550112"])
    #expect(unclear.defects == ["it does not say which of 2 addresses sent it"])
  }

  @Test(arguments: [("128", true), ("132", false)])
  func directionByTypeWhereTheBoxIsMissing(type: String, outbound: Bool) throws {
    #expect(try read(mms(box: "null", attributes: "m_type=\"\(type)\"")).outbound == outbound)
  }

  @Test func noticeOfWhatWasNeverFetched() throws {
    let record = try read(mms(attributes: "m_type=\"130\""))
    #expect(record.outbound == false)
    #expect(record.defects == ["it is only the notice of a message that was never fetched"])
  }

  @Test func partsWithoutDataOrWithDamagedData() throws {
    let record = try read(
      mms(parts: "<part ct=\"image/jpeg\" data=\"null\"/><part ct=\"image/gif\" data=\"R0lG*ODlh\"/>"))
    #expect(record.files.map(\.mediaType) == ["image/gif"])
    #expect(
      record.defects == [
        "a part of type image/jpeg has no data in the backup", "the data of a part is damaged",
      ])
  }

  @Test func drafts() throws {
    let (found, failed) = try BackupText.read(BackupText.backup(mms(box: "3")))
    #expect(found.isEmpty)
    #expect(failed.map(\.code) == [.draft])
  }

  @Test func tooManyOfAnything() throws {
    let many = (0...10_000).map { "+9053255\(50_000 + $0)" }
    let crowds = [
      mms(address: many.joined(separator: "~")),
      mms(addresses: many.map { address($0, 151) }.joined()),
      mms(parts: String(repeating: "<part ct=\"text/plain\" text=\"x\"/>", count: 10_001)),
    ]
    let (found, failed) = try BackupText.read(BackupText.backup(crowds.joined() + BackupText.sms("after")))
    #expect(found.map(\.text) == ["after"])
    #expect(failed.map(\.code) == [.tooLarge, .tooLarge, .tooLarge])
    #expect(failed.map { $0.reason.contains("more than 10000") } == [true, true, true])
  }
}
