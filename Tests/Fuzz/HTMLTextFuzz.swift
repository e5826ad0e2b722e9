// libFuzzer target of the text of documents: HTML, plain text and RTF in whatever charset.
//
//   clang -c -g -O1 -fsanitize=address Sources/CICU/CICU.c -ISources/CICU/include -o CICU.o      (and Names.c)
//   swiftc -sanitize=fuzzer,address -parse-as-library -O -module-name HTMLTextFuzz -I Sources/CICU/include \
//     $(find Sources/MailFormat -name '*.swift') Tests/Fuzz/HTMLTextFuzz.swift CICU.o Names.o -licui18n -licuuc \
//     -o html-text-fuzz
//   SWIFT_BACKTRACE=enable=no ./html-text-fuzz -max_total_time=600 -timeout=5 SEEDS
//
// The first byte chooses the label of the charset; the rest is the document. A law that is broken ends the process.

#if canImport(MailFormat)
  import MailFormat
#endif

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHTMLText(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let input = [UInt8](UnsafeRawBufferPointer(start: data, count: data == nil ? 0 : size))
  guard let choice = input.first else { return 0 }
  let bytes = Array(input.dropFirst())
  let charsets: [String?] = [nil, "utf-8", "iso-8859-9", "utf-16", "iso-2022-jp", "no such charset"]
  let charset = charsets[Int(choice) % charsets.count]

  let text = DocumentText.html(bytes, charset: charset)
  precondition(text.utf8.count <= mostGrowth * (bytes.count + 16), "text far larger than its markup")
  precondition(DocumentText.html(bytes, charset: charset) == text, "the same markup gave another text")

  // Within the limit there is only the beginning.
  var limits = MailLimits.default
  limits.maximumMarkupBytes = bytes.count / 2
  precondition(DocumentText.html(bytes, charset: charset, limits: limits).utf8.count <= mostGrowth * (bytes.count + 16))

  let plain = DocumentText.plain(bytes, charset: charset)
  precondition(plain.text.utf8.count <= 4 * (bytes.count + 16), "decoding grew the text")
  _ = DocumentText.richText(bytes)
  _ = DocumentText.compressedRichText(bytes)
  return 0
}

/// Bytes of text for a byte of markup: an item of a list of the greatest depth takes 32 for its four, and marks of quotes
/// stand before every line.
private let mostGrowth = 64
