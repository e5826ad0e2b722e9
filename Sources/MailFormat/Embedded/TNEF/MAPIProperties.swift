/// A counted list of MAPI properties (MS-OXTNEF §2.1.3.4): of each one that is wanted, where its value stands.
struct MAPIProperties {
  /// The properties that are read here (MS-OXPROPS).
  enum Identifier: UInt16 {
    case messageClass = 0x001A
    case subject = 0x0037
    case clientSubmitTime = 0x0039
    case senderName = 0x0C1A
    case senderEmailAddress = 0x0C1F
    case body = 0x1000
    case rtfCompressed = 0x1009
    case html = 0x1013
    case internetMessageID = 0x1035
    case displayName = 0x3001
    case attachData = 0x3701
    case attachFilename = 0x3704
    case attachLongFilename = 0x3707
    case attachMIMETag = 0x370E
    case attachContentID = 0x3712
    case internetCodepage = 0x3FDE
    case senderSMTPAddress = 0x5D01
  }

  enum Kind: UInt16 {
    case integer32 = 0x0003
    case object = 0x000D
    case string8 = 0x001E
    case string = 0x001F
    case time = 0x0040
    case binary = 0x0102
  }

  struct Value {
    let kind: Kind
    let range: Range<Int>
  }

  private var values: [Identifier: Value] = [:]

  /// The list could not be read to its end; what stood before is there.
  private(set) var isDamaged = false

  subscript(identifier: Identifier) -> Value? { values[identifier] }

  init() {}

  init(_ view: ByteView, _ range: Range<Int>) {
    var reader = StreamReader(view, range)
    guard let count = reader.uint32() else {
      isDamaged = !range.isEmpty
      return
    }
    for _ in 0..<count {
      // Every turn takes four bytes at least, so that the data ends the loop when the count is a lie.
      guard readProperty(&reader) else {
        isDamaged = true
        return
      }
    }
  }

  private mutating func readProperty(_ reader: inout StreamReader) -> Bool {
    guard let tag = reader.uint32() else { return false }
    let type = UInt16(truncatingIfNeeded: tag)
    let number = UInt16(truncatingIfNeeded: tag >> 16)
    if number >= 0x8000 {
      guard Self.skipName(&reader) else { return false }
    }
    guard let found = Self.value(type, &reader) else { return false }
    guard let identifier = Identifier(rawValue: number), let kind = Kind(rawValue: type), let found = found else {
      return true
    }
    // A Unicode string is worth more than one in a code page; else the first counts.
    if values[identifier] == nil || (kind == .string && values[identifier]?.kind == .string8) {
      values[identifier] = Value(kind: kind, range: found)
    }
    return true
  }

  /// Skips the name of a named property: a GUID and a number or string.
  private static func skipName(_ reader: inout StreamReader) -> Bool {
    guard reader.bytes(16) != nil, let kind = reader.uint32(), let number = reader.uint32() else { return false }
    guard kind != 0 else { return true }
    guard reader.bytes(Int(number)) != nil else { return false }
    reader.skipPadding(after: Int(number))
    return true
  }

  /// - Returns: nil when the value can't be read; inside, the value, nil when there are several or none.
  private static func value(_ type: UInt16, _ reader: inout StreamReader) -> Range<Int>?? {
    let isMultiple = type & 0x1000 != 0
    let single = type & 0x0FFF
    if let size = fixedSize(single) {
      guard isMultiple else { return reader.bytes(size).map { .some($0) } }
      guard let count = reader.uint32() else { return nil }
      let (total, overflow) = Int(count).multipliedReportingOverflow(by: size)
      guard !overflow, reader.bytes(total) != nil else { return nil }
      return .some(nil)
    }
    guard [0x000D, 0x001E, 0x001F, 0x0102].contains(single), let count = reader.uint32() else { return nil }
    var first: Range<Int>?
    for index in 0..<count {
      guard let length = reader.uint32(), let range = reader.bytes(Int(length)) else { return nil }
      reader.skipPadding(after: Int(length))
      if index == 0 { first = range }
    }
    return .some(first)
  }

  /// Bytes of a value whose type has a fixed size, padding included (MS-OXCDATA §2.11.1).
  private static func fixedSize(_ type: UInt16) -> Int? {
    switch type {
    case 0x0000, 0x0001: 0
    case 0x0002, 0x0003, 0x0004, 0x000A, 0x000B: 4
    case 0x0005, 0x0006, 0x0007, 0x0014, 0x0040: 8
    case 0x0048: 16
    default: nil
    }
  }
}
