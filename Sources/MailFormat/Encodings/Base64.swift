/// Base64 of RFC 2045 §6.8, as it arrives: broken lines, stray bytes, missing padding, footers behind the end.
public enum Base64 {
  struct Result {
    var bytes: [UInt8]
    /// Bytes outside of the alphabet that are no white space.
    var strayBytes = 0
    /// The data stops in the middle of a group of four.
    var isTruncated = false
    /// Something other than white space follows the padding, which ends the data (RFC 2045 §6.8).
    var hasTrailingData = false
    /// So many stray bytes that this was never base64.
    var isImplausible: Bool { strayBytes > 0 && strayBytes * 16 > significantBytes }
    var significantBytes = 0
  }

  private static let padding: UInt8 = 64
  private static let white: UInt8 = 65
  private static let stray: UInt8 = 128

  /// 0...63 for the alphabet, else one of the classes above, all of which have a bit above 63.
  private static let classes: [UInt8] = {
    var table = [UInt8](repeating: stray, count: 256)
    let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for i in 0..<64 { table[Int(alphabet.utf8Start[i])] = UInt8(i) }
    table[Int(UInt8(ascii: "="))] = padding
    for byte in [0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20] { table[byte] = white }
    return table
  }()

  /// The bytes that a text in base64 stands for (RFC 2045 §6.8); white space in it is passed over.
  /// - Returns: `nil` when so much of it is outside of the alphabet that it was never base64.
  public static func decode(_ text: [UInt8]) -> [UInt8]? {
    let result = text.withByteView { decode($0) }
    return result.isImplausible ? nil : result.bytes
  }

  static func decode(_ input: ByteView) -> Result {
    var result = Result(bytes: [])
    result.bytes = classes.withUnsafeBufferPointer { table in
      [UInt8](unsafeUninitializedCapacity: input.count / 4 * 3 + 3) { output, count in
        decode(input, table, output, &count, &result)
      }
    }
    return result
  }

  private static func decode(
    _ input: ByteView, _ table: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutableBufferPointer<UInt8>,
    _ written: inout Int, _ result: inout Result
  ) {
    let table = table.baseAddress.unsafelyUnwrapped  // 256 entries, indexed by a byte
    let source = input.rawBuffer
    var at = 0
    var out = 0
    var group: UInt32 = 0
    var filled = 0
    while at < input.count {
      // Whole groups of four; `out` stays below 3/4 of `at`, hence inside the output.
      if filled == 0 {
        while at + 4 <= input.count {
          let a = table[Int(source[at])]
          let b = table[Int(source[at + 1])]
          let c = table[Int(source[at + 2])]
          let d = table[Int(source[at + 3])]
          if (a | b | c | d) > 63 { break }
          let bits = UInt32(a) << 18 | UInt32(b) << 12 | UInt32(c) << 6 | UInt32(d)
          output[out] = UInt8(truncatingIfNeeded: bits >> 16)
          output[out + 1] = UInt8(truncatingIfNeeded: bits >> 8)
          output[out + 2] = UInt8(truncatingIfNeeded: bits)
          out += 3
          at += 4
        }
        if at >= input.count { break }
      }
      let value = table[Int(source[at])]
      at += 1
      switch value {
      case white: continue
      case padding:
        if filled < 2 {
          result.strayBytes += 1
          continue
        }
        flush(group, filled, output, &out)
        filled = 0
        result.hasTrailingData = hasData(input, from: at, table)
        written = out
        result.significantBytes = out / 3 * 4 + result.strayBytes
        return
      case 0..<64:
        group = group << 6 | UInt32(value)
        filled += 1
        if filled == 4 {
          output[out] = UInt8(truncatingIfNeeded: group >> 16)
          output[out + 1] = UInt8(truncatingIfNeeded: group >> 8)
          output[out + 2] = UInt8(truncatingIfNeeded: group)
          out += 3
          filled = 0
          group = 0
        }
      default: result.strayBytes += 1
      }
    }
    result.isTruncated = filled > 0
    flush(group, filled, output, &out)
    written = out
    result.significantBytes = out / 3 * 4 + result.strayBytes
  }

  /// Writes the one or two bytes of an incomplete group.
  private static func flush(
    _ group: UInt32, _ filled: Int, _ output: UnsafeMutableBufferPointer<UInt8>, _ out: inout Int
  ) {
    if filled == 2 {
      output[out] = UInt8(truncatingIfNeeded: group >> 4)
      out += 1
    } else if filled == 3 {
      output[out] = UInt8(truncatingIfNeeded: group >> 10)
      output[out + 1] = UInt8(truncatingIfNeeded: group >> 2)
      out += 2
    }
  }

  private static func hasData(_ input: ByteView, from start: Int, _ table: UnsafePointer<UInt8>) -> Bool {
    for i in start..<input.count {
      let value = table[Int(input[i])]
      if value != white && value != padding { return true }
    }
    return false
  }
}
