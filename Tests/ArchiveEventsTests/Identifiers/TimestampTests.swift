import ArchiveEvents
import Foundation
import Testing

@Suite("Moments in microseconds")
struct TimestampTests {
  @Test(
    "RFC 3339 with six digits, before 1970 too",
    arguments: [
      (0, "1970-01-01T00:00:00.000000Z"), (1, "1970-01-01T00:00:00.000001Z"),
      (999_999, "1970-01-01T00:00:00.999999Z"), (1_000_000, "1970-01-01T00:00:01.000000Z"),
      (-1, "1969-12-31T23:59:59.999999Z"), (-999_999, "1969-12-31T23:59:59.000001Z"),
      (-1_000_000, "1969-12-31T23:59:59.000000Z"), (-1_000_001, "1969-12-31T23:59:58.999999Z"),
      (1_709_164_800_000_042, "2024-02-29T00:00:00.000042Z"), (4_102_444_800_000_000, "2100-01-01T00:00:00.000000Z"),
      // The first day of the Gregorian calendar; no mail is older.
      (-12_219_292_800_000_000, "1582-10-15T00:00:00.000000Z"),
      (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
    ] as [(Int64, String)])
  func text(microseconds: Int64, expected: String) {
    #expect(Timestamp(microseconds: microseconds).description == expected)
  }

  @Test("For people, whole seconds are enough")
  func wholeSeconds() {
    #expect(Timestamp(secondsSinceEpoch: 1_767_225_600).wholeSeconds == "2026-01-01T00:00:00Z")
  }

  /// In a process of its own: arithmetic that overflows would end this one.
  @Test("The ends of the range are written without a trap")
  func ends() async {
    await #expect(processExitsWith: .success) {
      for moment in [Int64.min, .min + 1, .min + 775_808, .max - 1, .max] {
        let text = Timestamp(microseconds: moment).description
        if text.isEmpty || Timestamp(microseconds: moment).wholeSeconds.isEmpty { exit(EXIT_FAILURE) }
      }
    }
  }

  @Test(
    "Seconds outside the range are clamped to it",
    arguments: [
      (0, 0), (1, 1_000_000), (-1, -1_000_000), (9_223_372_036_854, 9_223_372_036_854_000_000),
      (9_223_372_036_855, .max), (.max, .max), (-9_223_372_036_854, -9_223_372_036_854_000_000),
      (-9_223_372_036_855, .min), (.min, .min),
    ] as [(Int64, Int64)])
  func clamped(seconds: Int64, microseconds: Int64) {
    #expect(Timestamp(secondsSinceEpoch: seconds).microseconds == microseconds)
  }

  @Test("Dates are rounded to the microsecond, and clamped")
  func dates() {
    #expect(Timestamp(Date(timeIntervalSince1970: 1.000_000_4)).microseconds == 1_000_000)
    #expect(Timestamp(Date(timeIntervalSince1970: -0.000_001)).microseconds == -1)
    #expect(Timestamp(Date(timeIntervalSince1970: 1e300)).microseconds == .max)
    #expect(Timestamp(Date(timeIntervalSince1970: -1e300)).microseconds == .min)
    #expect(Timestamp(Date(timeIntervalSince1970: .infinity)).microseconds == .max)
    #expect(Timestamp(Date(timeIntervalSince1970: -.infinity)).microseconds == .min)
  }

  @Test("A date of our time comes back", arguments: [0, 1_234_567_890_123_456, -1_234_567_890_123_456] as [Int64])
  func roundTrip(microseconds: Int64) {
    // A Date counts from 2001 in a Double, which holds a microsecond until the year 2286.
    #expect(Timestamp(Timestamp(microseconds: microseconds).date).microseconds == microseconds)
  }

  @Test("Earlier is less")
  func order() {
    let moments = [3, -2, 0, .min, .max].map { Timestamp(microseconds: $0) }
    #expect(moments.sorted().map(\.microseconds) == [.min, -2, 0, 3, .max])
  }

  @Test("Now is the clock's time")
  func now() {
    let before = Date()
    let now = Timestamp.now()
    let after = Date()
    #expect(now >= Timestamp(before.addingTimeInterval(-0.001)) && now <= Timestamp(after.addingTimeInterval(0.001)))
  }
}
