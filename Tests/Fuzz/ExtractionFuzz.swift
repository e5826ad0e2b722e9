// libFuzzer target of what reads attachments in this process: directories of archives, compound files, images' headers
// and the XML of office documents. No program is started.
//
// Build with `-sanitize=fuzzer,address -parse-as-library` together with Sources/Extraction, a module of
// Sources/MailFormat, and the C targets CExpat and CChild; run with SWIFT_BACKTRACE=enable=no. The first byte chooses the
// reader; the rest is the document. A law that is broken ends the process, which libFuzzer reports with the input.

#if canImport(Extraction)
  @testable import Extraction
#endif

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzExtraction(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let input = [UInt8](UnsafeRawBufferPointer(start: data, count: data == nil ? 0 : size))
  guard let choice = input.first else { return 0 }
  let bytes = Array(input.dropFirst())
  var limits = ExtractionLimits()
  limits.maximumTextBytes = 1 << 16
  limits.maximumElementDepth = 64
  switch choice % 10 {
  case 0: fuzzSignature(bytes)
  case 1: fuzzZip(bytes, limits)
  case 2: fuzzCompound(bytes)
  case 3: _ = TIFFPages(bytes).pages
  case 4: try? XMLReader.read(bytes, into: RunText(limits), limits)
  case 5:
    let content = OpenDocumentText(TextSink(limit: limits.maximumTextBytes), isStyles: bytes.first == 1)
    try? XMLReader.read(bytes, into: content, limits)
  case 6: fuzzSheet(bytes, limits)
  case 7: fuzzTidy(bytes)
  case 8: _ = RecognisedPage(table: bytes)
  default: _ = GenericXML.read(bytes, ExtractionRequest(bytes: [], mediaType: ""), limits)
  }
  return 0
}

private func fuzzSignature(_ bytes: [UInt8]) {
  let words = String(decoding: bytes.prefix(64), as: UTF8.self)
  let request = ExtractionRequest(bytes: bytes, mediaType: words, name: words)
  _ = (request.charset, request.essence, request.nameExtension)
  if case .image(let format) = Signature.of(bytes, request) { _ = format.size(of: bytes) }
}

private func fuzzZip(_ bytes: [UInt8], _ limits: ExtractionLimits) {
  guard let directory = try? ZipDirectory(bytes, limits: limits) else { return }
  precondition(directory.entries.count <= limits.maximumEntries, "more entries than the limit")
  var end = 0
  for entry in directory.entries.sorted(by: { $0.headerOffset < $1.headerOffset }) {
    precondition(entry.headerOffset >= end, "files share bytes")
    end = entry.headerOffset + entry.packedSize
  }
}

private func fuzzCompound(_ bytes: [UInt8]) {
  guard let file = try? CompoundFile(bytes) else { return }
  for entry in file.entries {
    precondition(file.content(of: entry).count <= bytes.count + 4_096, "a stream larger than its file")
    if let parent = entry.parent { precondition(file.entries.indices.contains(parent), "a storage that is not there") }
  }
}

private func fuzzSheet(_ bytes: [UInt8], _ limits: ExtractionLimits) {
  let (strings, styles) = (SharedStrings(), SheetStyles())
  try? XMLReader.read(bytes, into: strings, limits)
  try? XMLReader.read(bytes, into: styles, limits)
  try? XMLReader.read(bytes, into: SheetText(strings, styles, since1904: bytes.count % 2 == 0, limits), limits)
  _ = SheetStyles.form(ofCode: String(decoding: bytes, as: UTF8.self))
  let number = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
  _ = SheetDate.text(Double(bitPattern: number), .dateAndTime, since1904: true)
}

/// Tidy text stays as it is.
private func fuzzTidy(_ bytes: [UInt8]) {
  let tidy = TidyText.of(String(decoding: bytes, as: UTF8.self), limit: 1_000)
  precondition(tidy.text.utf8.count <= 1_000, "text beyond its limit")
  precondition(!tidy.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" }, "control characters")
  precondition(TidyText.of(tidy.text, limit: 1_000).text == tidy.text, "tidy text was changed")
}
