import Foundation
import Testing

@testable import Extraction

/// Word, Excel and Outlook files of before 2007, with the marks of a password set by the test.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["EVRAK_CORPORA"] != nil,
    "EVRAK_CORPORA does not name the folder of the corpora"))
struct LegacyTests {
  private func bytes(_ name: String) throws -> [UInt8] {
    let corpora = ProcessInfo.processInfo.environment["EVRAK_CORPORA"] ?? ""
    return [UInt8](try Data(contentsOf: URL(filePath: "\(corpora)/attachments/\(name)")))
  }

  private func extract(_ bytes: [UInt8]) -> ExtractionOutcome {
    Extractor().extract(ExtractionRequest(bytes: bytes, mediaType: "application/octet-stream"))
  }

  @Test func aProtectedWordDocumentIsProtected() throws {
    var bytes = try bytes("testWORD_various.doc")
    let header = try #require(bytes[512...].firstRange(of: [0xEC, 0xA5])).lowerBound
    bytes[header + 11] |= 1
    #expect(extract(bytes).reason?.code == .protected)
  }

  @Test func aProtectedWorkbookIsProtected() throws {
    var bytes = try bytes("testEXCEL.xls")
    // The first record behind the BOF of the workbook becomes a FilePass.
    let start = try #require(bytes[512...].firstRange(of: [0x09, 0x08])).lowerBound
    let next = start + 4 + Int(bytes[start + 2])
    (bytes[next], bytes[next + 1]) = (0x2F, 0)
    #expect(extract(bytes).reason?.code == .protected)
  }

  @Test func loopsInAFileEnd() throws {
    var bytes = try bytes("testMSG.msg")
    // Every sector of the table leads to the first one.
    let table = 512 * (1 + (ByteFields(bytes).little32(76) ?? 0))
    for place in stride(from: table, to: table + 512, by: 4) {
      bytes.replaceSubrange(place..<(place + 4), with: [0, 0, 0, 0])
    }
    _ = extract(bytes)
  }
}
