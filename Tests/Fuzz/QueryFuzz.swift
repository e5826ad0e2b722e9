// libFuzzer target of the query language.
//
//   swiftc -sanitize=fuzzer,address -parse-as-library -O -module-name QueryFuzz \
//     $(find Sources/SearchIndex/QueryLanguage -name '*.swift') Tests/Fuzz/QueryFuzz.swift -o query-fuzz
//   SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 ./query-fuzz -max_total_time=600 -timeout=5 SEEDS
//
// The schema lives as long as the process, which the leak check takes for a leak.
// The first byte says whether one word is enough; the rest is the query. A law that is broken ends the process, which
// libFuzzer reports with the input.

#if canImport(SearchIndex)
  import SearchIndex
#endif

private let fuzzedSchema = QuerySchema(fields: [
  QueryField("from", .text, aliases: ["kimden"]), QueryField("to", .text),
  QueryField("ref", .keyword, aliases: ["sayı"]),
  QueryField("date", .date, aliases: ["tarih"]), QueryField("since", .dateBound(.since, of: "date")),
  QueryField("until", .dateBound(.until, of: "date")), QueryField("after", .dateBound(.after, of: "date")),
  QueryField("before", .dateBound(.before, of: "date")), QueryField("size", .size),
  QueryField("channel", .choice([QueryChoice("sms", "mesaj"), QueryChoice("fax", "faks")])),
  QueryField("is", .flags([QueryChoice("signed", "imzalı")])),
])

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzQuery(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeBufferPointer(start: start, count: count)
  guard let first = input.first else { return 0 }
  let text = String(decoding: input.dropFirst(), as: UTF8.self)
  let matchesAny = first & 1 == 1
  let now: Int64 = 1_715_942_730_000_000
  let parser = QueryParser(
    schema: fuzzedSchema, now: now, zone: QueryZone(secondsEast: 10_800), matchesAny: matchesAny)
  do throws(QueryError) {
    let query = try parser.parse(text)
    for clause in query.clauses {
      precondition(clause.range.upperBound <= text.utf8.count && !clause.range.isEmpty, "a clause outside of the text")
    }
    let canonical = query.canonicalText
    // Written in full it may be longer than what anybody may type.
    var limits = QueryLimits()
    limits.bytes = canonical.utf8.count
    let other = QueryParser(
      schema: fuzzedSchema, now: 0, zone: QueryZone(secondsEast: -3_600), matchesAny: !matchesAny, limits: limits)
    do throws(QueryError) {
      let again = try other.parse(canonical)
      precondition(again.root == query.root, "written in full it means something else: \(canonical)")
    } catch {
      preconditionFailure("written in full it is not understood: \(canonical): \(error)")
    }
  } catch {
    precondition(error.range.upperBound <= text.utf8.count, "an error outside of the text")
    for language in QueryErrorLanguage.allCases {
      let lines = error.rendered(query: text, language: language).split(
        separator: "\n", omittingEmptySubsequences: false)
      precondition(lines.count == 3, "the text broke the lines of the error")
    }
  }
  return 0
}
