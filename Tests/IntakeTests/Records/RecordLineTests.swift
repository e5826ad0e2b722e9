import Foundation
import Testing

@testable import Intake

/// What a line says, as `Schemas/records/README.md` describes it.
@Suite struct RecordLineTests {
  private static let time = #""time":"2025-03-01T09:30:00+03:00""#

  private func read(_ line: String, limits: RecordReadLimits = .default) throws -> (FoundRecord, [RecordLine.File]) {
    try RecordLine(path: "a/b.ndjson", limits: limits).read(Array(line.utf8), offset: 7)
  }

  private func fault(_ line: String, limits: RecordReadLimits = .default) -> IntakeError? {
    do {
      _ = try read(line, limits: limits)
      return nil
    } catch {
      return error as? IntakeError
    }
  }

  @Test func textMessage() throws {
    let line =
      #"{"channel":"sms","direction":"inbound",\#(Self.time),"from":"+905325550110","to":["+902325550110","#
      + #"{"number":"+905325550112","name":"Can"}],"text":"Geldik","subject":"s","media":["#
      + #"{"name":"a.jpg","type":"image/jpeg","file":"media/1.jpg"},{"data":"QUJD"}],"gateway":{"id":[1]}}"#
    let (record, files) = try read(line)
    #expect(record.form == .record)
    #expect(record.path == "a/b.ndjson")
    #expect(record.offset == 7)
    #expect(record.content == Array(line.utf8))
    #expect(record.channel == .textMessage)
    #expect(record.outbound == false)
    #expect(record.time == 1_740_810_600_000_000)
    #expect(record.zoneMinutes == 180)
    #expect(record.from == FoundRecord.Participant(identity: "+905325550110"))
    #expect(
      record.to == [
        FoundRecord.Participant(identity: "+902325550110"),
        FoundRecord.Participant(identity: "+905325550112", name: "Can"),
      ])
    #expect(record.text == "Geldik")
    #expect(record.subject == "s")
    #expect(files.map(\.name) == ["a.jpg", ""])
    #expect(files.map(\.mediaType) == ["image/jpeg", ""])
    #expect(files.map(\.place) == [.path("media/1.jpg"), .bytes(Array("ABC".utf8))])
  }

  @Test func channelIsTextMessageWhereItIsMissing() throws {
    let (record, _) = try read("{\(Self.time),\"direction\":\"outbound\",\"to\":\"+905325550110\",\"text\":\"\"}")
    #expect(record.channel == .textMessage)
    #expect(record.outbound == true)
    #expect(record.from == nil)
    #expect(record.to.map(\.identity) == ["+905325550110"])
  }

  @Test(arguments: [
    (#""file":"fax/siparis.tif""#, "siparis.tif", RecordLine.File.Place.path("fax/siparis.tif")),
    (#""data":"QUJD","name":"x.tif""#, "x.tif", .bytes(Array("ABC".utf8))),
    (#""file":{"name":"y.tif","file":"1"}"#, "y.tif", .path("1")),
  ])
  func fax(document: String, name: String, place: RecordLine.File.Place) throws {
    let (record, files) = try read(
      #"{"channel":"fax","direction":"outbound","from":"0232 555 01 11","subject":"Sipariş","#
        + #""to":{"number":"0312 555 02 12","name":"Kuzey İnşaat"},\#(document)}"#)
    #expect(record.channel == .fax)
    #expect(record.time == nil)
    #expect(record.from?.identity == "0232 555 01 11")
    #expect(record.to == [FoundRecord.Participant(identity: "0312 555 02 12", name: "Kuzey İnşaat")])
    #expect(record.subject == "Sipariş")
    #expect(files.map(\.name) == [name])
    #expect(files.map(\.place) == [place])
  }

  @Test func note() throws {
    let (record, files) = try read(
      #"{"channel":"note","author":"Selin Karadağ",\#(Self.time),"medium":"visit","place":"Şantiye","purpose":"Keşif","#
        + #""text":"Üç kat","with":[{"name":"Derya Aksoy","identity":"satinalma@kuzey-insaat.example"},"Ali Usta","#
        + #""+90 532 555 01 12","mehmet@kuzey-insaat.example"],"#
        + #""files":[{"file":"files/plan.pdf","type":"application/pdf"}],"#
        + #""follow_up":{"due":"2025-03-15","responsible":["Selin Karadağ"],"text":"Teklif"}}"#)
    #expect(record.channel == .note)
    #expect(record.outbound == nil)
    #expect(record.from == nil)
    #expect(record.author == "Selin Karadağ")
    #expect(record.medium == "visit")
    #expect(record.place == "Şantiye")
    #expect(record.subject == "Keşif")
    #expect(record.text == "Üç kat")
    #expect(
      record.to == [
        FoundRecord.Participant(identity: "satinalma@kuzey-insaat.example", name: "Derya Aksoy"),
        FoundRecord.Participant(identity: "", name: "Ali Usta"),
        FoundRecord.Participant(identity: "+90 532 555 01 12"),
        FoundRecord.Participant(identity: "mehmet@kuzey-insaat.example"),
      ])
    #expect(
      record.followUp
        == FoundRecord.FollowUp(due: "2025-03-15", responsible: ["Selin Karadağ"], text: "Teklif"))
    #expect(files.map(\.name) == ["plan.pdf"])
    #expect(files.map(\.mediaType) == ["application/pdf"])
  }

  /// Each reason names the member.
  @Test(arguments: [
    (#"{"channel":"email"}"#, "channel"),
    (#"{"channel":3}"#, "channel"),
    (#"{"direction":"inbound","from":"1","text":"x"}"#, "“time” is missing"),
    (#"{"time":"yesterday","direction":"inbound","from":"1","text":"x"}"#, "“time” must be"),
    (#"{\#(time),"direction":"in","from":"1","text":"x"}"#, "direction"),
    (#"{\#(time),"direction":"inbound","text":"x"}"#, "“from” is missing"),
    (#"{\#(time),"direction":"outbound","from":"1","text":"x"}"#, "“to” is missing"),
    (#"{\#(time),"from":"1","text":"x"}"#, "“to” is missing"),
    (#"{\#(time),"direction":"inbound","from":"1"}"#, "“text” is missing"),
    (#"{\#(time),"direction":"inbound","from":"1","text":null}"#, "“text” is missing"),
    (#"{\#(time),"direction":"inbound","from":"1","text":5}"#, "“text” must be a text"),
    (#"{\#(time),"direction":"inbound","from":5,"text":"x"}"#, "“from” must be"),
    (#"{\#(time),"direction":"inbound","from":"","text":"x"}"#, "“from” names nobody"),
    (#"{\#(time),"direction":"inbound","from":"1","to":["2",{}],"text":"x"}"#, "“to[1]” names nobody"),
    (#"{\#(time),"direction":"inbound","from":"1","text":"x","text":"y"}"#, "“text” twice"),
    (#"{\#(time),"direction":"inbound","from":"1","media":{}}"#, "“media” must be a list"),
    (#"{\#(time),"direction":"inbound","from":"1","media":["x"]}"#, "“media[0]” must be an object"),
    (#"{\#(time),"direction":"inbound","from":"1","media":[{"name":"x"}]}"#, "“media[0]” has neither"),
    (#"{\#(time),"direction":"inbound","from":"1","media":[{"data":"QQ","file":"x"}]}"#, "“media[0]” has a"),
    (#"{\#(time),"direction":"inbound","from":"1","media":[{"data":"Q*Q"}]}"#, "“media[0]” is no base64"),
    (#"{\#(time),"direction":"inbound","from":"1","media":[{"data":"QQ","data":"QQ"}]}"#, "“media[0].data” twice"),
    (#"{"channel":"fax","direction":"inbound","from":"1"}"#, "the fax has neither"),
    (#"{"channel":"note",\#(time),"text":"x"}"#, "“author” is missing"),
    (#"{"channel":"note",\#(time),"author":"S"}"#, "“text” is missing"),
    (#"{"channel":"note",\#(time),"author":"S","text":"x","medium":"pigeon"}"#, "medium"),
    (#"{"channel":"note",\#(time),"author":"S","text":"x","follow_up":{}}"#, "“follow_up.due” is missing"),
    (#"{"channel":"note",\#(time),"author":"S","text":"x","follow_up":{"due":"soon"}}"#, "“follow_up.due” must be"),
    (
      #"{"channel":"note",\#(time),"author":"S","text":"x","follow_up":{"due":"2025-03-15","responsible":[1]}}"#,
      "“follow_up.responsible[0]” must be a text"
    ),
  ])
  func faults(line: String, reason: String) throws {
    let fault = try #require(self.fault(line))
    #expect(fault.reason.contains(reason), "\(fault.reason)")
    #expect(fault.code == .notARecord)
    #expect(fault.path == "a/b.ndjson")
    #expect(fault.offset == 7)
  }

  @Test func tooManyParticipants() throws {
    let to = (0...10_000).map { "\"+9053255\(50_000 + $0)\"" }.joined(separator: ",")
    let fault = try #require(
      self.fault("{\(Self.time),\"direction\":\"outbound\",\"to\":[\(to)],\"text\":\"x\"}"))
    #expect(fault.code == .tooLarge)
    #expect(fault.reason.contains("“to” has more than 10000"))
  }

  @Test(arguments: [("outbound", true), ("inbound", false)])
  func directions(word: String, outbound: Bool) throws {
    let (record, _) = try read("{\(Self.time),\"direction\":\"\(word)\",\"from\":\"1\",\"to\":\"2\",\"text\":\"x\"}")
    #expect(record.outbound == outbound)
  }

  @Test(arguments: ["\"direction\":\"internal\",", ""])
  func internalAndUnknownDirections(member: String) throws {
    let (record, _) = try read("{\(Self.time),\(member)\"from\":\"1\",\"to\":\"2\",\"text\":\"x\"}")
    #expect(record.outbound == nil)
  }

  @Test func membersOfOtherChannelsAreIgnored() throws {
    let (record, files) = try read(
      #"{\#(Self.time),"direction":"inbound","from":"1","text":"x","file":7,"medium":[],"follow_up":"no"}"#
    )
    #expect(record.medium.isEmpty)
    #expect(record.followUp == nil)
    #expect(files.isEmpty)
  }

  /// What the documentation shows can be read.
  @Test func examplesOfTheDocumentation() throws {
    let project = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).dropFirst().joined(separator: "/")
    let page = try String(contentsOfFile: "/\(project)/Schemas/records/README.md", encoding: .utf8)
    let examples = page.split(separator: "\n").filter { $0.hasPrefix("{") }.map(String.init)
    let records = try examples.map { try read($0) }
    #expect(records.map(\.0.channel) == [.textMessage, .fax, .note])
    #expect(records.map(\.1.count) == [1, 1, 1])
  }
}
