/// Sixteen random bytes that name something for ever; written as 32 hexadecimal
/// digits.
public struct RandomID: Sendable, Hashable, CustomStringConvertible {
  @usableFromInline let high: UInt64
  @usableFromInline let low: UInt64

  public static let byteCount = 16

  /// Fails unless there are exactly 16 bytes.
  public init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.byteCount else { return nil }
    high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    low = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
  }

  public init?(_ bytes: some Sequence<UInt8>) {
    guard let id = Array(bytes).withUnsafeBytes({ RandomID($0) }) else { return nil }
    self = id
  }

  /// Reads 32 hexadecimal digits of either case.
  public init?(hexadecimal text: some StringProtocol) {
    guard let bytes = Hexadecimal.decode(text) else { return nil }
    self.init(bytes)
  }

  public static func random() -> RandomID {
    var generator = SystemRandomNumberGenerator()
    return RandomID(high: generator.next(), low: generator.next())
  }

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  public var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      raw.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
      raw.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
      count = Self.byteCount
    }
  }

  public var description: String { Hexadecimal.encode(bytes) }
}

/// The identity of one event.
public typealias EventID = RandomID

/// The identity of an item: the event id of the capture that it was born of.
public typealias ItemID = RandomID

/// The identity of an archive.
public typealias ArchiveID = RandomID
