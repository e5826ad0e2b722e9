import Testing

@testable import Mailboxes

@Suite("Bodies stream") struct BodyTests {
  private static let imitation =
    "E1 OK done\r\n* BYE\r\n* 1 FETCH (UID 9 BODY[] {2}\r\nab)\r\n+ go\r\n)\r\n{9}\r\n~{3}\r\n"

  @Test("a body comes between begin and end, the message after it") func plain() {
    for cut in Cut.allCases {
      let told = read("* 3 FETCH (UID 8 FLAGS (\\Seen) BODY[] {5}\r\nhello)\r\n* 4 EXISTS\r\n", cut)
      #expect(
        told.lines == [
          "body message offset - size 5 known 3 uid 8 flags 1 [] date - size - modseq - bodies 0", "end 5",
          "fetch 3 uid 8 flags 1 [] date - size - modseq - bodies 1", "exists 4",
        ])
      #expect(told.bodies == [Array("hello".utf8)])
    }
  }

  @Test("what looks like responses in a body stays in it") func imitation() {
    let body = Self.imitation
    for cut in Cut.allCases {
      let told = read("* 1 FETCH (UID 1 BODY[] {\(body.utf8.count)}\r\n\(body))\r\nE2 OK x\r\n", cut)
      #expect(told.bodies == [Array(body.utf8)])
      #expect(told.lines.last == "tagged E2 ok [-] x")
      #expect(told.lines.count == 4)
    }
  }

  @Test("a UID behind the body is told with the message") func uidBehind() {
    for cut in Cut.allCases {
      let told = read("* 1 FETCH (BODY[] {3}\r\nabc UID 77 FLAGS ())\r\n", cut)
      #expect(
        told.lines == [
          "body message offset - size 3 known 1 uid - flags - date - size - modseq - bodies 0", "end 3",
          "fetch 1 uid 77 flags 0 [] date - size - modseq - bodies 1",
        ])
    }
  }

  @Test(
    "sections have names",
    arguments: [
      ("BODY[]<0>", "message offset 0"), ("BODY[HEADER]", "header offset -"), ("BODY[TEXT]<4096>", "text offset 4096"),
      ("RFC822", "message offset -"), ("RFC822.HEADER", "header offset -"), ("RFC822.TEXT", "text offset -"),
      ("body[1.2.MIME]", "other(\"BODY[1.2.MIME]\") offset -"),
      ("BODY[HEADER.FIELDS (DATE \"FROM]\" {)]", "other(\"BODY[HEADER.FIELDS (DATE \\\"FROM]\\\" {)]\") offset -"),
      ("BINARY[1]", "other(\"BINARY[1]\") offset -"),
    ] as [(String, String)])
  func sections(name: String, section: String) {
    for cut in Cut.allCases {
      for marker in ["{3}", "{3+}", "~{3}", "{0003}"] {
        let told = read("* 1 FETCH (UID 2 \(name) \(marker)\r\na)\r)\r\n", cut)
        #expect(told.lines.first == "body \(section) size 3 known 1 uid 2 flags - date - size - modseq - bodies 0")
        #expect(told.bodies == [Array("a)\r".utf8)])
        #expect(told.lines.count == 3)
      }
    }
  }

  @Test("a body in quotation marks is a body") func quoted() {
    for cut in Cut.allCases {
      let told = read("* 1 FETCH (BODY[] \"a \\\"b\\\\\" UID 5)\r\n* 1 FETCH (UID 6 BODY[] \"\")\r\n", cut)
      #expect(told.bodies == [Array("a \"b\\".utf8), []])
      #expect(
        told.lines.filter { $0.hasPrefix("fetch") } == [
          "fetch 1 uid 5 flags - date - size - modseq - bodies 1",
          "fetch 1 uid 6 flags - date - size - modseq - bodies 1",
        ])
    }
  }

  @Test("NIL is no body, an empty one is") func nothing() {
    for cut in Cut.allCases {
      let told = read("* 1 FETCH (UID 5 BODY[] NIL)\r\n* 2 FETCH (UID 6 BODY[] {0}\r\n)\r\n", cut)
      #expect(
        told.lines == [
          "fetch 1 uid 5 flags - date - size - modseq - bodies 0",
          "body message offset - size 0 known 2 uid 6 flags - date - size - modseq - bodies 0", "end 0",
          "fetch 2 uid 6 flags - date - size - modseq - bodies 1",
        ])
    }
  }

  @Test("several bodies of one message follow each other") func several() {
    for cut in Cut.allCases {
      let told = read("* 1 FETCH (BODY[HEADER] {2}\r\nab UID 3 BODY[TEXT] {3}\r\ncde)\r\n", cut)
      #expect(told.bodies == [Array("ab".utf8), Array("cde".utf8)])
      #expect(told.lines.last == "fetch 1 uid 3 flags - date - size - modseq - bodies 2")
    }
  }

  @Test("a literal in an envelope is no body, whatever stands before it") func envelope() {
    for cut in Cut.allCases {
      let told = read("* 1 FETCH (ENVELOPE (a] {3}\r\n}\r\n b> {1}\r\nx) UID 3 BODY[] {1}\r\ny)\r\n", cut)
      #expect(told.bodies == [Array("y".utf8)])
      #expect(told.lines.last == "fetch 1 uid 3 flags - date - size - modseq - bodies 1")
    }
  }

  @Test("a literal that ends like a marker is not joined with what follows") func markerAcross() {
    for cut in Cut.allCases {
      let told = read("* LIST () \"/\" {2}\r\n{5}\r\n* 3 EXISTS\r\n", cut)
      #expect(told.lines == ["list {5 0 /", "exists 3"])
      #expect(read("* LIST () {1}\r\n/ {2}\r\n{5\r\n* 3 EXISTS\r\n", cut).lines == ["list {5 0 /", "exists 3"])
    }
  }

  @Test("pieces are the bytes that came, not copies of them") func noCopy() throws {
    var reader = IMAPResponseReader(limits: IMAPLimits())
    let bytes = Array("* 1 FETCH (UID 1 BODY[] {1000}\r\n".utf8) + [UInt8](repeating: 65, count: 1000)
    try bytes.withUnsafeBytes { all in
      var input = all
      _ = try reader.next(&input)
      guard case .bodyPiece(let piece)? = try reader.next(&input) else {
        Issue.record("no piece")
        return
      }
      #expect(piece.baseAddress == all.baseAddress.map { $0 + (all.count - 1000) })
      #expect(piece.count == 1000)
    }
  }

  @Test("a body of 4 GiB and more is counted right") func large() throws {
    var reader = IMAPResponseReader(limits: IMAPLimits())
    let size: UInt64 = (4 << 30) + 5
    var left = size
    var ends = 0
    func feed(_ bytes: UnsafeRawBufferPointer) throws {
      var input = bytes
      while let response = try reader.next(&input) {
        if case .bodyPiece(let piece) = response { left -= UInt64(piece.count) }
        if case .bodyEnds = response { ends += 1 }
      }
    }
    try Array("* 1 FETCH (UID 1 BODY[] {\(size)}\r\n".utf8).withUnsafeBytes(feed)
    let block = [UInt8](repeating: 0, count: 64 << 20)
    for _ in 0..<64 { try block.withUnsafeBytes(feed) }
    try Array("five!)\r\n".utf8).withUnsafeBytes(feed)
    #expect(left == 0)
    #expect(ends == 1)
  }
}
