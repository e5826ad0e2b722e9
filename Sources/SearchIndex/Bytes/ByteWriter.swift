import Foundation

/// Bytes that are gathered in memory before they go to a file. A class over a pointer, since a growing array costs a
/// uniqueness check for each byte.
final class ByteWriter {
  private(set) var base: UnsafeMutableRawPointer
  private(set) var count = 0
  private var capacity: Int
  /// Whether the memory comes straight from the system.
  private var isMapped = false

  /// Room that many bytes get at once (256 MiB), of which only what is written takes memory: up to there they are not moved again.
  private static let reserved = 256 << 20

  init(capacity: Int = 1 << 12) {
    self.capacity = max(64, capacity)
    base = Self.memory(nil, self.capacity)
  }

  deinit { isMapped ? LargeMemory.unmap(base, capacity) : free(base) }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  func removeAll() { count = 0 }

  /// Makes sure that as many bytes fit without growing.
  @inline(__always)
  func reserve(_ additional: Int) {
    if count &+ additional > capacity { grow(additional) }
  }

  @inline(never)
  private func grow(_ additional: Int) {
    let wanted = max(capacity + capacity / 2, count + additional)
    guard wanted >= LargeMemory.smallest else {
      base = Self.memory(base, wanted)
      capacity = wanted
      return
    }
    guard let larger = LargeMemory.map(max(wanted, Self.reserved)) ?? LargeMemory.map(wanted),
      let start = larger.baseAddress
    else { Self.end(wanted) }
    start.copyMemory(from: base, byteCount: count)
    if isMapped { LargeMemory.unmap(base, capacity) } else { free(base) }
    (base, capacity, isMapped) = (start, larger.count, true)
  }

  private static func memory(_ old: UnsafeMutableRawPointer?, _ size: Int) -> UnsafeMutableRawPointer {
    guard let memory = realloc(old, size) else { end(size) }
    return memory
  }

  private static func end(_ size: Int) -> Never {
    // As everywhere in Swift, a process without memory ends.
    fatalError("There is no memory for \(size) bytes.")
  }

  /// Where the next `size` bytes may be written; they count from now on.
  func extend(by size: Int) -> UnsafeMutableRawPointer {
    reserve(size)
    let place = base + count
    count += size
    return place
  }

  @inline(__always)
  func append(_ byte: UInt8) {
    reserve(1)
    base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count &+= 1
  }

  func append(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
    extend(by: bytes.count).copyMemory(from: start, byteCount: bytes.count)
  }

  func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

  func append(_ value: UInt32) {
    extend(by: 4).storeBytes(of: value.littleEndian, as: UInt32.self)
  }

  func append(_ value: UInt64) {
    extend(by: 8).storeBytes(of: value.littleEndian, as: UInt64.self)
  }

  /// LEB128: seven bits a byte, the lowest first.
  @inline(__always)
  func appendVarInt(_ value: Int) {
    reserve(10)
    var rest = UInt64(bitPattern: Int64(value))
    while rest >= 0x80 {
      base.storeBytes(of: UInt8(truncatingIfNeeded: rest) | 0x80, toByteOffset: count, as: UInt8.self)
      count &+= 1
      rest >>= 7
    }
    base.storeBytes(of: UInt8(truncatingIfNeeded: rest), toByteOffset: count, as: UInt8.self)
    count &+= 1
  }

  func align(to alignment: Int) {
    while count % alignment != 0 { append(0 as UInt8) }
  }
}
