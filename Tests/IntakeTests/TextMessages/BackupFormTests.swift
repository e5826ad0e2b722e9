import Testing

@testable import Intake

/// The file around the messages: its XML, its encoding, its faults, its size.
@Suite struct BackupFormTests {
  private func picture(_ data: String) -> String {
    "<mms date=\"1740810600000\" msg_box=\"1\" address=\"1\"><parts>"
      + "<part ct=\"image/png\" data=\"\(data)\"/></parts></mms>"
  }

  @Test(arguments: [1, 2, 3, 7, 64, 4096])
  func piecesDoNotMatter(piece: Int) throws {
    let elements = (0..<50).map { number in
      BackupText.sms("\(number) &#55357;&#56832; ş 😀 &#0;", type: "\(number % 7)")
        + picture("QUJDRA==")
    }
    let text = BackupText.backup(elements.joined(separator: "\n<!-- > ' -->"))
    let whole = try BackupText.read(text)
    let pieces = try BackupText.read(text, piece: piece)
    #expect(whole.found.count == 93)
    #expect(pieces.found.map(\.offset) == whole.found.map(\.offset))
    #expect(pieces.found.map(\.content) == whole.found.map(\.content))
    #expect(pieces.found.map(\.text) == whole.found.map(\.text))
    #expect(pieces.found.map(\.defects) == whole.found.map(\.defects))
    #expect(pieces.failed.map(\.description) == whole.failed.map(\.description))
    let bytes = Array(text.utf8)
    #expect(whole.found.allSatisfy { bytes[Int($0.offset)...].starts(with: $0.content) })
  }

  @Test(arguments: [
    ("<!DOCTYPE smses SYSTEM \"http://203.0.113.1/x.dtd\">", "declares entities"),
    ("<!DOCTYPE smses [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>", "declares entities"),
    ("<!ENTITY a \"b\">", "declares entities"),
  ])
  func entities(declaration: String, reason: String) throws {
    let text = BackupText.backup(BackupText.sms("&b;"), declaration: BackupText.declaration + declaration)
    for piece in [1, 1000] {
      let (found, failed) = try BackupText.read(text, piece: piece)
      #expect(found.isEmpty)
      let fault = try #require(failed.first)
      #expect(failed.count == 1)
      #expect(fault.code == .notARecord)
      #expect(fault.reason == "it declares entities, which no backup does")
      #expect(fault.offset == UInt64(BackupText.declaration.utf8.count))
    }
  }

  @Test(arguments: [
    ("<calls count=\"1\"><call number=\"1\"/></calls>", "it is a backup of calls, not of messages"),
    ("<html><body/></html>", "it begins with <html>"),
  ])
  func otherXML(text: String, reason: String) throws {
    let (found, failed) = try BackupText.read(BackupText.declaration + text)
    #expect(found.isEmpty)
    #expect(failed.map(\.code) == [.notARecord])
    #expect(failed.first?.reason.contains(reason) == true)
  }

  /// What came before the fault is kept; the fault has its place.
  @Test(arguments: [
    ("<sms address='1' address='2'/>", IntakeError.Code.malformed), ("<sms body='&nbsp;'/>", .malformed),
    ("</smses></smses>", .malformed), ("<sms body='\u{1}'/>", .malformed), ("<sms body='a<b'/>", .malformed),
    ("<sms a=b/>", .malformed), ("<mms></sms>", .malformed), ("<sms address='1", .truncated),
    ("<mms><parts>", .truncated),
    ("", .truncated),
  ])
  func notWellFormed(rest: String, code: IntakeError.Code) throws {
    let start = BackupText.declaration + "<smses>" + BackupText.sms("before")
    for piece in [1, 1000] {
      let (found, failed) = try BackupText.read(start + rest, piece: piece)
      #expect(found.map(\.text) == ["before"])
      let fault = try #require(failed.first)
      #expect(failed.count == 1)
      #expect(fault.code == code, "\(fault)")
      let offset = try #require(fault.offset)
      #expect(offset >= UInt64(start.utf8.count) && offset <= UInt64((start + rest).utf8.count))
      #expect(fault.reason.contains("what came before was read"))
    }
  }

  @Test func bytesThatAreNotOfTheEncoding() throws {
    let (found, failed) = try BackupText.read(
      Array("<smses><sms address='1' date='1740810600000' type='1' body='".utf8) + [0xFE] + Array("'/></smses>".utf8))
    #expect(found.isEmpty)
    #expect(failed.map(\.code) == [.malformed])
  }

  @Test(arguments: [
    ("windows-1254", [0xDE, 0xFE, 0xDD, 0xFD, 0x80, 0x9E], "Şşİı€\u{9E}"),
    ("ISO-8859-9", [0xD0, 0xF0, 0xDE, 0xFE, 0xE7], "ĞğŞşç"),
    ("windows-1252", [0x9E, 0xFE, 0x85], "žþ…"),
    ("iso-8859-1", [0xFE, 0xFC], "þü"),
  ])
  func encodings(name: String, bytes: [UInt8], text: String) throws {
    let (found, failed) = try BackupText.read(
      Array("<?xml version='1.0' encoding='\(name)'?><smses><sms address='1' date='1740810600000' type='1' body='".utf8)
        + bytes + Array("&#1;&#55357;&#56832;'/></smses>".utf8))
    #expect(failed.isEmpty)
    #expect(found.map(\.text) == [text + "?   😀"])
  }

