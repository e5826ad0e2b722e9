/// What is wrong with a value; the parser knows where it stands.
struct QueryValueProblem: Error {
  var reason: QueryError.Reason
}

/// Reads what stands behind the colon of a field of dates.
///
/// Every expression names a span of time, from its beginning to its end: a year, month, day, minute, second or moment.
struct QueryDateReader: Sendable {
  struct Span {
    var start: Int64
    /// Not part of it.
    var end: Int64
    /// `30d`: how long ago rather than when.
    var isAgo = false
  }

  /// 0001-01-01T00:00Z and the last microsecond of the year 9999: no date that can be written lies outside.
  static let earliest = CivilTime(year: 1).microseconds
  static let latest = CivilTime(year: 10_000).microseconds - 1

  /// Microseconds since 1970.
  let now: Int64
  let zone: QueryZone

  init(now: Int64, zone: QueryZone) {
    self.now = min(max(now, Self.earliest), Self.latest)
    self.zone = zone
  }

  /// The value of a field such as `date:`.
  func interval(_ text: String, field: String) throws(QueryValueProblem) -> QueryInterval {
    switch QueryRange(text) {
    case .between(let from, let to):
      let lower = try from.map { text throws(QueryValueProblem) in try span(text, field).start }
      let upper = try to.map { text throws(QueryValueProblem) in try span(text, field).end - 1 }
      return try Self.checked(lower, upper, text)
    case .beyond(let limit): return try interval(span(limit, field), .after, text)
    case .atLeast(let limit): return try interval(span(limit, field), .since, text)
    case .below(let limit): return try interval(span(limit, field), .before, text)
    case .atMost(let limit): return try interval(span(limit, field), .until, text)
    case .exactly(let value):
      let span = try span(value, field)
      return try span.isAgo ? interval(span, .since, text) : Self.checked(span.start, span.end - 1, text)
    }
  }

  /// The value of a field such as `since:`.
  func interval(_ text: String, _ bound: QueryDateBound, field: String) throws(QueryValueProblem) -> QueryInterval {
    guard case .exactly(let value) = QueryRange(text) else {
      throw QueryValueProblem(reason: .notADate(text, field: field))
    }
    return try interval(span(value, field), bound, text)
  }

  private func interval(
    _ span: Span, _ bound: QueryDateBound, _ text: String
  ) throws(QueryValueProblem) -> QueryInterval {
    switch bound {
    case .since: try Self.checked(span.start, nil, text)
    case .until: try Self.checked(nil, span.end - 1, text)
    case .after: try Self.checked(span.end, nil, text)
    case .before: try Self.checked(nil, span.start - 1, text)
    }
  }

  private static func checked(
    _ lower: Int64?, _ upper: Int64?, _ text: String
  ) throws(QueryValueProblem) -> QueryInterval {
    if let lower, let upper, lower > upper { throw QueryValueProblem(reason: .reversedRange(text)) }
    func clamped(_ moment: Int64) -> Int64 { min(max(moment, earliest), latest) }
    return QueryInterval(lower: lower.map(clamped), upper: upper.map(clamped))
  }

  private func span(_ text: String, _ field: String) throws(QueryValueProblem) -> Span {
    let folded = QueryName.fold(text)
    if let days = Self.daysAgo[folded] { return day(today.dayLater(-days)) }
    if let span = spanAgo(folded) { return span }
    guard let written = WrittenDate(text) else { throw QueryValueProblem(reason: .notADate(text, field: field)) }
    guard written.exists else { throw QueryValueProblem(reason: .noSuchDay(text)) }
    return span(of: written)
  }

  private static let daysAgo = ["today": 0, "bugun": 0, "yesterday": 1, "dun": 1]

  private var today: CivilTime { zone.civilTime(at: now).dayLater(0) }

  private func day(_ day: CivilTime) -> Span {
    Span(start: zone.moment(of: day), end: zone.moment(of: day.dayLater(1)))
  }

  private enum Unit { case day, week, month, year }

  private static let units: [String: Unit] = [
    "d": .day, "day": .day, "days": .day, "g": .day, "gun": .day, "w": .week, "week": .week, "weeks": .week,
    "hafta": .week, "m": .month, "month": .month, "months": .month, "ay": .month, "y": .year, "year": .year,
    "years": .year, "yil": .year,
  ]

  /// The day that lies so long ago.
  private func spanAgo(_ folded: String) -> Span? {
    let digits = folded.utf8.prefix { (0x30...0x39).contains($0) }
    guard let number = Int(String(Substring(digits))), number <= 9_999_999,
      let unit = Self.units[String(folded.dropFirst(digits.count))]
    else { return nil }
    // Nothing is older than the calendar.
    let most = 9_999
    var span =
      switch unit {
      case .day: day(today.dayLater(-min(number, most * 365)))
      case .week: day(today.dayLater(-min(number, most * 52) * 7))
      case .month: day(today.monthLater(-min(number, most * 12)))
      case .year: day(today.monthLater(-min(number, most) * 12))
      }
    span.isAgo = true
    return span
  }

  private func span(of written: WrittenDate) -> Span {
    let zone = written.secondsEast.map { QueryZone(secondsEast: $0) } ?? zone
    let start = zone.moment(of: written.time)
    switch written.precision {
    case .year: return Span(start: start, end: zone.moment(of: written.time.monthLater(12)))
    case .month: return Span(start: start, end: zone.moment(of: written.time.monthLater(1)))
    case .day: return Span(start: start, end: zone.moment(of: written.time.dayLater(1)))
    case .time(let microseconds): return Span(start: start, end: start + microseconds)
    }
  }
}
