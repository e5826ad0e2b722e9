/// Up to 128 numbers in the width that suits most of them; those that need more bits stand behind, with their place
/// (patched frame of reference: Zukowski, Héman, Nes and Boncz, "Super-scalar RAM-CPU cache compression", 2006).
///
/// Layout: three numbers or fewer as varints. Else one byte of width, whose highest bit says that there are exceptions;
/// then their count (a byte); the packed numbers; for each exception its index (a byte) and its higher bits (a varint).
enum PatchedBlock {
  /// Numbers that are not packed, since the header would cost more.
  private static let few = 3

  static func encode(_ values: UnsafePointer<UInt32>, count: Int, into writer: ByteWriter) {
    if count <= few {
      for index in 0..<count { writer.appendVarInt(Int(values[index])) }
      return
    }
    let (width, exceptions) = bestWidth(values, count: count)
    let mask = BitPacking.mask(width)
    writer.append(UInt8(width) | (exceptions > 0 ? 0x80 : 0))
    if exceptions > 0 { writer.append(UInt8(exceptions)) }
    if count == BitPacking.blockCount {
      BitPacking.packBlock(values, width: width, into: writer)
    } else {
      BitPacking.packTail(values, count: count, width: width, into: writer)
    }
    guard exceptions > 0 else { return }
    for index in 0..<count where values[index] > mask {
      writer.append(UInt8(index))
      writer.appendVarInt(Int(values[index] >> UInt32(width)))
    }
  }

  /// The width with the smallest result, bits for all numbers and two bytes or more for each exception, and how many
  /// exceptions there are then.
  private static func bestWidth(_ values: UnsafePointer<UInt32>, count: Int) -> (width: Int, exceptions: Int) {
    // Two histograms by turns, for numbers of the same width follow one another and would wait for each other. A byte is
    // enough for 128 numbers; behind width 32 there are zeros.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * 64) { histogram in
      histogram.initialize(repeating: 0)
      guard let histogram = histogram.baseAddress else { return (32, 0) }
      var index = 0
      while index &+ 1 < count {
        histogram[BitPacking.width(of: values[index])] &+= 1
        histogram[64 &+ BitPacking.width(of: values[index &+ 1])] &+= 1
        index &+= 2
      }
      if index < count { histogram[BitPacking.width(of: values[index])] &+= 1 }
      for width in 0...32 { histogram[width] &+= histogram[64 &+ width] }
      func numbers(_ width: Int) -> Int { Int(histogram[width]) }
      var widest = 32
      while widest > 0, numbers(widest) == 0 { widest &-= 1 }
      var (best, bestBits, bestExceptions) = (widest, widest &* count, 0)
      var (exceptions, exceptionBits) = (0, 8)
      var width = widest &- 1
      while width >= 0 {
        exceptions &+= numbers(width &+ 1)
        if exceptions > 64 { break }
        // An exception takes a byte for its place and a varint of what is above the width, seven bits a byte. With a width
        // less, numbers one bit wider become exceptions, and varints of a multiple of seven bits a byte longer.
        let longer = numbers(width &+ 8) &+ numbers(width &+ 15) &+ numbers(width &+ 22) &+ numbers(width &+ 29)
        exceptionBits &+= 16 &* numbers(width &+ 1) &+ 8 &* longer
        let bits = width &* count &+ exceptionBits
        if bits < bestBits { (best, bestBits, bestExceptions) = (width, bits, exceptions) }
        width &-= 1
      }
      return (best, bestExceptions)
    }
  }

  /// Reads `count` numbers and returns where the next block begins. The caller has made sure that the bytes are those
  /// that `encode` wrote.
  static func decode(
    _ input: UnsafeRawPointer, count: Int, into values: UnsafeMutablePointer<UInt32>
  ) -> UnsafeRawPointer {
    var place = input
    if count <= few {
      for index in 0..<count { values[index] = varInt(&place) }
      return place
    }
    let header = place.load(as: UInt8.self)
    place += 1
    let width = Int(header & 0x3F)
    var exceptions = 0
    if header & 0x80 != 0 {
      exceptions = Int(place.load(as: UInt8.self))
      place += 1
    }
    if count == BitPacking.blockCount {
      BitPacking.unpackBlock(place, width: width, into: values)
      place += BitPacking.blockBytes(width: width)
    } else {
      BitPacking.unpackTail(place, count: count, width: width, into: values)
      place += BitPacking.tailBytes(width: width, count: count)
    }
    for _ in 0..<exceptions {
      let index = Int(place.load(as: UInt8.self)) & 0x7F
      place += 1
      let higher = varInt(&place)
      if index < count { values[index] |= higher &<< UInt32(width) }
    }
    return place
  }

  /// Where the block after this one begins.
  static func skip(_ input: UnsafeRawPointer, count: Int) -> UnsafeRawPointer {
    var place = input
    if count <= few {
      for _ in 0..<count { _ = varInt(&place) }
      return place
    }
    let header = place.load(as: UInt8.self)
    place += 1
    let width = Int(header & 0x3F)
    var exceptions = 0
    if header & 0x80 != 0 {
      exceptions = Int(place.load(as: UInt8.self))
      place += 1
    }
    place +=
      count == BitPacking.blockCount
      ? BitPacking.blockBytes(width: width) : BitPacking.tailBytes(width: width, count: count)
    for _ in 0..<exceptions {
      place += 1
      _ = varInt(&place)
    }
    return place
  }

  @inline(__always)
  static func varInt(_ place: inout UnsafeRawPointer) -> UInt32 {
    var value: UInt32 = 0
    var shift: UInt32 = 0
    while shift < 35 {
      let byte = place.load(as: UInt8.self)
      place += 1
      value |= UInt32(byte & 0x7F) &<< shift
      if byte < 0x80 { break }
      shift &+= 7
    }
    return value
  }
}
