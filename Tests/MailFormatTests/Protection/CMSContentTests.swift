import Testing

@testable import MailFormat

@Suite struct CMSContentTests {
  private func read(_ bytes: [UInt8]) -> CMSContent? { CMSContent.read(bytes, limits: .default) }

  @Test(arguments: [false, true])
  func returnsTheContent(isIndefinite: Bool) {
    let object = BERWriter.signedData(BERWriter.octets("content"), isIndefinite: isIndefinite)
    #expect(CMSContent.signedContent(object) == Array("content".utf8))
    #expect(read(object)?.digests == ["sha-256"])
    #expect(read(object)?.defects == [])
  }

  @Test(arguments: [false, true])
  func joinsPieces(isIndefinite: Bool) {
    let pieces =
      BERWriter.octets("con") + BERWriter.definite(0x24, BERWriter.octets("te")) + BERWriter.octets("")
      + BERWriter.indefinite(0x24, BERWriter.octets("n")) + BERWriter.octets("t")
    let whole = isIndefinite ? BERWriter.indefinite(0x24, pieces) : BERWriter.definite(0x24, pieces)
    for outer in [false, true] {
      let object = BERWriter.signedData(whole, isIndefinite: outer)
      #expect(CMSContent.signedContent(object) == Array("content".utf8))
      #expect(read(object)?.defects == [])
      #expect(read(object)?.kind == .signed)
    }
  }

  @Test func lengthsWithLeadingZerosAreRead() {
    let octets: [UInt8] = [0x04, 0x8A, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3] + Array("abc".utf8)
    #expect(CMSContent.signedContent(BERWriter.signedData(octets)) == Array("abc".utf8))
  }

  @Test func base64TextIsRead() {
    let object = Array("MIAGCSqGSIb3DQEHAqCAMIACAQExADCABgkqhkiG9w0B\nBwGggAQDYWJjAAAAADEAAAAAAAAA\n".utf8)
    #expect(CMSContent.signedContent(object) == Array("abc".utf8))
  }

  @Test func theObjectTellsItsKind() {
    func object(_ type: [UInt8]) -> [UInt8] { BERWriter.definite(0x30, type + BERWriter.definite(0xA0, [0x30, 0])) }
    #expect(read(object(BERWriter.contentType(7, 3)))?.kind == .encrypted)
    #expect(read(object(BERWriter.contentType(7, 6)))?.kind == .encrypted)
    #expect(read(object(BERWriter.contentType(9, 16, 1, 23)))?.kind == .encrypted)
    #expect(read(object(BERWriter.contentType(9, 16, 1, 9)))?.kind == .compressed)
    #expect(read(object(BERWriter.contentType(7, 1)))?.kind == nil)
    #expect(read(BERWriter.signedData([], signers: []))?.kind == .certificatesOnly)
    #expect(read(BERWriter.signedData([], isIndefinite: true, signers: []))?.kind == .certificatesOnly)
    #expect(read(BERWriter.signedData([]))?.kind == .signed)
    #expect(read(BERWriter.signedData(BERWriter.octets("x"), signers: []))?.kind == .signed)
  }

  @Test func whatIsNoObjectIsNone() {
    for text in ["", "M", "MIME", "0", "text", "%PDF-1.7"] { #expect(read(Array(text.utf8)) == nil) }
    #expect(CMSContent.signedContent(BERWriter.definite(0x30, BERWriter.contentType(7, 3))) == nil)
  }

  @Test(arguments: [false, true])
  func aTruncatedObjectGivesABeginning(isIndefinite: Bool) {
    let text = Array("the beginning of a text that goes on".utf8)
    let object = BERWriter.signedData(BERWriter.definite(0x04, text), isIndefinite: isIndefinite)
    for count in 0..<object.count {
      let found = read(Array(object.prefix(count)))
      #expect(text.starts(with: found?.content ?? []))
      if let found { #expect(found.defects == [.truncatedSignedContent]) }
    }
  }

  // MARK: Objects made to hurt

  @Test(arguments: [
    [0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x88, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    [0x88, 0x80, 0, 0, 0, 0, 0, 0, 0], [0x89, 1, 0, 0, 0, 0, 0, 0, 0, 0], [0xFF], [0xFE] as [UInt8],
  ])
  func lengthsBeyondTheEnd(length: [UInt8]) {
    let content = BERWriter.signedData([0x04] + length + Array("abc".utf8))
    _ = CMSContent.signedContent(content)
    for depth in [1, 2, 5] {
      var bytes: [UInt8] = []
      for _ in 0..<depth { bytes += [0x30] + length }
      #expect(CMSContent.signedContent(bytes) == nil)
    }
    #expect(CMSContent.signedContent([0x30] + length + BERWriter.contentType(7, 2)) == nil)
  }

  @Test(.timeLimit(.minutes(5)), arguments: [[0x24, 0x80], [0x24, 0x84, 0, 0x10, 0, 0], [0x30, 0x80] as [UInt8]])
  func aHundredThousandNestedElements(piece: [UInt8]) {
    var nested: [UInt8] = []
    for _ in 0..<100_000 { nested += piece }
    let found = read(BERWriter.signedData(nested, isIndefinite: true))
    #expect(found?.content ?? [] == [])
    if piece[0] == 0x24 { #expect(found?.defects.contains(.octetStringNestedTooDeep) == true) }
    // In a place that is passed over.
    let before = BERWriter.contentType(7, 2) + [0xA0, 0x80, 0x30, 0x80]
    #expect(CMSContent.signedContent([0x30, 0x80] + before + nested) == nil)
  }

  @Test(.timeLimit(.minutes(5))) func aHundredThousandPieces() {
    var pieces: [UInt8] = []
    for _ in 0..<100_000 { pieces += [0x04, 1, 0x61, 0x24, 0x80, 0, 0] }
    let object = BERWriter.signedData(BERWriter.indefinite(0x24, pieces), isIndefinite: true)
    #expect(CMSContent.signedContent(object)?.count == 100_000)
  }

  @Test func moreDigestAlgorithms() {
    var algorithms: [UInt8] = []
    for number in 0..<100 { algorithms += BERWriter.definite(0x30, BERWriter.definite(0x06, [0x2A, UInt8(number)])) }
    let inner = BERWriter.definite(0x30, BERWriter.contentType(7, 1) + BERWriter.definite(0xA0, BERWriter.octets("x")))
    let body = BERWriter.definite(0x02, [1]) + BERWriter.definite(0x31, algorithms) + inner
    let object = BERWriter.definite(
      0x30, BERWriter.contentType(7, 2) + BERWriter.definite(0xA0, BERWriter.definite(0x30, body)))
    #expect(read(object)?.digests.count == MailLimits.default.maximumDigestAlgorithms)
    #expect(read(object)?.defects == [.tooManyDigestAlgorithms])
    #expect(read(object)?.content == Array("x".utf8))
  }
}
