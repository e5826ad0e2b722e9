/// From the bytes of a word, as a text has them, to the number of its form: each distinct word is folded and stemmed once.
///
/// Words of up to 16 bytes are compared as two integers. Longer ones are kept in an arena and found by their hash.
final class TokenTable {
  private struct Slot {
    var low: UInt64
    var high: UInt64
    /// Length and language; 0 is an empty slot, since no word is empty.
    var shape: UInt32
    var form: UInt32
    var count: UInt32
    var unused: UInt32 = 0
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var slotMask: Int
  private var used = 0
  private let arena = ByteWriter(capacity: 1 << 12)

  init() {
    slotMask = (1 << 14) - 1
    slots = .allocate(capacity: slotMask + 1)
    Self.clear(slots, slotMask + 1)
  }

  deinit { slots.deallocate() }

  private static func clear(_ slots: UnsafeMutablePointer<Slot>, _ count: Int) {
    slots.initialize(repeating: Slot(low: 0, high: 0, shape: 0, form: 0, count: 0), count: count)
  }

  var byteCount: Int { (slotMask + 1) * 32 + arena.count }

  /// Number of the word's form; `miss` is asked for it where the word is new. `end` is where readable memory ends.
  @inline(__always)
  func form(
    _ word: UnsafeRawPointer, _ length: Int, language: UInt8, readableTo end: UnsafeRawPointer,
    miss: (UnsafeRawBufferPointer) -> UInt32
  ) -> UInt32 {
    let shape = UInt32(truncatingIfNeeded: length) | UInt32(language) &<< 16
    var low: UInt64
    var high: UInt64 = 0
    if length > 16 {
      return longForm(word, length, shape, miss)
    } else if word + 16 <= end {
      low = word.loadUnaligned(as: UInt64.self)
      if length < 8 {
        low &= (1 &<< UInt64(length &* 8)) &- 1
      } else if length > 8 {
        high = word.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        if length < 16 { high &= (1 &<< UInt64((length &- 8) &* 8)) &- 1 }
      }
    } else {
      (low, high) = Self.atEnd(word, length)
    }
    var index = Self.hash(low, high, shape) & slotMask
    while true {
      let slot = slots + index
      if slot.pointee.low == low, slot.pointee.high == high, slot.pointee.shape == shape {
        slot.pointee.count &+= 1
        return slot.pointee.form
      }
      if slot.pointee.shape == 0 { break }
      index = (index &+ 1) & slotMask
    }
    return insert(low, high, shape, at: index, miss(UnsafeRawBufferPointer(start: word, count: length)))
  }

  private static func atEnd(_ word: UnsafeRawPointer, _ length: Int) -> (UInt64, UInt64) {
    var (low, high): (UInt64, UInt64) = (0, 0)
    for index in 0..<length {
      let byte = UInt64(word.load(fromByteOffset: index, as: UInt8.self))
      if index < 8 { low |= byte << UInt64(index * 8) } else { high |= byte << UInt64((index - 8) * 8) }
    }
    return (low, high)
  }

  @inline(__always)
  private static func hash(_ low: UInt64, _ high: UInt64, _ shape: UInt32) -> Int {
    let product =
      (low ^ 0x9E37_79B9_7F4A_7C15 ^ UInt64(shape)).multipliedFullWidth(by: high ^ 0xD6E8_FEB8_6659_FD93)
    return Int(truncatingIfNeeded: product.high ^ product.low &* 0x2545_F491_4F6C_DD1D >> 20)
  }

  private func longForm(
    _ word: UnsafeRawPointer, _ length: Int, _ shape: UInt32, _ miss: (UnsafeRawBufferPointer) -> UInt32
  ) -> UInt32 {
    let bytes = UnsafeRawBufferPointer(start: word, count: length)
    let digest = PageDigest.of(bytes)
    var index = Self.hash(digest, 1, shape) & slotMask
    while slots[index].shape != 0 {
      if slots[index].low == digest, slots[index].shape == shape,
        ByteStringTable.isEqual(
          UnsafeRawBufferPointer(start: arena.base + Int(slots[index].high), count: length), bytes)
      {
        slots[index].count &+= 1
        return slots[index].form
      }
      index = (index &+ 1) & slotMask
    }
    let place = UInt64(arena.count)
    arena.append(bytes)
    return insert(digest, place, shape, at: index, miss(bytes))
  }

  @inline(never)
  private func insert(_ low: UInt64, _ high: UInt64, _ shape: UInt32, at index: Int, _ form: UInt32) -> UInt32 {
    slots[index] = Slot(low: low, high: high, shape: shape, form: form, count: 1)
    used += 1
    if used * 2 > slotMask { grow() }
    return form
  }

  private func grow() {
    let larger = (slotMask + 1) * 4
    let fresh = UnsafeMutablePointer<Slot>.allocate(capacity: larger)
    Self.clear(fresh, larger)
    for old in 0...slotMask where slots[old].shape != 0 {
      let slot = slots[old]
      let isLong = slot.shape & 0xFFFF > 16
      var index = Self.hash(slot.low, isLong ? 1 : slot.high, slot.shape) & (larger - 1)
      while fresh[index].shape != 0 { index = (index + 1) & (larger - 1) }
      fresh[index] = slot
    }
    slots.deallocate()
    slots = fresh
    slotMask = larger - 1
  }

  /// Adds the occurrences of each form to `counts`.
  func addCounts(to counts: UnsafeMutablePointer<UInt32>) {
    for index in 0...slotMask where slots[index].shape != 0 {
      counts[Int(slots[index].form)] &+= slots[index].count
    }
  }
}
