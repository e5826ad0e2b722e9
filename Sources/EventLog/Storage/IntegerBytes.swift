// Integers in keys and records are big-endian, so that bytewise order is
// numeric order; only the integer-key tables of LMDB use the machine's order.

extension Array where Element == UInt8 {
  @inlinable
  mutating func append(bigEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
  }
}

extension UnsafeRawBufferPointer {
  /// Nil where fewer bytes are left than the integer takes.
  @inlinable
  func bigEndianInteger<Value: FixedWidthInteger>(at offset: Int, as type: Value.Type = Value.self) -> Value? {
    guard offset >= 0, offset + MemoryLayout<Value>.size <= count else { return nil }
    return Value(bigEndian: loadUnaligned(fromByteOffset: offset, as: Value.self))
  }
}
