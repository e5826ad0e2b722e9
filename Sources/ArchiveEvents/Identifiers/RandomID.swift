/// Sixteen bytes that name something for ever, random but for the time that the ids of events begin with; written as 32
/// hexadecimal digits.
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

  /// An id of UUID version 7 (RFC 9562 §5.7): 48 bits of milliseconds since 1970, then 74 random bits. Tables that are
  /// keyed by such ids grow at their end, where random ones would touch a page of its own for each.
  ///
  /// - Parameter random: of its 16 bytes the last ten are used.
  public init?(time: Timestamp, random: some Sequence<UInt8>) {
    guard let random = RandomID(random) else { return nil }
    let milliseconds = UInt64(clamping: time.microseconds / 1_000) & 0xFFFF_FFFF_FFFF
    high = milliseconds << 16 | 0x7000 | random.high & 0x0FFF
    low = 0x8000_0000_0000_0000 | random.low & 0x3FFF_FFFF_FFFF_FFFF
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

/// The identity of one event, in the order of recording down to a millisecond.
public typealias EventID = RandomID

/// The identity of an item: the event id of the capture that it was born of.
public typealias ItemID = RandomID

/// The identity of an archive.
public typealias ArchiveID = RandomID

/// The identity of a contact: derived from the first address or number that led to it, or random for one that was made
/// without any.
public typealias ContactID = RandomID
