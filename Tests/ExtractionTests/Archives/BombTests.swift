import Testing

@testable import Extraction

struct BombTests {
  private let zeros = [UInt8](repeating: 0x30, count: 20 << 20)

  private func reason(_ bytes: [UInt8], _ limits: ExtractionLimits = ExtractionLimits()) -> ExtractionReason.Code? {
    var configuration = ExtractionConfiguration()
    configuration.limits = limits
    return Extractor(configuration: configuration).extract(ExtractionRequest(bytes: bytes, mediaType: "")).reason?.code
  }

  @Test func denseFilesAreNotUnpacked() throws {
    var builder = ZipBuilder()
    try builder.add("a.txt", zeros)
    #expect(reason(builder.finished()) == .bomb)
  }

  @Test func densePartsOfDocumentsAreNotUnpacked() throws {
    var builder = ZipBuilder()
    try builder.add("[Content_Types].xml", Array("<Types/>".utf8))
    try builder.add("word/document.xml", zeros)
    #expect(reason(builder.finished()) == .bomb)
  }

  @Test func filesThatHideTheirSizeAreStopped() throws {
    var builder = ZipBuilder()
    try builder.add("a.txt", zeros, claimedSize: 1_000)
    #expect(reason(builder.finished()) == .bomb)
  }

  @Test func filesThatShareBytesAreBombs() throws {
    var builder = ZipBuilder()
    try builder.add("a.txt", Array("words".utf8))
    builder.repeatFirst("b.txt", packedSize: 5, size: 5)
    #expect(reason(builder.finished()) == .bomb)
  }

  @Test func manyFilesTogetherAreStopped() throws {
    var limits = ExtractionLimits()
    limits.maximumInflatedBytes = 100
    var builder = ZipBuilder()
    for number in 0..<20 { try builder.add("\(number)", Array("0123456789".utf8), deflated: false) }
    #expect(reason(builder.finished(), limits) == .bomb)
  }

  @Test func directoriesWithoutEndAreStopped() throws {
    var limits = ExtractionLimits()
    limits.maximumEntries = 3
    #expect(reason(try [UInt8](zip: [("1", "a"), ("2", "b"), ("3", "c"), ("4", "d")]), limits) == .bomb)
  }

  @Test func entitiesThatGrowAreStopped() throws {
    let xml = """
      <?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
      <w:document xmlns:w="w"><w:t>&b;</w:t></w:document>
      """
    #expect(reason(try [UInt8](zip: [("[Content_Types].xml", "<T/>"), ("word/document.xml", xml)])) == .bomb)
  }

  @Test func deepXMLIsDamaged() throws {
    let xml = String(repeating: "<a>", count: 100_000)
    #expect(reason(try [UInt8](zip: [("[Content_Types].xml", "<T/>"), ("word/document.xml", xml)])) == .damaged)
  }

  @Test func imagesOfGiganticSizeAreTooLarge() {
    let header: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
    #expect(reason(header + [0, 1, 0, 0, 0, 1, 0, 0, 8, 2, 0, 0, 0, 1, 2, 3, 4]) == .tooLarge)
  }

  @Test func documentsBeyondTheLimitAreTooLarge() {
    var limits = ExtractionLimits()
    limits.maximumDocumentBytes = 10
    #expect(reason(Array("eleven bytes".utf8), limits) == .tooLarge)
  }

  @Test func longTextsAreCutBetweenCharacters() throws {
    var configuration = ExtractionConfiguration()
    configuration.limits.maximumTextBytes = 10
    let request = ExtractionRequest(bytes: Array("şşşşşşşşşş".utf8), mediaType: "text/plain; charset=utf-8")
    let text = try #require(Extractor(configuration: configuration).extract(request).text)
    #expect(text.isTruncated)
    #expect(text.text.allSatisfy { $0 == "ş" } && (4...5).contains(text.text.count))
  }
}
