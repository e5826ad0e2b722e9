internal import CLinux
import TextAnalysis

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
  private let seed = StringHash.seed
  private let arena = ByteWriter(capacity: 1 << 12)

  /// Bytes of the longest word that is kept in its slot.
  private static let longestShort = 16
  /// By length from 0 to 16: the bits of the first eight bytes that belong to the word, then those of the others.
  private let masks: UnsafeMutablePointer<UInt64>

  init() {
    slotMask = (1 << 14) - 1
    slots = Self.empty(slotMask + 1)
    masks = .allocate(capacity: 2 * (Self.longestShort + 1))
    for length in 0...Self.longestShort {
      (masks + length).initialize(to: Self.mask(min(length, 8)))
      (masks + length + Self.longestShort + 1).initialize(to: Self.mask(max(0, length - 8)))
    }
  }

  deinit {
    ZeroedMemory.free(slots, slotMask + 1)
    masks.deallocate()
    pending.deallocate()
  }

  /// So many bytes of a word, the first in the lowest bits.
  private static func mask(_ bytes: Int) -> UInt64 { bytes == 8 ? .max : (1 << UInt64(bytes * 8)) - 1 }

  /// Empty slots, which are zeros: of many, the system gives pages when they are first touched.
  private static func empty(_ count: Int) -> UnsafeMutablePointer<Slot> {
    ZeroedMemory.of(Slot.self, count)
  }

  var byteCount: Int { (slotMask + 1) * 32 + arena.count }

  /// A word whose slot has been asked for.
  private struct Pending {
    var low: UInt64
    var high: UInt64
    var hash: Int
    /// 0 where the word is looked up by itself.
    var shape: UInt32
  }

  /// Words that are looked up together: their slots come from memory side by side, and fit into the first cache.
  private static let batch = 32
  private let pending = UnsafeMutablePointer<Pending>.allocate(capacity: batch)

  /// Writes the number of each word's form to `output`; `miss` is asked for it where a word is new.
  ///
  /// - Parameter end: Where readable memory ends.
  @inline(__always)
  func forms(
    _ text: UnsafeRawPointer, _ words: UnsafePointer<WordRange>, _ count: Int, language: UInt8,
    readableTo end: UnsafeRawPointer, into output: UnsafeMutablePointer<UInt32>,
    miss: (UnsafeRawBufferPointer) -> UInt32
  ) {
    var start = 0
    while start < count {
      let number = min(Self.batch, count &- start)
      ask(text, words + start, number, language, end)
      for index in 0..<number {
        let range = words[start &+ index]
        output[start &+ index] = form(
          text + Int(range.start), Int(range.end &- range.start), language: language, readableTo: end, index, miss)
      }
      start &+= number
    }
  }

  @inline(__always)
  private func ask(
    _ text: UnsafeRawPointer, _ words: UnsafePointer<WordRange>, _ count: Int, _ language: UInt8,
    _ end: UnsafeRawPointer
  ) {
    let (slots, slotMask, masks, pending, seed) = (slots, slotMask, masks, pending, seed)
    for index in 0..<count {
      let word = text + Int(words[index].start)
      let length = Int(words[index].end &- words[index].start)
      guard length <= Self.longestShort, word + 16 <= end else {
        pending[index].shape = 0
        continue
      }
      // Which of the bytes belong to the word is looked up: how long the next word is, no branch can foresee.
      let low = word.loadUnaligned(as: UInt64.self) & masks[length]
      let high = word.loadUnaligned(fromByteOffset: 8, as: UInt64.self) & masks[length &+ Self.longestShort &+ 1]
      let shape = Self.shape(length, language)
      let hash = Self.hash(low, high, shape, seed)
      pending[index] = Pending(low: low, high: high, hash: hash, shape: shape)
      clinux_prefetch(slots + (hash & slotMask))
    }
  }

  @inline(__always)
  private static func shape(_ length: Int, _ language: UInt8) -> UInt32 {
    UInt32(truncatingIfNeeded: length) | UInt32(language) &<< 16
  }

  @inline(__always)
  private func form(
    _ word: UnsafeRawPointer, _ length: Int, language: UInt8, readableTo end: UnsafeRawPointer, _ index: Int,
    _ miss: (UnsafeRawBufferPointer) -> UInt32
  ) -> UInt32 {
    var asked = pending[index]
    if asked.shape == 0 {
      let shape = Self.shape(length, language)
      if length > Self.longestShort { return longForm(word, length, shape, miss) }
      let (low, high) = Self.atEnd(word, length)
      asked = Pending(low: low, high: high, hash: Self.hash(low, high, shape, seed), shape: shape)
    }
    var place = asked.hash & slotMask
    while true {
      let slot = slots + place
      if slot.pointee.low == asked.low, slot.pointee.high == asked.high, slot.pointee.shape == asked.shape {
        slot.pointee.count &+= 1
        return slot.pointee.form
      }
      if slot.pointee.shape == 0 { break }
      place = (place &+ 1) & slotMask
    }
    let form = miss(UnsafeRawBufferPointer(start: word, count: length))
    return insert(asked.low, asked.high, asked.shape, at: place, form)
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
  private static func hash(_ low: UInt64, _ high: UInt64, _ shape: UInt32, _ seed: UInt64) -> Int {
    let product =
      (low ^ seed ^ UInt64(shape)).multipliedFullWidth(by: high ^ 0xD6E8_FEB8_6659_FD93)
    return Int(truncatingIfNeeded: product.high ^ product.low &* 0x2545_F491_4F6C_DD1D >> 20)
  }

  private func longForm(
    _ word: UnsafeRawPointer, _ length: Int, _ shape: UInt32, _ miss: (UnsafeRawBufferPointer) -> UInt32
  ) -> UInt32 {
    let bytes = UnsafeRawBufferPointer(start: word, count: length)
    let digest = StringHash.wide(bytes)
    var index = Self.hash(digest, 1, shape, seed) & slotMask
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
    let fresh = Self.empty(larger)
    for old in 0...slotMask where slots[old].shape != 0 {
      let slot = slots[old]
      let isLong = slot.shape & 0xFFFF > Self.longestShort
      var index = Self.hash(slot.low, isLong ? 1 : slot.high, slot.shape, seed) & (larger - 1)
      while fresh[index].shape != 0 { index = (index + 1) & (larger - 1) }
      fresh[index] = slot
    }
    ZeroedMemory.free(slots, slotMask + 1)
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
