import Testing

import Extraction

struct OpenDocumentTests {
  private func extract(_ content: String, type: String = "text", manifest: String = "<m/>") throws -> ExtractionOutcome
  {
    let bytes = try [UInt8](zip: [
      ("mimetype", "application/vnd.oasis.opendocument.\(type)"), ("META-INF/manifest.xml", manifest),
      ("content.xml", "<office:body xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\">\(content)</office:body>"),
    ])
    return Extractor().extract(ExtractionRequest(bytes: bytes, mediaType: ""))
  }

  @Test func spacesTabsAndNotesAreUnderstood() throws {
    let text = try extract(
      """
      <text:h>Başlık</text:h><text:p>bir  <text:s text:c="2"/>iki<text:note><text:note-citation>1</text:note-citation>
      <text:note-body><text:p>dipnot</text:p></text:note-body></text:note> üç<text:tab/>dört</text:p>
      <text:tracked-changes><text:p>silindi</text:p></text:tracked-changes>
      """)
    #expect(text.text?.kind == .openText)
    #expect(text.text?.text == "Başlık\nbir   iki üç\tdört\ndipnot")
  }

  @Test func sheetsAreReadByRows() throws {
    let row =
      "<table:table-row><table:table-cell><text:p>harç</text:p></table:table-cell><table:table-cell><text:p>298,40</text:p></table:table-cell></table:table-row>"
    let text = try extract("<table:table table:name=\"Liste\">\(row)\(row)</table:table>", type: "spreadsheet").text
    #expect(text?.kind == .openSpreadsheet && text?.pages == 1)
    #expect(text?.text == "Liste\nharç \t298,40\nharç \t298,40")
  }

  @Test func encryptedDocumentsAreProtected() throws {
    let manifest = "<m:manifest xmlns:m=\"m\"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    #expect(try extract("<text:p>x</text:p>", manifest: manifest).reason?.code == .protected)
  }
}
