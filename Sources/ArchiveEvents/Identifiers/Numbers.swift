/// The number of an item key in the archive's key store; 1, 2, 3 …
public struct KeyID: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let rawValue: UInt64

  @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue }
  @inlinable public static func < (a: KeyID, b: KeyID) -> Bool { a.rawValue < b.rawValue }
  public var description: String { String(rawValue) }
}

/// The number under which content is stored; unique, but with gaps where a
/// capture was given up.
public struct ContentNumber: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let rawValue: UInt64

  @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue }
  @inlinable public static func < (a: ContentNumber, b: ContentNumber) -> Bool { a.rawValue < b.rawValue }
  public var description: String { String(rawValue) }
}

/// SHA-256 of original bytes.
public struct ContentDigest: Sendable, Hashable, CustomStringConvertible {
  public let bytes: [UInt8]

  public static let byteCount = 32

  /// Fails unless there are exactly 32 bytes.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = bytes
  }

  public var description: String { Hexadecimal.encode(bytes) }
}
