import Testing

@testable import Extraction

struct WorkbookTests {
  @Test func cellsAreReadAsTheyAreShown() throws {
    let bytes = try [UInt8](zip: [
      ("[Content_Types].xml", "<Types/>"),
      ("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Fiyatlar\" r:id=\"r1\"/></sheets></workbook>"),
      ("xl/_rels/workbook.xml.rels", "<R><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></R>"),
      (
        "xl/sharedStrings.xml",
        "<sst><si><t>Ürün</t></si><si><r><t>Sı</t></r><r><t>va</t></r><rPh><t>x</t></rPh></si></sst>"
      ),
      (
        "xl/styles.xml",
        """
        <s><numFmts><numFmt numFmtId="170" formatCode="dd.mm.yyyy hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/>
        <xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></s>
        """
      ),
      (
        "xl/worksheets/sheet1.xml",
        """
        <worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>9</v></c></row>
        <row><c><f>A1*2</f><v>0.30000000000000004</v></c><c s="1"><v>45413</v></c><c s="2"><v>45413.5</v></c>
        <c t="inlineStr"><is><t>satır</t></is></c><c t="b"><v>1</v></c><c/></row></sheetData></worksheet>
        """
      ),
    ])
    let text = try #require(Extractor().extract(ExtractionRequest(bytes: bytes, mediaType: "")).text)
    #expect(text.kind == .workbook && text.pages == 1)
    #expect(text.text == "Fiyatlar\nÜrün\tSıva\n0.3\t2024-05-01\t2024-05-01 12:00\tsatır\tTRUE")
  }

  @Test(arguments: [
    (1.0, false, "1900-01-01"), (59.0, false, "1900-02-28"), (61.0, false, "1900-03-01"),
    (36_526.0, false, "2000-01-01"),
    (45_351.0, false, "2024-02-29"), (0.0, true, "1904-01-01"), (2_958_465.0, false, "9999-12-31"),
  ])
  func daysAreDates(_ serial: Double, _ since1904: Bool, _ date: String) {
    #expect(SheetDate.text(serial, .date, since1904: since1904) == date)
  }

  @Test func whatIsNoDayStaysANumber() {
    for serial in [-1, 2_958_466, Double.infinity, .nan] {
      #expect(SheetDate.text(serial, .date, since1904: false) == nil)
    }
  }

  @Test func formatsTellDatesFromNumbers() {
    #expect(SheetStyles.form(ofCode: "yyyy\\-mm\\-dd") == .date)
    #expect(SheetStyles.form(ofCode: "[$-41F]d mmmm yyyy;@") == .date)
    #expect(SheetStyles.form(ofCode: "hh:mm:ss") == .time)
    #expect(SheetStyles.form(ofCode: "[h]:mm") == .time)
    #expect(SheetStyles.form(ofCode: "#,##0.00 \"adet\"") == .number)
    #expect(SheetStyles.form(ofCode: "[Red]-0.00") == .number)
    #expect(SheetStyles.form(ofCode: "General") == .number)
  }
}
