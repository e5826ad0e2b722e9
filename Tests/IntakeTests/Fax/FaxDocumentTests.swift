import Foundation
import Testing

@testable import Intake

@Suite("Documents of faxes")
struct FaxDocumentTests {
  private func read(_ bytes: [UInt8]) throws -> FaxDocument { try FaxDocument(.bytes(bytes), named: "belge") }

  /// Microseconds of a moment on the clock of this machine, as DateTime of TIFF is meant.
  private func here(_ text: String) throws -> Int64 {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.dateFormat = "yyyy:MM:dd HH:mm:ss"
    return Int64(try #require(format.date(from: text)).timeIntervalSince1970) * 1_000_000
  }

  @Test("pages of a TIFF are counted, of either byte order", arguments: [1, 2, 25], [false, true])
  func tiff(pages: Int, bigEndian: Bool) throws {
    let document = try read(SmallTIFF.bytes(Array(repeating: "", count: pages), bigEndian: bigEndian))
    #expect(document == FaxDocument(mediaType: "image/tiff", pages: pages))
  }

  @Test("the time of a TIFF is its first page's")
  func tiffTime() throws {
    let document = try read(SmallTIFF.bytes(["2025:04:08 06:41:05", "2025:04:08 06:43:00"]))
    #expect(try document.time == here("2025:04:08 06:41:05") && document.zoneMinutes == nil)
    #expect(document.pages == 2 && document.defects.isEmpty)
  }

  @Test(
    "what is no time in DateTime is none, and does no harm",
    arguments: [
      "2025:02:30 10:00:00", "2025:13:01 10:00:00", "2025:04:08 25:00:00", "2025:04:08 10:61:00", "0000:00:00 00:00:00",
      "2025:-2147483648:01 10:00:00", "2147483647:01:01 00:00:00", "2025:04:08", "geçen salı", "    :  :     :  :  ",
    ])
  func wrongTime(text: String) throws {
    let document = try read(SmallTIFF.bytes([text]))
    #expect(document.time == nil && document.pages == 1)
  }

  @Test("a TIFF that broke off counts the pages that it lists, and says that it is damaged")
  func truncatedTIFF() throws {
    let whole = SmallTIFF.bytes(["", ""])
    for missing in [1, 100, 255] {
      let document = try read(Array(whole.dropLast(missing)))
      #expect(document.pages == 2)
      #expect(document.defects == ["The document is damaged: a page of it can't be read to its end."])
    }
    for kept in [4, 8, 9, 20] {
      let document = try read(Array(whole.prefix(kept)))
      #expect(document.pages == 0)
      #expect(document.defects == ["The document is damaged: not one page of it can be read."])
    }
  }

  @Test("a TIFF whose pages go round in a circle ends")
  func circle() throws {
    var bytes = SmallTIFF.bytes([""])
    // The place of the next page, behind the eight entries of the first, leads back to that one.
    bytes.replaceSubrange(8 + 2 + 96..<8 + 2 + 100, with: [8, 0, 0, 0])
    let document = try read(bytes)
    #expect(document.pages >= 1 && document.mediaType == "image/tiff")
  }

  @Test("pages of a PDF are counted, and its time is read with its zone")
  func pdf() throws {
    #expect(try read(SmallPDF.bytes(pages: 1)) == FaxDocument(mediaType: "application/pdf", pages: 1))
    let document = try read(SmallPDF.bytes(pages: 12, created: "D:20250603091214+03'00'"))
    #expect(document.pages == 12 && document.defects.isEmpty)
    #expect(document.time == 1_748_931_134_000_000)
    // There is room before the header (ISO 32000-1, annex H).
    let late = try read(Array("\r\nX-Fax: 1\r\n".utf8) + SmallPDF.bytes(pages: 3))
    #expect(late.mediaType == "application/pdf" && late.pages == 3)
  }

  @Test("a PDF that broke off, or is nothing but its header, says so")
  func damagedPDF() throws {
    for bytes in [Array("%PDF-1.7\n".utf8), Array(SmallPDF.bytes(pages: 2).prefix(60))] {
      let document = try read(bytes)
      #expect(document.pages == 0)
      #expect(document.defects == ["The document is damaged, so its pages could not be counted."])
    }
  }

  @Test(
    "what is no fax is refused with the reason",
    arguments: [
      ("", "the file is empty"), ("Sayın yetkili", "it is neither TIFF nor PDF, as a fax is"),
      ("II", "it is neither TIFF nor PDF, as a fax is"), ("\u{89}PNG\r\n", "it is neither TIFF nor PDF, as a fax is"),
      (String(repeating: " ", count: 2_000) + "%PDF-1.7", "it is neither TIFF nor PDF, as a fax is"),
    ])
  func noFax(text: String, reason: String) throws {
    let error = #expect(throws: IntakeError.self) { try read(Array(text.utf8)) }
    #expect(error?.reason == reason && error?.code == .notARecord && error?.path == "belge")
  }

  @Test("a file and its bytes give the same; a file that is not there is told")
  func file() throws {
    let folder = try TemporaryFolder()
    let bytes = SmallTIFF.bytes(["2025:04:08 06:41:05", ""])
    let path = try folder.write("yük ihbarı.tif", bytes)
    #expect(try FaxDocument(path: path) == read(bytes))
    #expect(throws: IntakeError.self) { try FaxDocument(path: folder.path + "/yok.tif") }
    // A name that looks like an option of the programs that read it.
    let odd = try folder.write("-D", bytes)
    #expect(try FaxDocument(path: odd).pages == 2)
  }

  @Test(
    "the faxes of the invented company",
    arguments: [
      ("2024-05-13-davet-2024-17.tif", 3, ""), ("2024-05-27-teklif-2024-17.pdf", 1, ""),
      ("2025-04-08-yuk-ihbari.tif", 1, ""), ("2025-10-14-cerceve-anlasma.tif", 2, ""),
      ("2025-10-15-kesik.tif", 1, "a page of it can't be read to its end"),
      ("2025-02-10-sozlesme.pdf", 0, "protected by a password"),
    ])
  func company(name: String, pages: Int, defect: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Fixtures/company/fax/documents").standardizedFileURL.path
    let document = try FaxDocument(path: "\(folder)/\(name)")
    #expect(document.pages == pages)
    #expect(document.defects.count == (defect.isEmpty ? 0 : 1) && document.defects.allSatisfy { $0.contains(defect) })
    #expect((document.time != nil) == name.hasSuffix(".tif"))
  }
}

extension FaxDocument {
  fileprivate init(mediaType: String, pages: Int) {
    self.init(mediaType: mediaType)
    self.pages = pages
  }
}