  @Test(arguments: ["EBCDIC-CP-TR", "utf-16"])
  func unknownEncodings(name: String) throws {
    let (found, failed) = try BackupText.read("<?xml version='1.0' encoding='\(name)'?><smses/>")
    #expect(found.isEmpty)
    #expect(failed.map(\.code) == [.malformed])
    #expect(failed.first?.reason.contains("save it as UTF-8") == true)
  }

  @Test func emptyBackup() throws {
    let (found, failed) = try BackupText.read("\u{FEFF}<smses count=\"0\"/>")
    #expect(found.isEmpty)
    #expect(failed.isEmpty)
  }

  // MARK: Bounds

  @Test(
    arguments: [
      "<sms address=\"", "<mms><parts><part ct=\"image/jpeg\" data=\"", "<!-- ", "<mms>", "text ", "<![CDATA[", "<?x ",
      "<sms ",
    ], [1, 100, 100_000])
  func whatNeverEndsIsGivenUp(start: String, piece: Int) throws {
    var limits = RecordReadLimits.default
    limits.element = 1_000
    let before = BackupText.declaration + "<smses>" + BackupText.sms("before")
    let text = before + start + String(repeating: "A", count: 100_000)
    let reader = try SMSBackupReader(path: "x", limits: limits)
    let listener = BackupText.Listener()
    let bytes = Array(text.utf8)
    for place in stride(from: 0, to: bytes.count, by: piece) where !reader.hasEnded {
      try bytes[place..<min(bytes.count, place + piece)].withUnsafeBytes { try reader.feed($0, listener.report) }
      #expect(reader.held <= limits.element)
    }
    #expect(listener.found.map(\.text) == ["before"])
    #expect(listener.failed == [IntakeError(code: .tooLarge, path: "x", offset: UInt64(before.utf8.count), reason: "")])
  }

  @Test func anElementAsLargeAsTheLimit() throws {
    let element = BackupText.sms(String(repeating: "x", count: 5_000))
    var limits = RecordReadLimits.default
    limits.element = element.utf8.count
    let text = "<smses>\(element)</smses>"
    #expect(try BackupText.read(text, piece: 100, limits: limits).found.count == 1)
    limits.element -= 1
    #expect(try BackupText.read(text, piece: 100, limits: limits).failed.map(\.code) == [.tooLarge])
    #expect(try BackupText.read(text, limits: limits).failed.map(\.code) == [.tooLarge])
  }

  /// Found by fuzzing: a fault behind the limit was reported instead of the limit, but only where the piece was long.
  @Test(arguments: ["<!DOCTYPE a>", "<sms" + String(repeating: " a=''", count: 1_001)], [1, 7, 100_000])
  func theLimitCountsBeforeAnyOtherFault(rest: String, piece: Int) throws {
    var limits = RecordReadLimits.default
    limits.element = 100
    let (_, failed) = try BackupText.read(
      "<smses>" + String(repeating: " ", count: 200) + rest, piece: piece, limits: limits)
    #expect(failed == [IntakeError(code: .tooLarge, path: "backup.xml", offset: 7, reason: "")])
  }

  /// Costs memory by depth and by names in any parser that has no bound.
  @Test func bombs() throws {
    let deep = "<smses>" + String(repeating: "<a>", count: 1_000_000)
    #expect(try BackupText.read(deep).failed.first?.reason.contains("nested more than 32 deep") == true)
    let names = "<smses>" + (0..<100_000).map { "<n\($0)/>" }.joined()
    let (_, failed) = try BackupText.read(names)
    #expect(failed.last?.reason.contains("more than 1000 different names") == true)
    let attributes = "<smses>" + (0..<100_000).map { "<sms a\($0)=''/>" }.joined()
    #expect(try BackupText.read(attributes).failed.last?.reason.contains("more than 1000 different names") == true)
    let wide = "<smses><sms " + (0..<100_000).map { "a\($0)='' " }.joined() + "/>"
    #expect(try BackupText.read(wide).failed.last?.reason.contains("more than 1000 attributes") == true)
  }

  /// A tag of 4 MiB in pieces of 4 KiB, which takes minutes where each piece makes a reader begin again.
  @Test func largeMedia() throws {
    let data = String(repeating: "QUJD", count: 1 << 20)
    let element =
      picture(data)
    let (found, failed) = try BackupText.read(BackupText.backup(element), piece: 4 << 10)
    #expect(failed.isEmpty)
    let file = try #require(found.first?.files.first)
    #expect(file.body.count == 3 << 20)
    #expect(try file.bytes().starts(with: "ABCABC".utf8))
    #expect(found.first?.content.count == element.utf8.count)
  }
}
