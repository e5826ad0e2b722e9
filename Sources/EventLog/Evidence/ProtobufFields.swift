/// Walks over the fields of one protobuf message (protobuf encoding guide, "Message Structure"), strictly.
struct ProtobufFields {
  struct Field {
    enum Value {
      case varint(UInt64)
      case fixed64(UInt64)
      case fixed32(UInt32)
      case bytes(ArraySlice<UInt8>)
    }

    let number: UInt32
    let value: Value
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  /// The next field, or `nil` at the end. Throws `EvidenceError.malformedEnvelope`.
  mutating func next() throws(EvidenceError) -> Field? {
    guard !rest.isEmpty else { return nil }
    let tag = try varint("a field's tag")
    // Field numbers have 29 bits and begin at 1.
    guard tag >> 3 >= 1, tag >> 3 < 1 << 29 else {
      throw EvidenceError(.malformedEnvelope, "it has a field with the number \(tag >> 3)")
    }
    let number = UInt32(truncatingIfNeeded: tag >> 3)
    switch tag & 7 {
    case 0: return Field(number: number, value: .varint(try varint("field \(number)")))
    case 1: return Field(number: number, value: .fixed64(try littleEndian(8, number)))
    case 2:
      let length = try varint("the length of field \(number)")
      return Field(number: number, value: .bytes(try take(length, number)))
    case 5: return Field(number: number, value: .fixed32(UInt32(truncatingIfNeeded: try littleEndian(4, number))))
    default: throw EvidenceError(.malformedEnvelope, "field \(number) has the wire type \(tag & 7)")
    }
  }

  private mutating func take(_ count: UInt64, _ number: UInt32) throws(EvidenceError) -> ArraySlice<UInt8> {
    guard count <= UInt64(rest.count) else {
      throw EvidenceError(.malformedEnvelope, "field \(number) reaches beyond the end")
    }
    let taken = rest.prefix(Int(count))
    rest = rest.dropFirst(Int(count))
    return taken
  }

  private mutating func littleEndian(_ width: UInt64, _ number: UInt32) throws(EvidenceError) -> UInt64 {
    try take(width, number).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// At most ten bytes, no more than needed, no bit beyond the 64th.
  private mutating func varint(_ what: String) throws(EvidenceError) -> UInt64 {
    var value: UInt64 = 0
    for (index, byte) in rest.prefix(10).enumerated() {
      value |= UInt64(byte & 0x7F) << (7 * index)
      guard byte < 0x80 else { continue }
      guard index < 9 || byte <= 1 else { break }
      guard index == 0 || byte != 0 else { break }
      rest = rest.dropFirst(index + 1)
      return value
    }
    throw EvidenceError(.malformedEnvelope, "\(what) is no well-formed number")
  }
}

extension ProtobufFields.Field {
  private var wrongWireType: EvidenceError {
    EvidenceError(.malformedEnvelope, "field \(number) has the wrong wire type")
  }

  func varint() throws(EvidenceError) -> UInt64 {
    guard case .varint(let value) = value else { throw wrongWireType }
    return value
  }

  func uint32() throws(EvidenceError) -> UInt32 {
    guard let value = UInt32(exactly: try varint()) else {
      throw EvidenceError(.malformedEnvelope, "field \(number) is beyond 32 bits")
    }
    return value
  }

  func fixed64() throws(EvidenceError) -> UInt64 {
    guard case .fixed64(let value) = value else { throw wrongWireType }
    return value
  }

  func bytes() throws(EvidenceError) -> ArraySlice<UInt8> {
    guard case .bytes(let value) = value else { throw wrongWireType }
    return value
  }

  func string() throws(EvidenceError) -> String {
    guard let string = String(validating: try bytes(), as: UTF8.self) else {
      throw EvidenceError(.malformedEnvelope, "field \(number) is not UTF-8")
    }
    return string
  }
}
