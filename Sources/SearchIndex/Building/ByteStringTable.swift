internal import CLinux

/// Numbers byte strings in the order in which they are first seen.
final class ByteStringTable {
  private struct Slot {
    var hash: UInt32
    /// Number + 1; 0 is an empty slot.
    var number: UInt32
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var slotMask: Int
  private let arena = ByteWriter(capacity: 1 << 16)
  /// Where each string begins in the arena; one more for the end of the last.
  private let starts = ByteWriter(capacity: 1 << 14)
  private(set) var count = 0

  init() {
    slotMask = (1 << 12) - 1
    slots = ZeroedMemory.of(Slot.self, slotMask + 1)
    starts.append(0 as UInt32)
  }

  deinit { ZeroedMemory.free(slots, slotMask + 1) }

  var byteCount: Int { arena.count + count * 12 }

  /// The string; valid until another is added.
  @inline(__always)
  subscript(number: Int) -> UnsafeRawBufferPointer {
    precondition(number >= 0 && number < count, "There is no such string.")
    let start = Int(starts.base.load(fromByteOffset: number &* 4, as: UInt32.self))
    let end = Int(starts.base.load(fromByteOffset: number &* 4 &+ 4, as: UInt32.self))
    return UnsafeRawBufferPointer(start: arena.base + start, count: end &- start)
  }

  /// Lets come what says where a string lies.
  @inline(__always)
  func prefetchPlace(of number: Int) { clinux_prefetch(starts.base + number &* 4) }

  /// Lets a string come.
  @inline(__always)
  func prefetch(_ number: Int) { clinux_prefetch(self[number].baseAddress) }

  func number(of bytes: [UInt8]) -> (number: Int, isNew: Bool) {
    bytes.withUnsafeBytes { number(of: $0) }
  }

  func number(of bytes: UnsafeRawBufferPointer) -> (number: Int, isNew: Bool) {
    let hash = StringHash.of(bytes)
    var index = Int(hash) & slotMask
    while slots[index].number != 0 {
      if slots[index].hash == hash {
        let number = Int(slots[index].number) &- 1
        if Self.isEqual(self[number], bytes) { return (number, false) }
      }
      index = (index &+ 1) & slotMask
    }
    return (append(bytes, hash, at: index), true)
  }

  private func append(_ bytes: UnsafeRawBufferPointer, _ hash: UInt32, at index: Int) -> Int {
    let number = count
    arena.append(bytes)
    starts.append(UInt32(arena.count))
    count &+= 1
    slots[index] = Slot(hash: hash, number: UInt32(number &+ 1))
    if number &* 2 > slotMask { grow() }
    return number
  }

  /// Number of a string that was added before.
  func find(_ bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBytes { bytes in
      let hash = StringHash.of(bytes)
      var index = Int(hash) & slotMask
      while slots[index].number != 0 {
        let number = Int(slots[index].number) - 1
        if slots[index].hash == hash, Self.isEqual(self[number], bytes) { return number }
        index = (index &+ 1) & slotMask
      }
      return nil
    }
  }

  @inline(__always)
  static func isEqual(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Bool {
    guard first.count == second.count else { return false }
    return ByteOrder.compare(first, second) == 0
  }

  private func grow() {
    let larger = (slotMask + 1) * 4
    let fresh = ZeroedMemory.of(Slot.self, larger)
    for old in 0...slotMask where slots[old].number != 0 {
      var index = Int(slots[old].hash) & (larger - 1)
      while fresh[index].number != 0 { index = (index + 1) & (larger - 1) }
      fresh[index] = slots[old]
    }
    ZeroedMemory.free(slots, slotMask + 1)
    slots = fresh
    slotMask = larger - 1
  }
}
