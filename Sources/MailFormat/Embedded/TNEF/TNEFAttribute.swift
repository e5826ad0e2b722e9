/// One attribute of a TNEF stream (MS-OXTNEF §2.1.3.1): a level, an identifier, counted data and their checksum.
struct TNEFAttribute {
  enum Level: UInt8 {
    case message = 1
    case attachment = 2
  }

  /// The identifiers that are read here, without the data type that stands above them (MS-OXTNEF §2.1.3.2).
  enum Identifier: UInt16 {
    case from = 0x8000
    case subject = 0x8004
    case dateSent = 0x8005
    case messageClass = 0x8008
    case body = 0x800C
    case attachData = 0x800F
    case attachTitle = 0x8010
    case attachTransportFilename = 0x9001
    case attachRenddata = 0x9002
    case messageProperties = 0x9003
    case attachment = 0x9005
    case tnefVersion = 0x9006
    case oemCodepage = 0x9007
  }

  let level: Level
  /// Nil for one that is not read.
  let identifier: Identifier?
  /// Where the data stands in the stream.
  let data: Range<Int>
  let hasRightChecksum: Bool
}

/// Walks through the attributes of a stream.
struct TNEFAttributes {
  /// The first four bytes of every stream (MS-OXTNEF §2.1.1).
  static let signature: UInt32 = 0x223E_9F78

  private var reader: StreamReader

  /// The stream ended where no attribute ends, or what stood there was none.
  private(set) var isDamaged = false

  /// - Returns: nil when the range does not start with the signature and a key.
  init?(_ view: ByteView, _ range: Range<Int>) {
    reader = StreamReader(view, range)
    guard reader.uint32() == Self.signature, reader.uint16() != nil else { return nil }
  }

  mutating func next() -> TNEFAttribute? {
    guard reader.remaining > 0 else { return nil }
    guard let first = reader.uint8(), let level = TNEFAttribute.Level(rawValue: first), let tag = reader.uint32(),
      let length = reader.uint32()
    else { return stop() }
    // Of an attribute that was cut off, what is left.
    let isCut = Int(length) > reader.remaining
    guard let data = reader.bytes(min(Int(length), reader.remaining)) else { return stop() }
    let checksum = reader.uint16()
    if isCut || checksum == nil { isDamaged = true }
    let identifier = TNEFAttribute.Identifier(rawValue: UInt16(truncatingIfNeeded: tag))
    let isRight = checksum == nil || checksum == Self.checksum(reader.view[data])
    return TNEFAttribute(level: level, identifier: identifier, data: data, hasRightChecksum: isRight)
  }

  private mutating func stop() -> TNEFAttribute? {
    isDamaged = true
    _ = reader.bytes(reader.remaining)
    return nil
  }

  /// The sum of all bytes modulo 65,536 (MS-OXTNEF §2.1.3.1).
  private static func checksum(_ data: ByteView) -> UInt16 {
    var sum: UInt16 = 0
    for byte in data.rawBuffer { sum &+= UInt16(byte) }
    return sum
  }
}
