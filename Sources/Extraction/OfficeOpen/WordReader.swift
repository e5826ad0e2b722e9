/// Word documents: the body, then headers, footers, notes and comments.
struct WordReader {
  private let package: PackageParts

  init(_ package: PackageParts) { self.package = package }

  func read() throws(ExtractionReason) -> ExtractedText {
    let body = package.has("word/document.xml") ? ["word/document.xml"] : package.numbered("word/", "document")
    if body.isEmpty { throw .damaged("its text is missing") }
    let around = ["header", "footer", "footnotes", "endnotes", "comments"].flatMap { package.numbered("word/", $0) }
    let content = RunText(package.reading.limits)
    let isWhole = try package.readXML(body + around, into: content) { content.startBlock() }
    if content.sink.isEmpty, !isWhole { throw .damaged("its text breaks off at the start") }
    var text = ExtractedText(content.sink.text, kind: .wordDocument)
    text.isTruncated = content.isFull || !isWhole
    return text
  }
}
