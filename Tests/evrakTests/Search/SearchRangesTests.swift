import Foundation
import Testing

extension CompanySearch {
  /// Times and sizes, counted beside the timelines.
  @Suite("ranges and facets")
  struct Ranges {
    private let space: Workspace

    init() throws { space = try CompanySearch.space() }

    private func dates(_ query: String) throws -> [String] {
      try space.search(query, "--sort", "oldest").items.compactMap { $0["date"] as? String }
    }

    @Test("dates in each form")
    func dates() throws {
      let month = try space.total("date:2025-10")
      #expect(month > 20)
      for way in [
        "date:2025/10", "date:10.2025", "date:2025-10-01..2025-10-31", "since:2025-10 until:2025-10",
        "after:2025-09 before:2025-11", "date:>=2025-10 date:<2025-11", "tarih:01.10.2025..31.10.2025",
      ] { #expect(try space.total(way) == month, "\(way)") }
      let day = try dates("date:2025-10-14")
      #expect(!day.isEmpty && day.allSatisfy { $0 >= "2025-10-13T" && $0 < "2025-10-15T" })
      #expect(try space.total("date:2024") + space.total("date:<2024") + space.total("date:>2024") == 355)
      #expect(try space.search("date:1601").subjects == ["Tarama 0001"])
      #expect(try space.search("date:>2027").subjects == ["You have WON the lottery of the year 9999"])
      #expect(try space.total("date:today") == 0 && space.total("tarih:dün") == 0)
    }

    @Test("days are those of the archive's clock")
    func zones() throws {
      let mail = Workspace.letter("Gece yarısından sonra.")
        .replacingOccurrences(of: "10:00:00 +0300", with: "00:30:00 +0300")
      let night = try Workspace()
      try night.take([mail])
      for (zone, day) in [("Europe/Istanbul", "2026-03-03"), ("UTC", "2026-03-02"), ("America/New_York", "2026-03-02")]
      {
        let command = Command(environment: night.evrak.environment.merging(["TZ": zone]) { $1 })
        let total = try Answer(command("search", "date:\(day)", "--json")).total
        #expect(total == 1, "\(zone)")
      }
    }

    @Test("sizes are bytes as received")
    func sizes() throws {
      let small = try space.search("size:<1k").items
      #expect(try !small.isEmpty && (try space.total("size:>=1k")) == 355 - small.count)
      #expect(try space.total("size:1k") + space.total("size:<1k") + space.total("size:>=2k") == 355)
      #expect(try space.total("size:1k..1M") == space.total("size:>=1k size:<=1M") && space.total("size:>1G") == 0)
      let item = try #require(try space.search("subject:\"Fatura MLT2025000000088\" size:>1k").items.first)
      let shown = try space.evrak("timeline", "ece.sarp@tunali-mimarlik.example", "--json", "--limit", "1000").objects()
      let size = shown.first { $0["position"] as? Int == item["position"] as? Int }?["size"] as? Int
      #expect(try space.search("id:\(try #require(item["position"] as? Int)) size:\(try #require(size))").total == 1)
    }

    @Test(
      "facets of what each item has once add up to the total", arguments: ["*", "fatura", "contact:kuzey", "qxzqxz"])
    func sums(query: String) throws {
      let answer = try space.search(query, "--facets", "channel,direction,month,language,files")
      for name in ["channel", "direction", "month", "language", "files"] {
        #expect(answer.facet(name).values.reduce(0, +) == answer.total, "\(name)")
      }
    }

    @Test("each facet's value, asked for, gives as many")
    func values() throws {
      let answer = try space.search("fatura", "--facets", "channel,direction,language,account,owner,state")
      for (facet, field) in [
        ("channel", "channel"), ("direction", "direction"), ("language", "lang"), ("account", "account"),
        ("owner", "owner"),
      ] {
        #expect(!answer.facet(facet).isEmpty)
        for (value, count) in answer.facet(facet) where value != "unspecified" {
          #expect(try space.total("fatura \(field):\"\(value)\"") == count, "\(facet) \(value)")
        }
      }
      #expect(answer.facet("owner")["Aylin Ersoy"] != nil, "names as people write them")
    }

    @Test("facets of months are those of the dates")
    func months() throws {
      let months = try space.search("channel:email", "--facets", "month").facet("month")
      for month in ["2024-03", "2025-06"] {
        #expect(try space.total("channel:email date:\(month)") == months[month], "\(month)")
      }
      #expect(months["1601-01"] == 1 && months["9999-12"] == 1)
    }

    @Test("pages lead through all that is found, in every order", arguments: ["relevance", "newest", "oldest"])
    func pages(order: String) throws {
      for query in ["fatura OR teklif", "*", "contact:kuzey"] {
        let whole = try space.search(query, "--sort", order)
        #expect(whole.cursor == nil && whole.items.count == whole.total)
        var (positions, cursor): ([Int], String?) = ([], nil)
        repeat {
          let page = try Answer(
            space.evrak.run(
              ["search", query, "--json", "--limit", "37", "--sort", order] + (cursor.map { ["--cursor", $0] } ?? [])))
          #expect(page.total == whole.total, "the total is that of all pages")
          positions += page.positions
          cursor = page.cursor
        } while cursor != nil && positions.count < 1_000
        #expect(positions == whole.positions, "\(query)")
      }
    }

    @Test("newest and oldest are each other's reverse, relevance falls")
    func orders() throws {
      let newest = try space.search("fatura", "--sort", "newest")
      let dates = newest.items.compactMap { $0["date"] as? String }
      #expect(dates == dates.sorted(by: >))
      #expect(try space.search("fatura", "--sort", "oldest").positions == newest.positions.reversed())
      let scores = try space.search("fatura").items.compactMap { $0["score"] as? Double }
      #expect(scores == scores.sorted(by: >) && (scores.last ?? 0) > 0)
      // What stands on a level comes newest first.
      #expect(try space.search("channel:fax").positions == space.search("channel:fax", "--sort", "newest").positions)
    }

    @Test("a cursor belongs to its order and is not made up")
    func wrongCursors() throws {
      let cursor = try #require(try space.search("fatura", "--limit", "1").cursor)
      let other = try space.evrak("search", "fatura", "--sort", "newest", "--cursor", cursor)
      #expect(other.status == 64 && other.errors.contains("another --sort"))
      for made in ["abc", "r.zz", "", "x.0.0.0"] {
        #expect(try space.evrak("search", "fatura", "--cursor", made).status == 64)
      }
    }
  }
}
