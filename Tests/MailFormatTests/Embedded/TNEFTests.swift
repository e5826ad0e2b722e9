import Foundation
import Testing

@testable import MailFormat

@Suite struct TNEFTests {
  /// A mail of Kaya Lojistik with a spreadsheet, a picture within the text and a forwarded mail.
  static let sample: [UInt8] = {
    var inner = TNEFWriter(codepage: 1_254)
    inner.message(0x0001_8004, [0xDD] + Array("rsaliye".utf8) + [0])
    inner.messageProperties([.string(0x1000, "Teslim edildi.\r\n")])
    inner.startAttachment()
    inner.attachment(0x0001_8010, Array("IRSALIYE.TXT".utf8) + [0])
    inner.attachment(0x0006_800F, Array("No 7".utf8))

    var stream = TNEFWriter(codepage: 1_254)
    stream.message(0x0007_8008, text: "IPM.Microsoft Mail.Note")
    stream.message(0x0001_8004, [0xDE] + Array("ube raporu".utf8) + [0])
    stream.message(
      0x0003_8005, [2_021, 3, 4, 9, 30, 15, 4].flatMap { TNEFWriter.number($0, 2) })
    stream.message(0x0002_800C, Array("Rapor ekte, say".utf8) + [0xFD] + Array("lar a\u{0}x".utf8))
    stream.messageProperties([
      .named(0x8005, 1), .integers(0x6001, [1, 2, 3]), .string(0x0C1A, "Ayşe Kaya"),
      .string8(0x0C1F, Array("SMTP:ayse@kaya.example".utf8)),
      .string8(0x1035, Array("<rapor-7@kaya.example>".utf8)),
      .binary(0x1013, Array("<p>Rapor <b>ekte</b></p>".utf8)), .integer(0x3FDE, 65_001),
    ])
    stream.startAttachment()
    stream.attachment(0x0001_8010, Array("RAPOR~1.XLS".utf8) + [0])
    stream.attachment(0x0006_800F, [0, 1, 2, 0xFF])
    stream.attachmentProperties([
      .string8(0x3707, Array("rapor.xls".utf8)), .string(0x3707, "şube raporu.xlsx"),
      .string(0x370E, "Application/Vnd.Ms-Excel"),
    ])
    stream.startAttachment()
    stream.attachmentProperties([
      .string(0x3704, "logo.png"), .string(0x3712, "logo@kaya.example"), .binary(0x3701, [0x89, 0x50]),
    ])
    stream.startAttachment()
    stream.attachment(0x0001_8010, Array("Untitled Attachment".utf8) + [0])
    stream.attachmentProperties([.string(0x3001, "İrsaliye"), .message(0x3701, inner.bytes)])
    return stream.bytes
  }()

  static func mail(_ stream: [UInt8], text: String = "\n", lineEnd: String = "\n", type: String) -> MailMessage {
    let encoded = Data(stream).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
    let mail = """
      Subject: report
      Content-Type: multipart/mixed; boundary=b

      --b

      \(text)
      --b
      Content-Type: \(type)
      Content-Transfer-Encoding: base64

      \(encoded)
      --b--
      """
    return MailMessage(Array(mail.replacingOccurrences(of: "\n", with: lineEnd).utf8))
  }

  @Test func readsTheMessage() throws {
    let archive = try #require(TNEFArchive.read(Self.sample))
    #expect(archive.messageClass == "IPM.Microsoft Mail.Note")
    #expect(archive.subject == "Şube raporu")
    #expect(archive.text == "Rapor ekte, sayılar a")
    #expect(archive.html == "<p>Rapor <b>ekte</b></p>")
    #expect(archive.messageID == "rapor-7@kaya.example")
    #expect(archive.sender == Mailbox(name: "Ayşe Kaya", address: "ayse@kaya.example"))
    #expect(archive.date?.rfc3339() == "2021-03-04T09:30:15Z")
    #expect(archive.defects.isEmpty)
  }

  @Test func readsTheFiles() throws {
    let files = try #require(TNEFArchive.read(Self.sample)).files
    #expect(files.map(\.name) == ["şube raporu.xlsx", "logo.png", "İrsaliye"])
    #expect(files.map(\.type) == ["application/vnd.ms-excel", nil, "application/ms-tnef"])
    #expect(files.map(\.contentID) == [nil, "logo@kaya.example", nil])
    #expect(files[0].decoded() == [0, 1, 2, 0xFF])
    #expect(files[1].decoded() == [0x89, 0x50])
    #expect(files.map(\.size) == files.map { $0.decoded().count })
    let inner = try #require(files[2].nested)
    #expect(inner.subject == "İrsaliye")
    #expect(inner.text == "Teslim edildi.\n")
    #expect(inner.files.map(\.name) == ["IRSALIYE.TXT"])
    #expect(inner.files[0].decoded() == Array("No 7".utf8))
    #expect(TNEFArchive.read(files[2].decoded())?.subject == "İrsaliye")
  }

