import SearchIndex
import Archive
import Testing

@Suite("What is said of a wrong query")
struct QueryErrorTests {
  /// The place is given in characters.
  @Test(
    "the reason and the place",
    arguments: [
      ("ödeme \"iki kelime", QueryError.Reason.unclosedQuote, 6), ("teklif fatura\"", .unopenedQuote, 13),
      ("a\"b c\" d", .unopenedQuote, 5), ("a (b", .unclosedGroup, 2), ("(", .unclosedGroup, 0),
      ("a) b", .unopenedGroup, 1),
      (")", .unopenedGroup, 0), ("a ()", .emptyGroup, 3), ("a AND", .missingOperand("AND"), 5),
      ("OR b", .missingOperand("OR"), 0), ("a VE VEYA b", .missingOperand("VE"), 5),
      ("(a OR )", .missingOperand("OR"), 6),
      ("NOT", .missingOperand("NOT"), 3), ("from:", .missingValue(field: "from"), 5),
      ("kimden: AND x", .missingValue(field: "kimden"), 8), ("from: to:x", .missingValue(field: "from"), 6),
      ("(from:)", .missingValue(field: "from"), 6), ("konu: -x", .missingValue(field: "konu"), 6),
      ("a form:ali", .unknownField("form", suggestion: "from"), 2),
      ("fron:x", .unknownField("fron", suggestion: "from"), 0),
      ("sbject:x", .unknownField("sbject", suggestion: "subject"), 0),
      ("kmden:x", .unknownField("kmden", suggestion: "kimden"), 0),
      ("foo:\"a b\"", .unknownField("foo", suggestion: nil), 0), ("foo:(a)", .unknownField("foo", suggestion: nil), 0),
      ("konu:(a kime:b)", .nestedField("kime", outer: "konu"), 8),
      ("date:2024-02-30", .noSuchDay("2024-02-30"), 5), ("date:2024-13", .noSuchDay("2024-13"), 5),
      ("date:2024-05-17T24:00", .noSuchDay("2024-05-17T24:00"), 5), ("date:0000", .noSuchDay("0000"), 5),
      ("date:soon", .notADate("soon", field: "date"), 5), ("since:24h", .notADate("24h", field: "since"), 6),
      ("date:..", .notADate("..", field: "date"), 5), ("since:2024..2025", .notADate("2024..2025", field: "since"), 6),
      ("date:2024*", .notADate("2024*", field: "date"), 5),
      ("date:12345678901234567890d", .notADate("12345678901234567890d", field: "date"), 5),
      ("date:2024..2023", .reversedRange("2024..2023"), 5), ("size:2M..1M", .reversedRange("2M..1M"), 5),
      ("size:big", .notASize("big", field: "size"), 5), ("size:1.5", .notASize("1.5", field: "size"), 5),
      ("size:-1", .notASize("-1", field: "size"), 5),
      ("size:99999999999999999999", .sizeTooLarge("99999999999999999999"), 5),
      ("size:9999999999G", .sizeTooLarge("9999999999G"), 5), ("size:<0", .emptyRange("<0"), 5),
      ("date:2024 .. 2025", .spacedRange, 10), ("fat*ra", .starInside("fat*ra"), 3),
      ("*tura", .starAtBeginning("*tura"), 0),
      ("from:*", .starAtBeginning("*"), 5), ("&", .noWord("&"), 0), ("from:&", .noWord("&"), 5),
      ("\"...\"", .noWord("\"...\""), 0),
      ("\"\"", .noWord("\"\""), 0), ("--any fatura", .doubleMinus, 0), ("\"öde pla\"*", .starBehindPhrase, 9),
      ("a -AND", .missingOperand("-"), 3),
    ] as [(String, QueryError.Reason, Int)])
  func reasons(query: String, reason: QueryError.Reason, place: Int) {
    let error = failure(query)
    #expect(error?.reason == reason)
    #expect(error?.characterOffset == place)
    #expect(error.map { String(decoding: query.utf8.prefix($0.byteOffset), as: UTF8.self).count } == place)
  }

