/// The clock by which the dates of a query are meant.
public struct QueryZone: Sendable {
  private let offset: @Sendable (Int64) -> Int

  /// - Parameter offset: seconds east of UTC at a moment, which is given in seconds since 1970-01-01T00:00:00Z. Foundation's
  ///   `TimeZone.secondsFromGMT(for:)` is such a function.
  public init(offset: @escaping @Sendable (_ secondsSince1970: Int64) -> Int) {
    self.offset = offset
  }

  /// A clock that is never set forward or back.
  public init(secondsEast: Int) {
    self.init { _ in secondsEast }
  }

  /// Within the offsets that clocks have ever had.
  private func secondsEast(at seconds: Int64) -> Int64 {
    Int64(min(max(offset(seconds), -86_400), 86_400))
  }

  func civilTime(at microseconds: Int64) -> CivilTime {
    let seconds = microseconds.flooredQuotient(by: 1_000_000)
    return CivilTime(microseconds: microseconds + secondsEast(at: seconds) * 1_000_000)
  }

  /// The moment of a civil time: the first of two where the clock was set back, the one by the old offset where it was set
  /// forward over it.
  func moment(of time: CivilTime) -> Int64 {
    let local = time.microseconds.flooredQuotient(by: 1_000_000)
    // A day before and after lie on either side of any change.
    let earlier = secondsEast(at: local - 86_400)
    let later = secondsEast(at: local + 86_400)
    let isEarlier = earlier == later || secondsEast(at: local - earlier) == earlier
    let isLater = secondsEast(at: local - later) == later
    return time.microseconds - (isEarlier || !isLater ? earlier : later) * 1_000_000
  }
}
