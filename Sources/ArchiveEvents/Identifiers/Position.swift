/// Where an event stands in the one log: 1, 2, 3 … without gaps.
///
/// The Merkle leaf index of an event is its position less one.
public struct Position: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let rawValue: UInt64

  /// Fails for zero, which no event has.
  @inlinable
  public init?(_ rawValue: UInt64) {
    guard rawValue > 0 else { return nil }
    self.rawValue = rawValue
  }

  @inlinable
  public init(leafIndex: UInt64) {
    rawValue = leafIndex + 1
  }

  public static let first = Position(leafIndex: 0)

  @inlinable public var leafIndex: UInt64 { rawValue - 1 }
  @inlinable public var next: Position { Position(leafIndex: rawValue) }

  @inlinable
  public static func < (a: Position, b: Position) -> Bool { a.rawValue < b.rawValue }

  public var description: String { String(rawValue) }
}
