import Foundation
import Testing

extension CompanySearch {
  @Suite("output")
  struct Output {
    private let space: Workspace

    init() throws { space = try CompanySearch.space() }

    @Test("an item a line, then the total")
    func json() throws {
      let answer = try space.search("fatura ödeme", "--explain")
      #expect(answer.items.count == answer.total && answer.total > 0 && answer.said.isEmpty)
      for item in answer.items {
        #expect((item["item"] as? String)?.count == 32 && item["score"] is Double && item["snippet"] is String)
        #expect((item["date"] as? String)?.hasSuffix("Z") == true && item["subject"] is String)
        #expect(item["channel"] as? String != "email" || item["message_id"] is String)
      }
      #expect(answer.summary["seconds"] is Double && answer.summary["understood"] as? String == "fatura AND ödeme")
      let nothing = try space.search("qxzqxz")
      #expect(nothing.items.isEmpty && nothing.total == 0 && nothing.status == 0)
      let first = try space.search("fatura", "--limit", "0")
      #expect(first.items.isEmpty && first.total > 0)
    }

    @Test("what an item is shown by is what `show` opens")
    func items() throws {
      for channel in ["email", "sms", "fax", "note"] {
        let item = try #require(try space.search("channel:\(channel)").items.first)
        let shown = try #require(try space.evrak("show", item["item"] as? String ?? "", "--json").objects().first)
        #expect(shown["position"] as? Int == item["position"] as? Int, "\(channel)")
      }
    }

    @Test("snippets mark whole words that were asked for, by bytes of UTF-8")
    func highlights() throws {
      for query in ["sıva", "fatura ödeme", "teminat mektubu", "terrazzo", "\"çerçeve anlaşma\"", "fatur*"] {
        let items = try space.search(query).items
        let marked = try items.filter { item in
          let bytes = Array(try #require(item["snippet"] as? String).utf8)
          #expect(bytes.count < 400)
          let ranges = try #require(item["highlights"] as? [[Int]])
          for range in ranges {
            let word = try #require(String(validating: bytes[range[0]..<range[1]], as: UTF8.self))
            #expect(
              !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "'" || $0 == "’" }, "\(word)")
          }
          return !ranges.isEmpty
        }
        #expect(!marked.isEmpty, "\(query)")
      }
    }

    @Test("a snippet comes from the field that was asked for")
    func fields() throws {
      let plan = try #require(try space.search("attachment:pattern channel:note").items.first)
      #expect((plan["snippet"] as? String)?.contains("French pattern") == true)
      let named = try #require(try space.search("filename:lindenau-plan-2026.docx").items.first)
      #expect((plan["item"] as? String) == (named["item"] as? String))
      #expect((named["snippet"] as? String)?.contains("lindenau-plan-2026.docx") == true)
    }

    @Test("for people: the line of a timeline, the words below it, how many were found on standard error")
    func text() throws {
      let result = try space.evrak("search", "sıva", "--limit", "2", "--explain")
      #expect(result.lines.count == 5 && result.lines[0] == "Understood as  sıva")
      #expect(result.lines[1].contains("score") && result.lines[2].hasPrefix("    "))
      #expect(result.errors.contains("found, 2 shown") && result.errors.contains("--cursor r."))
      #expect(!result.output.contains("\u{1B}"), "no marks where nobody reads them on a terminal")
      let facets = try space.evrak("search", "*", "--limit", "0", "--facets", "channel")
      #expect(facets.lines == ["channel", "  239\temail", "  71\tsms", "  30\tnote", "  15\tfax"])
    }

    @Test(
      "a mistake is pointed at, in English and in Turkish",
      arguments: [
        ("a form:ali", 2, "did you mean from:?", "from: mı demek istediniz?"),
        ("fatura (ödeme", 7, "not closed", "kapanmamış"), ("fatura)", 6, "closes nothing", "kapatmıyor"),
        ("\"ödeme", 0, "not closed", "kapanmamış"), ("ğüş fat*ra", 7, "end of a word", "sonu"),
        ("date:2024-13", 5, "calendar", "takvimde"), ("size:abc", 5, "no size", "boyut"),
        ("channel:pigeon", 8, "email, sms, fax, note", "email, sms, fax, note"), ("is:foo", 3, "bounce", "bounce"),
        ("fatura AND", 10, "nothing to join", "bağlamıyor"), ("subject:", 8, "Nothing follows", "gelmiyor"),
        ("👍 form:ali", 3, "from:", "from:"), ("subject:(from:ali)", 9, "outside", "dışına"),
      ])
    func mistakes(query: String, column: Int, english: String, turkish: String) throws {
      for (locale, expected) in [("C.UTF-8", english), ("tr_TR.UTF-8", turkish)] {
        let command = Command(environment: space.evrak.environment.merging(["LANG": locale, "LC_ALL": ""]) { $1 })
        let result = try command("search", "--", query)
        let lines = result.errors.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        try #require(lines.count >= 4)
        #expect(result.status == 64 && result.output.isEmpty && lines[1] == query)
        #expect(lines[2] == String(repeating: " ", count: column) + "^", "\(query)")
        #expect(lines[3].contains(expected), "\(lines[3])")
      }
    }

    @Test("a query without end, or of nothing, is refused or answered, never a crash")
    func odd() throws {
      let clauses = (0..<4_096).map { "w\($0)" }.joined(separator: " ")
      #expect(try space.search(clauses, "--any").status == 0)
      let refused = try space.evrak("search", clauses + " zuviel")
      #expect(refused.status == 64 && refused.errors.contains("4,096") || refused.errors.contains("4096"))
      #expect(try space.total("") == 355 && space.evrak("search").status == 64)
      for query in [
        String(repeating: "(", count: 200), String(repeating: "a", count: 70_000), "\"", "-", "👍", "::", "*:*",
      ] {
        #expect(try [0, 64].contains(space.evrak("search", "--", query).status), "\(query.prefix(20))")
      }
    }
  }
}
