// libFuzzer target of the snippets.
//
//   swiftc -sanitize=fuzzer,address -parse-as-library -O -module-name SnippetFuzz Sources/SearchIndex/Snippets/*.swift \
//     Sources/SearchIndex/QueryLanguage/QueryScalars.swift Tests/Fuzz/SnippetFuzz.swift -o snippet-fuzz
//   SWIFT_BACKTRACE=enable=no ./snippet-fuzz -max_total_time=600 -timeout=5 SEEDS
//
// The first bytes say how long the snippet and how many its fragments are, and which bytes of the text, whatever they are,
// begin and end words. A law that is broken ends the process, which libFuzzer reports with the input.

#if canImport(SearchIndex)
  import SearchIndex
#endif

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSnippet(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = [UInt8](UnsafeBufferPointer(start: start, count: count))
  guard input.count >= 6 else { return 0 }
  let characters = Int(input[0]) % 200
  let fragments = Int(input[1]) % 4
  var options = SnippetOptions(characters: characters, fragments: fragments)
  if input[2] & 1 == 1 { options.bytesRead = Int(input[2]) }
  // A copy, so that the address sanitizer sees a reading past the text's end.
  let text = [UInt8](input[6...])
  var words: [SnippetWord] = []
  var place = 0
  var seed = UInt64(input[3]) << 16 | UInt64(input[4]) << 8 | UInt64(input[5])
  while place < text.count + 3 {
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let length = Int(seed >> 40) % 12
    let term = Int32(seed >> 33) % 9 - 5
    words.append(SnippetWord(start: UInt32(place), end: UInt32(place + length), term: term))
    place += length + Int(seed >> 50) % 3 + (length == 0 ? 1 : 0)
  }
  let snippet = text.withUnsafeBytes { SnippetMaker(options).snippet(of: $0, words: words) }
  let shown = Array(snippet.text.utf8)
  precondition(snippet.text.count <= max(characters, 1) + 3 * max(fragments, 1) + 1, "too long")
  precondition(!snippet.text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E }, "a control character")
  var end = -1
  for range in snippet.highlights {
    precondition(range.lowerBound > end && !range.isEmpty && range.upperBound <= shown.count, "a mark out of place")
    precondition(String(validating: shown[range], as: UTF8.self) != nil, "a mark inside of a character")
    end = range.upperBound
  }
  precondition(snippet.plainText.utf8.count == shown.count + 4 * snippet.highlights.count, "marks were lost")
  precondition(snippet.json.utf8.allSatisfy { $0 >= 0x20 }, "JSON with a control character")
  return 0
}
