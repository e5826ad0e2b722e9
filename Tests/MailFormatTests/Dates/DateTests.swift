import Testing

@testable import MailFormat

@Suite struct DateTests {
  @Test(arguments: [
    // RFC 5322 §3.3 and appendix A
    ("Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T09:55:06-06:00"),
    ("Tue, 05 Mar 2024 10:11:12 +0300", "2024-03-05T10:11:12+03:00"),
    ("5 Mar 2024 10:11 +0300", "2024-03-05T10:11:00+03:00"),
    (
      "Thu,\r\n      13\r\n        Feb\r\n          1969\r\n      23:32\r\n               -0330 (Newfoundland Time)",
      "1969-02-13T23:32:00-03:30"
    ),
    // Unknown zones
    ("Tue, 05 Mar 2024 10:11:12 -0000", "2024-03-05T10:11:12Z"),
    ("Tue, 05 Mar 2024 10:11:12", "2024-03-05T10:11:12Z"),
    ("Tue, 05 Mar 2024 10:11:12 XYZ", "2024-03-05T10:11:12Z"),
    ("Tue, 05 Mar 2024 10:11:12 A", "2024-03-05T10:11:12Z"),
    // Obsolete zones, §4.3
    ("21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06+00:00"),
    ("Fri, 21 Nov 1997 09:55:06 EST", "1997-11-21T09:55:06-05:00"),
    ("Fri, 21 Nov 1997 09:55:06 PDT", "1997-11-21T09:55:06-07:00"),
    ("Fri, 21 Nov 1997 09:55:06 UT", "1997-11-21T09:55:06+00:00"),
    ("Fri, 21 Nov 1997 09:55:06 Z", "1997-11-21T09:55:06+00:00"),
    ("Mon, 12 Mar 2001 10:11:12 CEST", "2001-03-12T10:11:12+02:00"),
    ("Mon, 12 Mar 2001 10:11:12 +0200 (CEST)", "2001-03-12T10:11:12+02:00"),
    ("Mon, 12 Mar 2001 10:11:12 GMT+0300", "2001-03-12T10:11:12+03:00"),
    // Years of two and three digits
    ("Sat, 1 Jan 49 00:00:00 +0000", "2049-01-01T00:00:00+00:00"),
    ("Sat, 1 Jan 50 00:00:00 +0000", "1950-01-01T00:00:00+00:00"),
    ("Sat, 1 Jan 102 00:00:00 +0000", "2002-01-01T00:00:00+00:00"),
    // What programs write instead
    ("Mon Mar 12 10:11:12 2001", "2001-03-12T10:11:12Z"),
    ("Monday, March 12, 2001 10:11:12 PM", "2001-03-12T22:11:12Z"),
    ("12-Mar-2001 10:11:12 EST", "2001-03-12T10:11:12-05:00"),
    ("Mon, 12 Mar 2001 10.11.12 +0300", "2001-03-12T10:11:12+03:00"),
    ("Mon, 12 Mar 2001 10:11:12 +03:00", "2001-03-12T10:11:12+03:00"),
    ("2001-03-12 10:11:12 +0300", "2001-03-12T10:11:12+03:00"),
    ("2001-03-12T10:11:12.345Z", "2001-03-12T10:11:12+00:00"),
    ("Thu, 29 Feb 2024 12:00:00 +0000", "2024-02-29T12:00:00+00:00"),
    ("Sun, 31 Dec 2000 23:59:60 +0000", "2001-01-01T00:00:00+00:00"),
    ("12 Mar 2001", "2001-03-12T00:00:00Z"),
  ])
  func reads(field: String, expected: String) {
    #expect(field.withView { DateReader.read($0) }?.rfc3339() == expected)
  }

  @Test(arguments: [
    "", "Whenever", "Mon", "30 Feb 2001 10:00:00 +0000", "12 Mar", "99 Mar 2001", "12 Foo 2001 10:11:12 +0000",
    "Mon, 12 Mar 2001 25:11:12 +0300", "12 Mar 0 10:11:12 junk 999999999999999999999", "((((((((((",
  ])
  func refuses(field: String) {
    let date = field.withView { DateReader.read($0) }
    // A year of one digit is odd, yet a year.
    #expect(date == nil || field.contains("Mar 0"))
  }

  @Test func everyDayRoundTrips() {
    for day in stride(from: Int64(-719_162), through: 2_932_896, by: 97) {
      let civil = CivilDate(daysSinceEpoch: day)
      #expect(civil.exists)
      #expect(civil.daysSinceEpoch == day)
    }
  }

  @Test func extremeInstantsArePrinted() {
    for seconds in [Int64.min, Int64.max, -1, 0] {
      for zone in [nil, 0, -720, 840, Int.max, Int.min] {
        #expect(!MailDate(secondsSinceEpoch: seconds, zoneOffsetMinutes: zone).rfc3339().isEmpty)
      }
    }
    #expect(MailDate(secondsSinceEpoch: -1, zoneOffsetMinutes: 0).rfc3339() == "1969-12-31T23:59:59+00:00")
  }
}
