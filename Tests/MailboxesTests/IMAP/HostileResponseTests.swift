import Testing

@testable import Mailboxes

@Suite("Responses that break the rules end with an error") struct HostileResponseTests {
  @Test(
    "what is no response is refused",
    arguments: [
      "hello", " OK", "*", "* ", "*OK x", "E1", "E1 FOO", "E1 BYE x", "E1 PREAUTH x", "* 0 FETCH (FLAGS ())",
      "* 0 EXPUNGE", "* 1 FETCH", "* 1 FETCH x", "* 1 FETCH (", "* 1 FETCH (FLAGS", "* 1 FETCH (FLAGS ()",
      "* 1 FETCH (FLAGS (\\Seen)) x", "* 1 FETCH (RFC822.SIZE x)", "* 1 FETCH (RFC822.SIZE 18446744073709551616)",
      "* 1 FETCH (BODY[ \"x\")", "* 1 FETCH (BODY[]<x> \"x\")", "* 1 FETCH (MODSEQ 5)", "* 1 FETCH (())",
      "* 4294967296 EXISTS", "* 99999999999999999999 EXISTS", "* LIST", "* LIST ()", "* LIST () \"/\"",
      "* LIST \"/\" x", "* LIST () \"/ x", "* LIST () \"/\" \"x", "* LIST () \"/\" \"x\\", "* STATUS x",
      "* STATUS x (MESSAGES)", "* STATUS x (MESSAGES -1)", "* STATUS x (MESSAGES 1", "* FLAGS", "* FLAGS (()",
      "* ESEARCH (TAG", "* ESEARCH (x)", "* NAMESPACE", "* NAMESPACE x NIL NIL", "* ID x",
      "* ID (\"a\")", "* CAPABILITY (x)", "* 3 EXISTS 4", "* 1 FETCH (X (a b c)", "\u{0}", "* 1 FETCH (X \u{0}",
      "16 03 01", "HTTP/1.1 400 Bad Request", "220 mail.example ESMTP",
    ])
  func malformed(line: String) {
    for cut in Cut.allCases {
      #expect(read(line + "\r\n* 1 EXISTS\r\n", cut).lines == ["error malformed"])
    }
  }

