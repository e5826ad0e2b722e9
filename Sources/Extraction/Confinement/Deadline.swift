/// A point in time after which nothing is waited for.
struct Deadline: Sendable {
  let end: ContinuousClock.Instant

  init(after patience: Duration) { end = ContinuousClock.now.advanced(by: patience) }

  private init(end: ContinuousClock.Instant) { self.end = end }

  var isOver: Bool { ContinuousClock.now >= end }

  var remaining: Duration { max(.zero, ContinuousClock.now.duration(to: end)) }

  /// Milliseconds left, rounded up, for poll(2).
  var milliseconds: CInt {
    let (seconds, attoseconds) = remaining.components
    return CInt(clamping: seconds * 1_000 + attoseconds / 1_000_000_000_000_000 + 1)
  }

  /// The earlier of this one and one that begins now.
  func orAfter(_ patience: Duration) -> Deadline { Deadline(end: min(end, ContinuousClock.now.advanced(by: patience))) }
}
