public import Foundation

/// A moment in microseconds since 1970-01-01T00:00:00Z, without leap seconds.
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let microseconds: Int64

  @inlinable public init(microseconds: Int64) { self.microseconds = microseconds }

  /// Moments outside the range of Int64 microseconds are clamped to it.
  public init(secondsSinceEpoch seconds: Int64) {
    let (value, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
    microseconds = overflow ? (seconds < 0 ? .min : .max) : value
  }

  public init(_ date: Date) {
    let value = (date.timeIntervalSince1970 * 1_000_000).rounded()
    microseconds = Int64(exactly: value) ?? (value < 0 ? .min : .max)
  }

  public static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
  }

  public var date: Date { Date(timeIntervalSince1970: Double(microseconds) / 1_000_000) }

  @inlinable
  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.microseconds < b.microseconds }

  /// RFC 3339 in UTC with microseconds.
  public var description: String {
    let whole = microseconds.floorDivided(by: 1_000_000)
    let remainder = microseconds % 1_000_000
    let fraction = remainder < 0 ? remainder + 1_000_000 : remainder
    let text = Date(timeIntervalSince1970: Double(whole)).formatted(.iso8601)
    let digits = String(fraction)
    let padded = String(repeating: "0", count: 6 - digits.count) + digits
    return text.hasSuffix("Z") ? "\(text.dropLast()).\(padded)Z" : text
  }

  /// RFC 3339 in UTC with whole seconds, for people.
  public var wholeSeconds: String { date.formatted(.iso8601) }
}

extension Int64 {
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
