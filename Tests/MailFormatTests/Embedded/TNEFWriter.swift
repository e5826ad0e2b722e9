/// Writes TNEF streams for tests, after MS-OXTNEF §2.1.
struct TNEFWriter {
  /// A MAPI property and its value (MS-OXTNEF §2.1.3.4).
  enum Property {
    case integer(UInt16, UInt32)
    case string8(UInt16, [UInt8])
    case string(UInt16, String)
    case binary(UInt16, [UInt8])
    case time(UInt16, UInt64)
    /// An embedded message: the interface's identifier is put before the stream.
    case message(UInt16, [UInt8])
    /// Named by a number within a set, which readers pass over.
    case named(UInt16, UInt32)
    /// Several 32-bit numbers.
    case integers(UInt16, [UInt32])
  }

  private(set) var bytes: [UInt8]

  init(codepage: UInt32? = 1_252) {
    bytes = Self.number(0x223E_9F78, 4) + [1, 0]
    message(0x0008_9006, Self.number(0x0001_0000, 4))
    if let codepage { message(0x0006_9007, Self.number(UInt64(codepage), 4) + Self.number(0, 4)) }
  }

  mutating func message(_ tag: UInt32, _ data: [UInt8]) { attribute(1, tag, data) }

  mutating func message(_ tag: UInt32, text: String) { message(tag, Array(text.utf8) + [0]) }

  mutating func messageProperties(_ properties: [Property]) { message(0x0006_9003, Self.list(properties)) }

  /// Starts an attachment (`attAttachRenddata`): one stored as a file, to be drawn nowhere.
  mutating func startAttachment() {
    attribute(2, 0x0006_9002, Self.number(1, 2) + Self.number(0xFFFF_FFFF, 4) + Self.number(0, 8))
  }

  mutating func attachment(_ tag: UInt32, _ data: [UInt8]) { attribute(2, tag, data) }

  mutating func attachmentProperties(_ properties: [Property]) { attribute(2, 0x0006_9005, Self.list(properties)) }

  private mutating func attribute(_ level: UInt8, _ tag: UInt32, _ data: [UInt8]) {
    let sum = data.reduce(0) { ($0 + UInt64($1)) & 0xFFFF }
    bytes += [level] + Self.number(UInt64(tag), 4) + Self.number(UInt64(data.count), 4) + data + Self.number(sum, 2)
  }

  private static func list(_ properties: [Property]) -> [UInt8] {
    number(UInt64(properties.count), 4) + properties.flatMap(encoded)
  }

  private static func encoded(_ property: Property) -> [UInt8] {
    switch property {
    case .integer(let id, let value): tag(id, 0x0003) + number(UInt64(value), 4)
    case .time(let id, let value): tag(id, 0x0040) + number(value, 8)
    case .string8(let id, let value): tag(id, 0x001E) + counted(value + [0])
    case .string(let id, let value): tag(id, 0x001F) + counted(value.utf16.flatMap { number(UInt64($0), 2) } + [0, 0])
    case .binary(let id, let value): tag(id, 0x0102) + counted(value)
    case .message(let id, let value):
      tag(id, 0x000D) + counted([7, 3, 2, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46] + value)
    case .named(let id, let value):
      tag(id, 0x0003) + [UInt8](repeating: 0x11, count: 16) + number(0, 4) + number(0x8501, 4)
        + number(UInt64(value), 4)
    case .integers(let id, let values):
      tag(id, 0x1003) + number(UInt64(values.count), 4) + values.flatMap { number(UInt64($0), 4) }
    }
  }

  private static func tag(_ id: UInt16, _ type: UInt16) -> [UInt8] { number(UInt64(id) << 16 | UInt64(type), 4) }

  private static func counted(_ value: [UInt8]) -> [UInt8] {
    number(1, 4) + number(UInt64(value.count), 4) + value + [UInt8](repeating: 0, count: (4 - value.count % 4) % 4)
  }

  static func number(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
  }

  /// RTF as `PidTagRtfCompressed` holds it without compression (MS-OXRTFCP §2.1.3.1.1, `MELA`).
  static func uncompressedRTF(_ rtf: String) -> [UInt8] {
    let content = Array(rtf.utf8)
    return number(UInt64(content.count + 12), 4) + number(UInt64(content.count), 4) + number(0x414C_454D, 4)
      + number(0, 4) + content
  }
}
