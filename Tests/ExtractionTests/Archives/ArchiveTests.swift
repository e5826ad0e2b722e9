import Testing

import Extraction

struct ArchiveTests {
  private let extractor = Extractor()

  private func extract(_ bytes: [UInt8]) -> ExtractionOutcome {
    extractor.extract(ExtractionRequest(bytes: bytes, mediaType: "application/zip", name: "a.zip"))
  }

  @Test func filesAreReadUnderTheirNames() throws {
    let outcome = extract(
      try [UInt8](zip: [("teklif/Ölçüler.txt", "Genişlik 9,40 m"), ("not.html", "<p>Şantiye <b>açık</b></p>")]))
    let text = try #require(outcome.text)
    #expect(text.text == "teklif/Ölçüler.txt\nGenişlik 9,40 m\n\nnot.html\nŞantiye açık")
    #expect(text.kind == .archive)
    #expect(text.skipped.isEmpty)
  }

  @Test func anArchiveInAnArchiveIsNotOpened() throws {
    let inner = try [UInt8](zip: [("a.txt", "inner words")])
    var builder = ZipBuilder()
    try builder.add("inner.zip", inner, deflated: false)
    #expect(extract(builder.finished()).reason?.code == .nested)
    try builder.add("beside.txt", Array("outer words".utf8))
    let text = try #require(extract(builder.finished()).text)
    #expect(text.text.contains("outer words") && !text.text.contains("inner words"))
    #expect(text.skipped.map(\.name) == ["inner.zip"])
    #expect(text.skipped.map(\.reason.code) == [.nested])
  }

  @Test func aThousandFilesAreRead() throws {
    var builder = ZipBuilder()
    for number in 0..<1_000 {
      try builder.add("\(number).txt", Array("word\(number)".utf8), deflated: number % 50 == 0)
    }
    let text = try #require(extract(builder.finished()).text)
    #expect(text.text.contains("word0\n") && text.text.hasSuffix("word999"))
    #expect(!text.isTruncated)
  }

  @Test func moreFilesThanTheLimitAreCutOff() throws {
    var configuration = ExtractionConfiguration()
    configuration.limits.maximumFiles = 2
    let bytes = try [UInt8](zip: [("1", "one"), ("2", "two"), ("3", "three")])
    let outcome = Extractor(configuration: configuration).extract(ExtractionRequest(bytes: bytes, mediaType: ""))
    let text = try #require(outcome.text)
    #expect(text.isTruncated && !text.text.contains("three"))
  }

  @Test func encryptedFilesAreProtected() throws {
    var builder = ZipBuilder()
    try builder.add("a.txt", Array("secret".utf8), flags: 1)
    #expect(extract(builder.finished()).reason?.code == .protected)
  }

  @Test func emptyArchivesHaveNoText() {
    #expect(extract(ZipBuilder().finished()).reason?.code == .noText)
  }

  @Test func cutAndDamagedArchivesAreDamaged() throws {
    let whole = try [UInt8](zip: [("a.txt", String(repeating: "words and more ", count: 200))])
    #expect(extract(Array(whole.prefix(whole.count / 2))).reason?.code == .damaged)
    var changed = whole
    changed[45] ^= 0x55
    #expect(extract(changed).reason?.code == .damaged)
  }

  @Test func oneDamagedFileDoesNotCostTheOthers() throws {
    var builder = ZipBuilder()
    try builder.add("a.txt", Array("alpha".utf8))
    try builder.add("b.txt", Array("beta".utf8), claimedSize: 5)
    try builder.add("c.txt", Array("gamma".utf8))
    let text = try #require(extract(builder.finished()).text)
    #expect(text.text == "a.txt\nalpha\n\nc.txt\ngamma")
    #expect(text.skipped.map(\.reason.code) == [.damaged])
  }
}
