import Testing

import Extraction

struct WordTests {
  private func extract(_ parts: [(name: String, content: String)]) throws -> ExtractionOutcome {
    let bytes = try [UInt8](zip: [("[Content_Types].xml", "<Types/>")] + parts)
    return Extractor().extract(ExtractionRequest(bytes: bytes, mediaType: "application/octet-stream"))
  }

  private func document(_ body: String) -> (name: String, content: String) {
    ("word/document.xml", "<w:document xmlns:w=\"w\" xmlns:mc=\"m\"><w:body>\(body)</w:body></w:document>")
  }

  @Test func turkishContractsAreRead() throws {
    let bytes = try Fixture.bytes("notes/files/sozlesme-2024-17.docx")
    let text = try #require(Extractor().extract(ExtractionRequest(bytes: bytes, mediaType: "", name: "x.docx")).text)
    #expect(text.kind == .wordDocument)
    #expect(text.text.contains("Akçakum Liman İşletmesi ile Meltem Yapı Malzemeleri A.Ş. arasında."))
    // Cells of a row stand in one line.
    #expect(text.text.contains("12.08.2024 \t1.000 m²"))
  }

  @Test func runsTabsBreaksAndDeletionsAreUnderstood() throws {
    let body = """
      <w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>Tek</w:t></w:r><w:r><w:t>lif</w:t><w:tab/><w:t>17</w:t></w:r>
      <w:del><w:r><w:delText>silindi</w:delText></w:r></w:del></w:p>
      <w:p><mc:AlternateContent><mc:Choice><w:t>kutu</w:t></mc:Choice><mc:Fallback><w:t>kutu</w:t></mc:Fallback>
      </mc:AlternateContent><w:br/><w:t>alt</w:t></w:p>
      """
    #expect(try extract([document(body)]).text?.text == "Teklif\t17\nkutu\nalt")
  }

  @Test func headersNotesAndCommentsFollow() throws {
    let parts = ["header1", "footer2", "footnotes", "comments"].map {
      (name: "word/\($0).xml", content: "<w:x xmlns:w=\"w\"><w:p><w:t>in \($0)</w:t></w:p></w:x>")
    }
    let text = try extract([document("<w:p><w:t>body</w:t></w:p>")] + parts).text?.text
    #expect(text == "body\nin header1\nin footer2\nin footnotes\nin comments")
  }

  @Test func aDocumentThatBreaksOffGivesItsBeginning() throws {
    let text = try #require(
      try extract([("word/document.xml", "<w:document xmlns:w=\"w\"><w:p><w:t>first</w:t></w:p><w:p><w:t>sec")]).text)
    #expect(text.text == "first\nsec")
    #expect(text.isTruncated)
  }

  @Test func documentsWithoutWordsHaveNoText() throws {
    #expect(try extract([document("<w:p/>")]).reason?.code == .noText)
    #expect(try extract([("word/document.xml", "")]).reason?.code == .damaged)
  }
}
