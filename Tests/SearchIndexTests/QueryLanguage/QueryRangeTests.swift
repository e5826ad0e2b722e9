import SearchIndex
import Archive
import Testing

@Suite("Dates and sizes")
struct QueryRangeTests {
  private func canonical(_ query: String) throws -> String {
    try parse(query).canonicalText.replacing(".000000Z", with: "Z").replacing("59.999999Z", with: "59+Z")
  }

  @Test(
    "dates by a clock three hours east, on 2024-05-17",
    arguments: [
      ("date:2024", "2023-12-31T21:00:00Z..2024-12-31T20:59:59+Z"),
      ("date:2024-02", "2024-01-31T21:00:00Z..2024-02-29T20:59:59+Z"),
      ("date:2024/02", "2024-01-31T21:00:00Z..2024-02-29T20:59:59+Z"),
      ("tarih:02.2024", "2024-01-31T21:00:00Z..2024-02-29T20:59:59+Z"),
      ("date:2024-05-17", "2024-05-16T21:00:00Z..2024-05-17T20:59:59+Z"),
      ("date:17.05.2024", "2024-05-16T21:00:00Z..2024-05-17T20:59:59+Z"),
      ("date:7.5.2024", "2024-05-06T21:00:00Z..2024-05-07T20:59:59+Z"),
      ("date:2024-05-17T10:30", "2024-05-17T07:30:00Z..2024-05-17T07:30:59+Z"),
      ("date:\"17.05.2024 10:30\"", "2024-05-17T07:30:00Z..2024-05-17T07:30:59+Z"),
      ("date:2024-05-17T10:30Z", "2024-05-17T10:30:00Z..2024-05-17T10:30:59+Z"),
      ("date:2024-05-17T10:30-04:00", "2024-05-17T14:30:00Z..2024-05-17T14:30:59+Z"),
      ("date:2024-01..2024-06", "2023-12-31T21:00:00Z..2024-06-30T20:59:59+Z"),
      ("date:01.05.2024..31.05.2024", "2024-04-30T21:00:00Z..2024-05-31T20:59:59+Z"),
      ("date:..2024", "..2024-12-31T20:59:59+Z"), ("date:2024..", "2023-12-31T21:00:00Z.."),
      ("date:>2024", "2024-12-31T21:00:00Z.."), ("date:>=2024", "2023-12-31T21:00:00Z.."),
      ("date:<2024", "..2023-12-31T20:59:59+Z"), ("date:<=2024", "..2024-12-31T20:59:59+Z"),
      ("date:<= 2024", "..2024-12-31T20:59:59+Z"),
      ("date:today", "2024-05-16T21:00:00Z..2024-05-17T20:59:59+Z"),
      ("date:BUGÜN", "2024-05-16T21:00:00Z..2024-05-17T20:59:59+Z"),
      ("date:dün", "2024-05-15T21:00:00Z..2024-05-16T20:59:59+Z"),
      ("date:yesterday..today", "2024-05-15T21:00:00Z..2024-05-17T20:59:59+Z"),
      ("since:30d", "2024-04-16T21:00:00Z.."), ("date:30d", "2024-04-16T21:00:00Z.."),
      ("since:2w", "2024-05-02T21:00:00Z.."), ("since:2hafta", "2024-05-02T21:00:00Z.."),
      ("since:3m", "2024-02-16T21:00:00Z.."), ("beri:3ay", "2024-02-16T21:00:00Z.."),
      ("since:1y", "2023-05-16T21:00:00Z.."), ("until:7gün", "..2024-05-10T20:59:59+Z"),
      ("since:2024-05", "2024-04-30T21:00:00Z.."), ("until:2024-05", "..2024-05-31T20:59:59+Z"),
      ("after:2024-05", "2024-05-31T21:00:00Z.."), ("önce:2024-05", "..2024-04-30T20:59:59+Z"),
      ("since:9999999d", "0001-01-01T00:00:00Z.."), ("since:9999y", "0001-01-01T00:00:00Z.."),
    ])
  func dates(query: String, expected: String) throws {
    #expect(try canonical(query) == "date:" + expected)
  }

  @Test("a span of months ends on the last day of a shorter month")
  func shortMonth() throws {
    let parser = QueryParser(
      schema: CorrespondenceFields.schema, now: 1_711_886_400_000_000, zone: QueryZone(secondsEast: 0))
    // On 2024-03-31.
    #expect(try parser.parse("since:1m").canonicalText == "date:2024-02-29T00:00:00.000000Z..")
    #expect(try parser.parse("since:13m").canonicalText == "date:2023-02-28T00:00:00.000000Z..")
  }

  @Test("a day on which the clock changes has 23 or 25 hours")
  func summerTime() throws {
    // Central Europe 2024: forward on 31 March, back on 27 October, both at 01:00 UTC.
    let zone = QueryZone { (1_711_846_800..<1_729_990_800).contains($0) ? 7_200 : 3_600 }
    let parser = QueryParser(schema: CorrespondenceFields.schema, now: testNow, zone: zone)
    func hours(_ date: String) throws -> Int64 {
      guard case .dateRange(_, let interval) = try parser.parse("date:" + date).root,
        let lower = interval.lower, let upper = interval.upper
      else { return 0 }
      return (upper + 1 - lower) / 3_600_000_000
    }
    #expect(try hours("2024-03-30") == 24)
    #expect(try hours("2024-03-31") == 23)
    #expect(try hours("2024-10-27") == 25)
    #expect(try hours("2024-10-28") == 24)
    #expect(try hours("2024") == 366 * 24)
    #expect(
      try parser.parse("since:2024-10-27T02:30").canonicalText == "date:2024-10-27T00:30:00.000000Z..")
    #expect(
      try parser.parse("since:2024-03-31T02:30").canonicalText == "date:2024-03-31T01:30:00.000000Z..")
  }

  @Test(
    "sizes",
    arguments: [
      ("size:100", "100..100"), ("size:100b", "100..100"), ("size:>1M", "1048577.."), ("size:>=1M", "1048576.."),
      ("size:<1k", "..1023"), ("size:<=1k", "..1024"), ("boyut:1M", "1048576..2097151"),
      ("size:1.5M", "1572864..1677721"), ("size:1,5M", "1572864..1677721"), ("size:1M..2M", "1048576..2097152"),
      ("size:..10KB", "..10240"), ("size:2GiB..", "2147483648.."), ("size: > 1M", "1048577.."),
      ("size:\"1 M\"", "1048576..2097151"),
      ("size:0..0", "0..0"),
    ])
  func sizes(query: String, expected: String) throws {
    #expect(try canonical(query) == "size:" + expected)
  }

  @Test("bounds belong to the interval")
  func bounds() {
    #expect(QueryInterval(lower: 1, upper: 2).contains(1))
    #expect(QueryInterval(lower: 1, upper: 2).contains(2))
    #expect(!QueryInterval(lower: 1, upper: 2).contains(3))
    #expect(QueryInterval(lower: nil, upper: nil).contains(.min))
  }
}
