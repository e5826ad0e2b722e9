import Testing

@testable import Intake

/// RFC 3339 section 5.6.
@Suite struct RecordTimeTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0, 0),
    ("2025-03-01T09:30:00+03:00", 1_740_810_600_000_000, 180),
    ("2025-03-01t06:30:00.5z", 1_740_810_600_500_000, 0),
    ("2025-03-01 09:30:00.1234569+03:00", 1_740_810_600_123_456, 180),
    ("1969-12-31T19:00:00-05:00", 0, -300),
    ("2024-02-29T00:00:00Z", 1_709_164_800_000_000, 0),
    ("2016-12-31T23:59:60Z", 1_483_228_800_000_000, 0),
    ("0001-01-01T00:00:00Z", -62_135_596_800_000_000, 0),
    ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999, 0),
  ])
  func times(text: String, microseconds: Int64, zone: Int) throws {
    let time = try #require(RecordTime(text))
    #expect(time.microseconds == microseconds)
    #expect(time.zoneMinutes == zone)
  }

  @Test func negativeZeroSaysThatTheZoneIsUnknown() throws {
    let time = try #require(RecordTime("2025-03-01T06:30:00-00:00"))
    #expect(time.zoneMinutes == nil)
    #expect(time.microseconds == 1_740_810_600_000_000)
  }

  @Test(arguments: [
    "", "2025-03-01", "2025-03-01T09:30:00", "2025-03-01T09:30Z", "2025-02-29T00:00:00Z", "2025-13-01T00:00:00Z",
    "2025-00-01T00:00:00Z", "2025-01-00T00:00:00Z", "2025-03-01T24:00:00Z", "2025-03-01T09:60:00Z",
    "2025-03-01T09:30:61Z", "2025-03-01T09:30:00.Z", "2025-03-01T09:30:00+3:00", "2025-03-01T09:30:00+24:00",
    "2025-03-01T09:30:00Z ", "25-03-01T09:30:00Z", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01", "２０２５-03-01T09:30:00Z", "-025-03-01T09:30:00Z", "1740810600",
  ])
  func noTimes(text: String) {
    #expect(RecordTime(text) == nil)
  }

  @Test(arguments: [
    ("2025-03-15", true), ("2025-02-30", false), ("2025-3-15", false), ("2025-03-15 ", false), ("", false),
  ])
  func dates(text: String, isDate: Bool) {
    #expect(RecordTime.isDate(text) == isDate)
  }
}