  @Test(arguments: [
    "application/ms-tnef", "Application/VND.MS-TNEF; name=x", "application/octet-stream; name=\"WinMail.DAT\"",
  ])
  func unpacksAnAttachment(type: String) {
    for lineEnd in ["\n", "\r\n"] {
      let message = Self.mail(Self.sample, lineEnd: lineEnd, type: type)
      let unpacked = message.attachments.flatMap(\.unpacked)
      #expect(unpacked.map(\.name) == ["şube raporu.xlsx", "logo.png", "İrsaliye"])
      #expect(unpacked.map(\.part) == [2, 2, 2])
      #expect(message.readableText == "Rapor ekte, sayılar a")
      #expect(message.contentDefects.isEmpty)
    }
  }

  @Test func leavesOtherAttachmentsAlone() {
    #expect(Self.mail(Self.sample, type: "application/pdf").attachments.flatMap(\.unpacked).isEmpty)
    #expect(Self.mail([1, 2, 3, 4, 5, 6, 7], type: "application/ms-tnef").attachments.flatMap(\.unpacked).isEmpty)
    #expect(TNEFArchive.read([]) == nil)
  }

  @Test func textOfItsOwnComesFirst() {
    let message = Self.mail(Self.sample, text: "See the report.", type: "application/ms-tnef")
    #expect(message.readableText == "See the report.")
    #expect(message.text == "See the report.")
  }

  @Test func textStandsInInOrder() throws {
    var html = TNEFWriter()
    html.messageProperties([.string8(0x1013, Array("<p>from <i>markup</i></p>".utf8))])
    #expect(TNEFArchive.read(html.bytes)?.readableText == "from markup\n")
    var rtf = TNEFWriter()
    rtf.messageProperties([.binary(0x1009, TNEFWriter.uncompressedRTF("{\\rtf1 from {\\b RTF}\\par}"))])
    let archive = try #require(TNEFArchive.read(rtf.bytes))
    #expect(archive.readableText == "from RTF\n")
    #expect(archive.text == nil)
    #expect(archive.files.map(\.name) == ["body.rtf"])
    #expect(archive.files.map { String(decoding: $0.decoded(), as: UTF8.self) } == ["{\\rtf1 from {\\b RTF}\\par}"])
    var outer = TNEFWriter()
    outer.startAttachment()
    outer.attachmentProperties([.message(0x3701, rtf.bytes)])
    #expect(TNEFArchive.read(outer.bytes)?.readableText == "from RTF\n")
  }

  @Test func aWrongChecksumIsNotedAndTheDataKept() throws {
    var bytes = Self.sample
    let place = try #require(bytes.firstRange(of: Array("ube raporu".utf8)))
    bytes[place.lowerBound] = UInt8(ascii: "U")
    let archive = try #require(TNEFArchive.read(bytes))
    #expect(archive.subject == "ŞUbe raporu")
    #expect(archive.defects == [.wrongTNEFChecksum])
    #expect(archive.files.count == 3)
    #expect(Self.mail(bytes, type: "application/ms-tnef").contentDefects.map(\.kind) == [.wrongTNEFChecksum])
  }

  @Test(arguments: [
    (UInt32(1_254), [UInt8(0xFE)], "ş"), (1_251, [0xE9], "й"), (932, [0x93, 0xFA], "日"), (65_001, [0xC5, 0x9F], "ş"),
    (857, [0x9F], "ş"), (28_599, [0xFE], "ş"), (10_000, [0x8E], "é"), (936, [0xC4, 0xE3], "你"),
  ])
  func stringsAreInTheCodepage(codepage: UInt32, bytes: [UInt8], expected: String) {
    var stream = TNEFWriter(codepage: codepage)
    stream.message(0x0001_8004, bytes + [0])
    #expect(TNEFArchive.read(stream.bytes)?.subject == expected)
  }

  @Test func aSenderFromTheOldAttribute() {
    var stream = TNEFWriter()
    let name = Array("Ali Kaya\0".utf8)
    let address = Array("SMTP:ali@kaya.example\0".utf8)
    let head = [4, UInt64(name.count + address.count + 16), UInt64(name.count), UInt64(address.count)]
    stream.message(0x0000_8000, head.flatMap { TNEFWriter.number($0, 2) } + name + address + [0, 0, 0, 0])
    #expect(TNEFArchive.read(stream.bytes)?.sender == Mailbox(name: "Ali Kaya", address: "ali@kaya.example"))
  }

  @Test func aTimeFromTheProperties() {
    var stream = TNEFWriter()
    // 2021-03-04T09:30:15Z
    stream.messageProperties([.time(0x0039, 132_593_238_150_000_000)])
    #expect(TNEFArchive.read(stream.bytes)?.date == MailDate(secondsSinceEpoch: 1_614_850_215, zoneOffsetMinutes: 0))
  }
}