  @Test("a value that is none of the set is told them, and the nearest")
  func choices() {
    let error = failure("channel:emial")
    #expect(
      error?.reason
        == .unknownChoice("emial", field: "channel", known: ["email", "sms", "fax", "note"], suggestion: "email"))
    #expect(error?.message == "channel: can't be emial, did you mean email? It is one of email, sms, fax, note.")
    #expect(error?.expected == ["email", "sms", "fax", "note"])
    #expect(failure("kanal:x")?.message == "kanal: can't be x; it is one of email, sms, fax, note.")
    #expect(failure("channel:x")?.message == "channel: can't be x; it is one of email, sms, fax, note.")
  }

  @Test("the first mistake of the text is told, whoever finds it")
  func first() {
    #expect(failure("AND \"open")?.reason == .missingOperand("AND"))
    #expect(failure("date:never \"open")?.reason == .notADate("never", field: "date"))
  }

  @Test("the caret stands under the character")
  func rendering() {
    #expect(
      failure("a form:ali")?.rendered(query: "a form:ali") == """
        a form:ali
          ^
        There is no field form:, did you mean from:? To look for the text itself, put it in quotation marks.
        """)
    #expect(
      failure("(ödeme")?.rendered(query: "(ödeme", language: .turkish)
        == "(ödeme\n^\nBu ayraç kapanmamış; kümenin sonuna ) koyun.")
    // Two columns each for the wide characters, one for a letter with a combining mark.
    let wide = "日本 o\u{308}👨‍👩‍👧 (x"
    #expect(failure(wide)?.rendered(query: wide).split(separator: "\n")[1] == "         ^")
    #expect(failure("a AND")?.rendered(query: "a AND").split(separator: "\n")[1] == "     ^")
  }

  @Test("a long query is shown around the place, without what steers a terminal")
  func longRendering() {
    let query = String(repeating: "kelime ", count: 500) + "\u{1B}[31m\n(x"
    let lines = failure(query)?.rendered(query: query).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines?.count == 3)
    #expect(lines?[0].first == "…")
    #expect(lines?[0].contains("\u{1B}") == false)
    #expect(lines?[0].count ?? 0 < 110)
    #expect(lines?[1].count == 62)
  }

  @Test("every reason has a sentence in both languages, and they differ")
  func languages() {
    for query in [
      "\"", "a\"", "(", ")", "()", "OR", "to:", "form:x", "foo:(", "to:(cc:x)", "is:x", "date:x", "size:x", "a*b", "*a",
    ] {
      guard let error = failure(query) else {
        Issue.record("\(query) was understood")
        continue
      }
      let sentences = QueryErrorLanguage.allCases.map { error.message(in: $0) }
      #expect(Set(sentences).count == 2)
      #expect(sentences.allSatisfy { $0.hasSuffix(".") && !$0.contains("\n") })
    }
  }

  @Test("limits have errors of their own")
  func limits() {
    #expect(failure(String(repeating: "a", count: 65_537))?.reason == .tooLong(limit: 65_536))
    #expect(failure(String(repeating: "a ", count: 4_097))?.reason == .tooManyClauses(limit: 4_096))
    #expect(failure(String(repeating: "a ", count: 4_096)) == nil)
    let (open, close) = (String(repeating: "(", count: 64), String(repeating: ")", count: 64))
    #expect(failure(open + "a" + close) == nil)
    #expect(failure("(" + open + "a" + close + ")")?.reason == .tooDeep(limit: 64))
    #expect(failure("(" + open + "a" + close + ")")?.byteOffset == 64)
    #expect(failure(String(repeating: "NOT ", count: 16_000) + "a") == nil)
    #expect(failure(String(repeating: "(", count: 65_000))?.reason == .tooDeep(limit: 64))
  }
}
