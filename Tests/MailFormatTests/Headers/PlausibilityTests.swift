import Testing

@testable import MailFormat

@Suite struct PlausibilityTests {
  private func assess(_ bytes: [UInt8]) -> MailPlausibility { bytes.withUnsafeBytes { assessMail($0) } }

  @Test(arguments: [
    "Subject: x\n\nbody", "From x@y Mon Jan 1 00:00:00 2024\nFrom: x@y\n\n", "\n\nReceived: from a\n\n",
    "X-Custom: 1\r\nMESSAGE-ID : <a@b>\r\n\r\n", "broken line\nSubject: x\nTo: y\n\n", "Content-Type: text/plain\n\nx",
  ])
  func mail(text: String) {
    #expect(assess(Array(text.utf8)) == .mail)
  }

  @Test(arguments: [
    ("", "empty"), (" \n\n", "blank"), ("Dear all,\n\nhello\n", "does not start with a header field"),
    ("colour: red\nsize: 4\n\n", "no header field that mail carries"), ("{\"from\": \"a\"}", "header field"),
    ("\u{89}PNG\r\n\u{1A}\n\0\0\0\rIHDR", "binary"),
  ])
  func notMail(text: String, reason: String) {
    guard case .notMail(let found) = assess(Array(text.utf8)) else {
      Issue.record("taken for mail")
      return
    }
    #expect(found.contains(reason))
  }
}