  @Test(
    "impossible UIDs are refused",
    arguments: [
      "* 1 FETCH (UID 0)", "* 1 FETCH (UID 4294967296)", "* 1 FETCH (UID -1)", "* 1 FETCH (UID)",
      "* 1 FETCH (UID 99999999999999999999999)", "* SEARCH 0", "* SEARCH x", "* SEARCH 4294967296", "* VANISHED 0:5",
      "* VANISHED", "* VANISHED 1:", "* VANISHED 1,,2", "* VANISHED 1,4294967296", "* ESEARCH UID ALL 0",
      "* ESEARCH ALL",
      "* 1 FETCH (UID 0 BODY[] \"x\")",
    ])
  func uids(line: String) {
    for cut in Cut.allCases { #expect(read(line + "\r\n", cut).lines == ["error invalidUID"]) }
  }

  @Test(
    "a message must say which one it is",
    arguments: ["* 1 FETCH (UID 1 UID 2)", "* 1 FETCH (BODY[] \"x\")", "* 1 FETCH (UID 1 BODY[] \"x\" UID 2)"])
  func contradictions(line: String) {
    for cut in Cut.allCases { #expect(read(line + "\r\n", cut).lines == ["error contradictoryUID"]) }
  }

  @Test("a body without a UID, or with two, is refused at its end") func unnamedBody() {
    for cut in Cut.allCases {
      #expect(read("* 1 FETCH (BODY[] {1}\r\nx)\r\n", cut).lines.last == "error contradictoryUID")
      #expect(read("* 1 FETCH (UID 1 BODY[] {1}\r\nx UID 2)\r\n", cut).lines.last == "error contradictoryUID")
    }
  }

  @Test("limits are kept, to the byte") func limits() {
    var limits = IMAPLimits()
    limits.maximumResponseBytes = 40
    limits.maximumLiteralBytes = 10
    limits.maximumDepth = 3
    limits.maximumItems = 4
    limits.maximumRanges = 3
    limits.maximumBodies = 2
    let cases: [(String, String)] = [
      ("* OK " + String(repeating: "x", count: 33), "status ok [-] " + String(repeating: "x", count: 33)),
      ("* OK " + String(repeating: "x", count: 34), "error responseTooLong"),
      ("* LIST () \"/\" {10}\r\n0123456789", "list 0123456789 0 /"),
      ("* LIST () \"/\" {11}\r\n01234567890", "error literalTooLarge"),
      ("* LIST () \"/\" {99999999999999999999}\r\n", "error literalTooLarge"),
      ("* LIST (\\X) \"/\" {8}\r\n{8}\r\n0123456789", "list {8}\r\n012 0 /"),
      ("* 1 FETCH (X {8}\r\n01234567 Y {8}\r\n", "error responseTooLong"),
      ("* 1 FETCH (X ((())))", "fetch 1 uid - flags - date - size - modseq - bodies 0"),
      ("* 1 FETCH (X (((()))))", "error nestingTooDeep"),
      ("* FLAGS (a b c d)", "flags 0 [\"a\", \"b\", \"c\", \"d\"]"),
      ("* FLAGS (a b c d e)", "error tooManyItems"),
      ("* CAPABILITY a b c d", "capability A B C D"),
      ("* CAPABILITY a b c d e", "error tooManyItems"),
      ("* 1 FETCH (A 1 B 1 C 1 D 1)", "fetch 1 uid - flags - date - size - modseq - bodies 0"),
      ("* 1 FETCH (A 1 B 1 C 1 D 1 E 1)", "error tooManyItems"),
      ("* VANISHED 1,3,5", "vanished 1,3,5"), ("* VANISHED 1,3,5,7", "error tooManyItems"),
      ("* SEARCH 1 2 4 5 7 8", "search - uid true all 1:2,4:5,7:8 min - max - count 6 modseq -"),
      ("* SEARCH 1 3 5 7", "error tooManyItems"),
    ]
    for (line, event) in cases {
      for cut in Cut.allCases {
        #expect(read(line + "\r\n", cut, limits: limits).lines == [event], "\(line) in \(cut)")
      }
    }
    limits.maximumResponseBytes = 200
    for cut in Cut.allCases {
      let many = read("* 1 FETCH (UID 1 BODY[] {0}\r\n RFC822 {0}\r\n BODY[1] {0}\r\n)\r\n", cut, limits: limits)
      #expect(many.lines.last == "error tooManyItems")
      // Looking for a body has a bound too.
      let probes = read("* 1 FETCH (X (a] {0}\r\n b] {0}\r\n c] {0}\r\n))\r\n", cut, limits: limits)
      #expect(probes.lines == ["error tooManyItems"])
      let inline = read("* 1 FETCH (UID 1 BODY[] \"\" BODY[] \"\" BODY[] \"\")\r\n", cut, limits: limits)
      #expect(inline.lines == ["error tooManyItems"])
    }
  }

  @Test("a line without an end takes no more memory than it may") func endless() {
    let blocks = [UInt8](repeating: 65, count: 1 << 20)
    var reader = IMAPResponseReader(limits: IMAPLimits())
    var taken = 0
    var error: IMAPError?
    while error == nil, taken < 64 {
      taken += 1
      blocks.withUnsafeBytes { bytes in
        var input = bytes
        let result = Result { () throws(IMAPError) in
          while try reader.next(&input) != nil {}
        }
        if case .failure(let thrown) = result { error = thrown }
      }
    }
    #expect(error?.code == .responseTooLong)
    #expect(taken == 17)
  }

  @Test("a million parentheses are refused without recursion") func parentheses() {
    let deep = String(repeating: "(", count: 1_000_000)
    for text in ["* 1 FETCH (X \(deep)\r\n", "* LIST \(deep)\r\n", "* NAMESPACE \(deep)\r\n", "* ID \(deep)\r\n"] {
      let lines = read(text).lines
      #expect(lines == ["error nestingTooDeep"] || lines == ["error malformed"])
    }
  }

  @Test("a response of 300,000 literals is read in one pass") func literals() {
    var text = "* 1 FETCH (X ("
    for _ in 0..<300_000 { text += "{1}\r\nx " }
    #expect(read(text + "))\r\n").lines == ["fetch 1 uid - flags - date - size - modseq - bodies 0"])
  }

  @Test("any bytes at all end in events or one error, the same in all pieces") func randomBytes() {
    var numbers = SeededNumbers(seed: 20)
    let words = [
      "* ", "1 ", "FETCH ", "(", ")", "UID ", "BODY[]", " ", "{3}\r\n", "{0}\r\n", "\r\n", "\"", "\\", "OK ", "[", "]",
      "E1 ", "LIST ", "FLAGS ", "NIL ", "SEARCH ", "VANISHED ", "4294967296", "~", "<0>", "\u{e9}", "abc", "EXISTS",
    ]
    for _ in 0..<1_000 {
      var bytes: [UInt8] = Array("* 1 FETCH (".utf8)
      if numbers.next() % 2 == 0 { bytes = [] }
      for _ in 0..<Int.random(in: 1...40, using: &numbers) {
        if numbers.next() % 8 == 0 {
          bytes.append(UInt8.random(in: 0...255, using: &numbers))
        } else if let word = words.randomElement(using: &numbers) {
          bytes += Array(word.utf8)
        }
      }
      let whole = read(bytes)
      for cut in Cut.allCases {
        let cutUp = read(bytes, cut)
        #expect(cutUp.lines == whole.lines)
        #expect(cutUp.bodies == whole.bodies)
      }
    }
  }

  @Test("an error is one sentence without control characters") func sentences() {
    for code in IMAPError.Code.allCases {
      let text = IMAPError(code, "x").description
      #expect(text.hasSuffix("."))
      #expect(!text.contains("\n"))
    }
    let bytes = Array("* LIST \u{1b}[31m\u{7f} (".utf8)
    var reader = IMAPResponseReader(limits: IMAPLimits())
    (bytes + [13, 10]).withUnsafeBytes { all in
      var input = all
      let result = Result { () throws(IMAPError) in try reader.next(&input) }
      guard case .failure(let error) = result else {
        Issue.record("it was understood")
        return
      }
      #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
    }
  }
}
