/// Whole numbers in as few bits as the largest of them needs.
///
/// 128 numbers stand in four interleaved lanes, as in Lemire and Boytsov, "Decoding billions of integers per second
/// through vectorization" (2015): number i is in lane i mod 4, so four are unpacked at once. Fewer numbers follow one
/// another bit by bit.
enum BitPacking {
  /// Numbers in a block.
  static let blockCount = 128
  /// Bytes that a reader may touch beyond the last packed one.
  static let slack = 16

  @inline(__always)
  static func width(of value: UInt32) -> Int { 32 &- value.leadingZeroBitCount }

  /// Width that the largest of some numbers needs.
  static func width(of values: UnsafePointer<UInt32>, count: Int) -> Int {
    var all: UInt32 = 0
    for index in 0..<count { all |= values[index] }
    return width(of: all)
  }

  @inline(__always)
  static func blockBytes(width: Int) -> Int { width &* 16 }

  @inline(__always)
  static func tailBytes(width: Int, count: Int) -> Int { (width &* count &+ 7) >> 3 }

  static func packBlock(_ values: UnsafePointer<UInt32>, width: Int, into writer: ByteWriter) {
    guard width > 0 else { return }
    let output = writer.extend(by: blockBytes(width: width))
    let mask = SIMD4<UInt32>(repeating: width == 32 ? .max : (1 &<< UInt32(width)) &- 1)
    var word = SIMD4<UInt32>(repeating: 0)
    var filled = 0
    var place = 0
    for index in 0..<32 {
      let value =
        UnsafeRawPointer(values + index &* 4).loadUnaligned(as: SIMD4<UInt32>.self) & mask
      word |= value &<< SIMD4(repeating: UInt32(filled))
      filled &+= width
      if filled >= 32 {
        output.storeBytes(of: word, toByteOffset: place, as: SIMD4<UInt32>.self)
        place &+= 16
        filled &-= 32
        let taken = UInt32(width &- filled)
        word = filled == 0 ? SIMD4(repeating: 0) : value &>> SIMD4(repeating: taken)
      }
    }
  }

  static func unpackBlock(_ input: UnsafeRawPointer, width: Int, into values: UnsafeMutablePointer<UInt32>) {
    let output = UnsafeMutableRawPointer(values)
    guard width > 0 else {
      values.update(repeating: 0, count: blockCount)
      return
    }
    // The widths of frequent terms each have a loop of their own, in which every shift is known.
    switch width {
    case 1: unpackBlock(input, known: 1, into: output)
    case 2: unpackBlock(input, known: 2, into: output)
    case 3: unpackBlock(input, known: 3, into: output)
    case 4: unpackBlock(input, known: 4, into: output)
    case 5: unpackBlock(input, known: 5, into: output)
    case 6: unpackBlock(input, known: 6, into: output)
    case 7: unpackBlock(input, known: 7, into: output)
    case 8: unpackBlock(input, known: 8, into: output)
    case 9: unpackBlock(input, known: 9, into: output)
    case 10: unpackBlock(input, known: 10, into: output)
    default: unpackBlock(input, known: width, into: output)
    }
  }

  @inline(__always)
  private static func unpackBlock(_ input: UnsafeRawPointer, known width: Int, into output: UnsafeMutableRawPointer) {
    let mask = SIMD4<UInt32>(repeating: mask(width))
    var bit = 0
    var target = 0
    while target < 512 {
      let place = (bit >> 5) &* 16
      let shift = UInt32(truncatingIfNeeded: bit & 31)
      var value = input.loadUnaligned(fromByteOffset: place, as: SIMD4<UInt32>.self) &>> SIMD4(repeating: shift)
      if bit & 31 &+ width > 32 {
        value |=
          input.loadUnaligned(fromByteOffset: place &+ 16, as: SIMD4<UInt32>.self) &<< SIMD4(repeating: 32 &- shift)
      }
      output.storeBytes(of: value & mask, toByteOffset: target, as: SIMD4<UInt32>.self)
      bit &+= width
      target &+= 16
    }
  }

  /// One number of a packed block.
  @inline(__always)
  static func value(_ input: UnsafeRawPointer, width: Int, at index: Int) -> UInt32 {
    if width == 0 { return 0 }
    let bit = (index >> 2) &* width
    let place = (bit >> 5) &* 16 &+ (index & 3) &* 4
    let shift = bit & 31
    var value = input.loadUnaligned(fromByteOffset: place, as: UInt32.self) &>> UInt32(shift)
    if shift &+ width > 32 {
      value |= input.loadUnaligned(fromByteOffset: place &+ 16, as: UInt32.self) &<< UInt32(32 &- shift)
    }
    return value & mask(width)
  }

  static func packTail(_ values: UnsafePointer<UInt32>, count: Int, width: Int, into writer: ByteWriter) {
    guard width > 0 else { return }
    let output = writer.extend(by: tailBytes(width: width, count: count))
    let mask = mask(width)
    var word: UInt64 = 0
    var filled = 0
    var place = 0
    for index in 0..<count {
      word |= UInt64(values[index] & mask) &<< UInt64(filled)
      filled &+= width
      if filled >= 32 {
        output.storeBytes(of: UInt32(truncatingIfNeeded: word).littleEndian, toByteOffset: place, as: UInt32.self)
        place &+= 4
        word &>>= 32
        filled &-= 32
      }
    }
    while filled > 0 {
      output.storeBytes(of: UInt8(truncatingIfNeeded: word), toByteOffset: place, as: UInt8.self)
      place &+= 1
      word &>>= 8
      filled &-= 8
    }
  }

  static func unpackTail(
    _ input: UnsafeRawPointer, count: Int, width: Int, into values: UnsafeMutablePointer<UInt32>
  ) {
    let mask = UInt64(mask(width))
    var bit = 0
    for index in 0..<count {
      let word = UInt64(littleEndian: input.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self))
      values[index] = UInt32(truncatingIfNeeded: (word &>> UInt64(bit & 7)) & mask)
      bit &+= width
    }
  }

  @inline(__always)
  static func mask(_ width: Int) -> UInt32 { width >= 32 ? .max : (1 &<< UInt32(width)) &- 1 }
}
