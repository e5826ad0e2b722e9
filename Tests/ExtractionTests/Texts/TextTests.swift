import Testing

import Extraction

struct TextTests {
  private func text(_ bytes: [UInt8], _ type: String, _ name: String? = nil) -> ExtractedText? {
    Extractor().extract(ExtractionRequest(bytes: bytes, mediaType: type, name: name)).text
  }

  private static let turkish = "Değerli müşterimiz, ödemeniz için teşekkür ederiz. Işık, şube ve iğne işleri sürüyor."

  /// ISO 8859-9 has its six Turkish letters at these places.
  private static func latin5(_ text: String) -> [UInt8] {
    let places: [Unicode.Scalar: UInt8] = ["ğ": 0xF0, "Ğ": 0xD0, "ı": 0xFD, "İ": 0xDD, "ş": 0xFE, "Ş": 0xDE]
    return text.unicodeScalars.map { places[$0] ?? UInt8(truncatingIfNeeded: $0.value) }
  }

  @Test(arguments: [
    "text/plain; charset=iso-8859-9", "text/plain; charset=\"windows-1254\"", "text/plain; charset=utf-8", "text/plain",
    "",
  ])
  func turkishIsReadWhateverTheCharsetClaims(_ type: String) {
    #expect(text(Self.latin5(Self.turkish), type, "a.txt")?.text == Self.turkish)
  }

  @Test func utf8IsReadWhateverTheCharsetClaims() {
    #expect(text(Array(Self.turkish.utf8), "text/plain; charset=iso-8859-1")?.text == Self.turkish)
    #expect(text([0xEF, 0xBB, 0xBF] + Array(Self.turkish.utf8), "text/csv")?.text == Self.turkish)
  }

  @Test func utf16IsReadWithAndWithoutMark() {
    let units = Self.turkish.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    #expect(text([0xFF, 0xFE] + units, "text/plain")?.text == Self.turkish)
    #expect(text(units, "text/plain")?.text == Self.turkish)
  }

  @Test func markupBecomesText() {
    let html =
      "<html><head><title>x</title><style>p{}</style></head><body><p>Sayın&nbsp;İlgili</p><script>no()</script></body>"
    let found = text(Array(html.utf8), "application/octet-stream", "mektup.htm")
    #expect(found?.kind == .html)
    #expect(found?.text.contains("no()") == false && found?.text.contains("İlgili") == true)
  }

  @Test func invoicesInXMLLoseTheirTagsAndFiles() {
    let xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Invoice xmlns:cbc=\"c\"><cbc:ID>GIB2024000000001</cbc:ID><cbc:File>"
      + String(repeating: "QUJD", count: 500) + "</cbc:File><cbc:Note>Yalnız yüz &amp; on TL</cbc:Note></Invoice>"
    let found = text(Array(xml.utf8), "application/xml", "fatura.xml")
    #expect(found?.kind == .xml)
    #expect(found?.text == "GIB2024000000001\nYalnız yüz & on TL")
  }

  @Test func richTextIsRead() {
    let rtf = "{\\rtf1\\ansi\\ansicpg1254 \\u304?zmir \\'fealvar\\par ikinci}"
    let found = text(Array(rtf.utf8), "application/msword", "a.doc")
    #expect(found?.kind == .richText)
    #expect(found?.text == "İzmir şalvar\nikinci")
  }

  @Test func linesAreTidy() {
    let found = text(Array("a \r\n\r\n\r\n\r\nb\u{7}\u{C}c\rd\n\n".utf8), "text/plain")
    #expect(found?.text == "a\n\nb\nc\nd")
  }

  @Test func messagesAreReadWithTheirFilesOneLevelDeep() throws {
    let inner = "Subject: inside\n\ninner words"
    let mail = """
      From: Ayşe <ayse@x.example>
      Subject: =?utf-8?Q?Te=C5=9Fekk=C3=BCr?=
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: text/plain

      outer words
      --b
      Content-Type: text/csv; name=fiyat.csv
      Content-Disposition: attachment; filename=fiyat.csv

      harç;298,40
      --b
      Content-Type: message/rfc822

      \(inner)
      --b--
      """
    let found = try #require(text(Array(mail.utf8), "message/rfc822"))
    #expect(found.kind == .message)
    for words in ["Teşekkür", "ayse@x.example", "outer words", "fiyat.csv\nharç;298,40", "inner words"] {
      #expect(found.text.contains(words), "\(words) is not in \(found.text)")
    }
  }

  @Test(arguments: [[], [0x20, 0x0A], [UInt8](repeating: 0, count: 500)])
  func emptyFilesHaveNoText(_ bytes: [UInt8]) {
    #expect(Extractor().extract(ExtractionRequest(bytes: bytes, mediaType: "application/pdf")).reason?.code == .noText)
  }

  @Test func noiseAndOtherArchivesAreUnsupported() {
    for bytes in [
      [0x1F, 0x8B, 8, 0], Array("7z\u{BC}\u{AF}'".unicodeScalars.map { UInt8($0.value) }), [1, 2, 3, 4, 5, 0xFF, 0],
    ] {
      let reason = Extractor().extract(ExtractionRequest(bytes: bytes, mediaType: "application/x-<b>\n")).reason
      #expect(reason?.code == .unsupported)
      #expect(reason?.description.contains("<") == false && reason?.description.contains("\n") == false)
    }
  }

  @Test func manyThreadsMayAskAtOnce() async throws {
    let extractor = Extractor()
    let bytes = try [UInt8](zip: [("a.txt", Self.turkish)])
    await withTaskGroup(of: String?.self) { group in
      for _ in 0..<12 { group.addTask { extractor.extract(ExtractionRequest(bytes: bytes, mediaType: "")).text?.text } }
      for await found in group { #expect(found == "a.txt\n" + Self.turkish) }
    }
  }
}
