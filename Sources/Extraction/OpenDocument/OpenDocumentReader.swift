/// Documents of LibreOffice and its kin: the content, then headers and footers.
struct OpenDocumentReader {
  private let package: PackageParts
  private let kind: DocumentKind

  init(_ package: PackageParts, _ kind: DocumentKind) {
    self.package = package
    self.kind = kind
  }

  func read() throws(ExtractionReason) -> ExtractedText {
    try checkProtection()
    let limits = package.reading.limits
    let content = OpenDocumentText(TextSink(limit: limits.maximumTextBytes), isStyles: false)
    var isWhole = try package.readXML(["content.xml"], into: content)
    if content.sink.isEmpty, !isWhole { throw .damaged("its text breaks off at the start") }
    var sink = content.sink
    if package.has("styles.xml"), !sink.isFull {
      let styles = OpenDocumentText(sink, isStyles: true)
      isWhole = try package.readXML(["styles.xml"], into: styles) && isWhole
      sink = styles.sink
    }
    var text = ExtractedText(sink.text, kind: kind)
    if kind == .openPresentation { text.pages = content.slides }
    if kind == .openSpreadsheet { text.pages = content.tables }
    text.isTruncated = sink.isFull || !isWhole
    return text
  }

  /// Parts that are encrypted say so in the manifest (ISO/IEC 26300-3 §4.4).
  private func checkProtection() throws(ExtractionReason) {
    guard package.has("META-INF/manifest.xml") else { return }
    let manifest = ManifestProtection()
    _ = try package.readXML(["META-INF/manifest.xml"], into: manifest)
    if manifest.isProtected { throw .protected("The document") }
  }
}

private final class ManifestProtection: XMLContent {
  private(set) var isProtected = false

  var isFull: Bool { isProtected }

  func begins(_ name: String, _ attributes: XMLAttributeList) {
    if name == "encryption-data" || name == "encrypted-key" { isProtected = true }
  }

  func ends(_ name: String) {}
  func characters(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
