import Testing

@testable import Extraction

/// Pages of PDF and fax of the company.
@Suite(
  .enabled(if: Extractor().confinementObstacle == nil, "bubblewrap can't confine programs on this machine"), .serialized
)
struct PageTests {
  private func extract(_ path: String, _ change: (inout ExtractionConfiguration) -> Void = { _ in }) throws
    -> ExtractionOutcome
  {
    var configuration = ExtractionConfiguration()
    change(&configuration)
    return Extractor(configuration: configuration).extract(
      ExtractionRequest(bytes: try Fixture.bytes(path), mediaType: "application/octet-stream"))
  }

  @Test func turkishPDFIsRead() throws {
    let text = try #require(try extract("fax/documents/2024-05-27-teklif-2024-17.pdf").text)
    #expect(text.text.contains("Akçakum Liman İşletmesi İhale Birimi'ne"))
    #expect(text.pages == 1 && text.kind == .pdf && !text.usedOCR)
  }

  @Test func protectedPDFIsProtected() throws {
    #expect(try extract("fax/documents/2025-02-10-sozlesme.pdf").reason?.code == .protected)
  }

  @Test func turkishFaxIsRecognisedPageByPage() throws {
    let text = try #require(try extract("fax/documents/2024-11-18-gecici-kabul.tif").text)
    #expect(text.pages == 2 && text.usedOCR && text.kind == .image)
    #expect(text.text.contains("GEÇİCİ KABUL") && text.text.contains("Teminat kesin kabulden sonra"))
  }

  @Test func pagesBeyondTheLimitAreCutOff() throws {
    let text = try #require(
      try extract("fax/documents/2024-11-18-gecici-kabul.tif") { $0.limits.maximumRecognisedPages = 1 }.text)
    #expect(text.isTruncated && text.text.contains("GEÇİCİ KABUL") && !text.text.contains("Teminat kesin"))
  }

  @Test func timeForRecognitionIsBounded() throws {
    let outcome = try extract("fax/documents/2024-05-13-davet-2024-17.tif") {
      $0.recognitionPatience = .milliseconds(30)
    }
    #expect(outcome.reason?.code == .timedOut || outcome.text?.isTruncated == true)
  }

  @Test func pagesThatWereCutShortAreDamaged() throws {
    #expect(try extract("fax/documents/2025-10-15-kesik.tif").reason?.code == .damaged)
  }

  @Test func missingModelsAreNamed() throws {
    let reason = try #require(try extract("fax/documents/2025-02-12-imza.tif") { $0.languages = ["xxx"] }.reason)
    #expect(reason.code == .toolMissing)
  }

  /// A page of PDF that is a picture is recognised, beside pages that hold text.
  @Test func scannedPagesOfPDFAreRecognised() throws {
    let sandbox = Sandbox(ExtractionConfiguration())
    let answer = try sandbox.run(
      "tiff2pdf", package: "libtiff-tools", try Fixture.bytes("fax/documents/2024-11-18-gecici-kabul.tif"),
      by: Deadline(after: .seconds(20)), input: .file
    ) { [$0] }
    let text = try #require(
      Extractor().extract(ExtractionRequest(bytes: answer.output, mediaType: "application/pdf")).text)
    #expect(text.kind == .pdf && text.pages == 2 && text.usedOCR)
    #expect(text.text.contains("Yüklenici: Meltem Yapı") && text.text.contains("Kesin kabul tarihi"))
  }

  /// Fax in standard resolution has twice as many dots along a line as across lines.
  @Test func distortedFaxIsSetRight() throws {
    let sandbox = Sandbox(ExtractionConfiguration())
    let answer = try sandbox.run(
      "pdftoppm", package: "poppler-utils", try Fixture.bytes("fax/documents/2024-05-27-teklif-2024-17.pdf"),
      by: Deadline(after: .seconds(20))
    ) { ["-mono", "-singlefile", "-rx", "204", "-ry", "98", $0] }
    let fax = try #require(BilevelTIFF.bytes(bitmap: answer.output, resolution: (204, 98)))
    #expect(TIFFPages(fax).pages.map(\.isDistorted) == [true])
    let text = try #require(Extractor().extract(ExtractionRequest(bytes: fax, mediaType: "image/tiff")).text)
    #expect(text.kind == .image && text.pages == 1 && text.usedOCR)
    #expect(text.text.contains("Meltem"), "\(text.text)")
  }
}
