import Testing

@testable import Intake

@Suite struct FromLineTests {
  @Test(arguments: [
    ("From a@example.com Sat Jan  3 01:05:34 1996", "a@example.com", "Sat Jan  3 01:05:34 1996"),
    ("From a@example.com Sat Jan  3 01:05:34 1996\n", "a@example.com", "Sat Jan  3 01:05:34 1996"),
    ("From a@example.com Sat Jan  3 01:05:34 1996\r\n", "a@example.com", "Sat Jan  3 01:05:34 1996"),
    ("From MAILER-DAEMON Thu Jan  1 00:00:00 1970", "MAILER-DAEMON", "Thu Jan  1 00:00:00 1970"),
    ("From - Sat Jan 03 01:05:34 1996", "-", "Sat Jan 03 01:05:34 1996"),
    ("From ???@??? Sat Jan 03 01:05:34 1996", "???@???", "Sat Jan 03 01:05:34 1996"),
    ("From user at example.com  Sat Jan  3 01:05:34 1996", "user at example.com", "Sat Jan  3 01:05:34 1996"),
    ("From a@example.com Sat Jan  3 01:05 1996", "a@example.com", "Sat Jan  3 01:05 1996"),
    ("From a@example.com Sat Jan  3 1:05 1996", "a@example.com", "Sat Jan  3 1:05 1996"),
    ("From a@example.com Sat Jan  3 01:05:34 EET 1996", "a@example.com", "Sat Jan  3 01:05:34 EET 1996"),
    ("From a@example.com Sat Jan  3 01:05:34 MET DST 1996", "a@example.com", "Sat Jan  3 01:05:34 MET DST 1996"),
    ("From 1@xxx Sat Jan 03 01:05:34 +0000 1996", "1@xxx", "Sat Jan 03 01:05:34 +0000 1996"),
    ("From a@example.com Sat Jan  3 01:05:34 1996 +0300", "a@example.com", "Sat Jan  3 01:05:34 1996 +0300"),
    ("From a Sat Jan  3 01:05:34 1996 remote from host", "a", "Sat Jan  3 01:05:34 1996 remote from host"),
    ("From a@example.com Sat Jan  3 01:05:34 96", "a@example.com", "Sat Jan  3 01:05:34 96"),
    ("From a@example.com Sat, 3 Jan 1996 01:05:34 +0000", "a@example.com", "Sat, 3 Jan 1996 01:05:34 +0000"),
    ("From a@example.com\tSat Jan  3 01:05:34 1996", "a@example.com", "Sat Jan  3 01:05:34 1996"),
    ("From sun@example.com Sun Jan  3 23:59:60 1996", "sun@example.com", "Sun Jan  3 23:59:60 1996"),
    ("From Sun Sun Jan  3 01:05:34 1996", "Sun", "Sun Jan  3 01:05:34 1996"),
  ])
  func senderAndDateAreRead(line: String, sender: String, date: String) throws {
    try [UInt8](line).withUnsafeBytes { bytes in
      let found = try #require(FromLine(bytes))
      #expect(String(decoding: bytes[found.sender], as: UTF8.self) == sender)
      #expect(String(decoding: bytes[found.date], as: UTF8.self) == date)
    }
  }

  @Test(arguments: [
    "", "From", "from a Sat Jan  3 01:05:34 1996", "From: a@example.com", "From the sea", "From a@example.com",
    "From Sat Jan  3 01:05:34 1996", "From a Sat Jan 3 1996", "From a Sat Jan 32 01:05:34 1996",
    "From a Sat Jan  3 24:05:34 1996", "From a Sat Jan  3 01:60:34 1996", "From a Sat Jan  3 01:05:61 1996",
    "From a Sat Jan  3 01:05:34:00 1996", "From a Sat Jan  3 : 1996", "From a Sab Jan  3 01:05:34 1996",
    "From a Sat Oca  3 01:05:34 1996", "From a Sat Jan  3 01:05:34", "From a Sat Jan  3 01:05:34 UTC+3 1996",
    "From a Sat Jan  3 01:05:34 one two three 1996", "From a Sat Jan  3 01:05:34 199", "From a Sat",
    "From Monday on, Sat Jan we met", " From a Sat Jan  3 01:05:34 1996", ">From a Sat Jan  3 01:05:34 1996",
    "From " + String(repeating: "a", count: 1100) + " Sat Jan  3 01:05:34 1996",
  ])
  func otherLinesAreText(line: String) {
    #expect([UInt8](line).withUnsafeBytes { FromLine($0) } == nil)
  }

  @Test(arguments: ["From ", "From \n", "From \r\n", "From   "])
  func nothingAfterTheWordIsBare(line: String) {
    #expect([UInt8](line).withUnsafeBytes { FromLine($0)?.isBare } == true)
  }
}
