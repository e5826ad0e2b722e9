/// What stands before a literal: `{n}`, `{n+}` (RFC 7888), `~{n}` (RFC 3516) and the end of the line.
struct LiteralMarker: Equatable {
  /// Bytes that follow.
  let size: UInt64
  /// Where the first of them stands.
  let end: Int

  /// Reads the marker that begins here.
  init?(in bytes: UnsafeRawBufferPointer, at start: Int) {
    var place = start
    if place < bytes.count, bytes[place] == UInt8(ascii: "~") { place += 1 }
    guard place < bytes.count, bytes[place] == UInt8(ascii: "{") else { return nil }
    place += 1
    guard let (size, behind) = Self.digits(in: bytes, from: place) else { return nil }
    place = behind
    if place < bytes.count, bytes[place] == UInt8(ascii: "+") { place += 1 }
    guard place < bytes.count, bytes[place] == UInt8(ascii: "}") else { return nil }
    place += 1
    if place < bytes.count, bytes[place] == 0x0D { place += 1 }
    guard place < bytes.count, bytes[place] == 0x0A else { return nil }
    self.size = size
    end = place + 1
  }

  /// Where the marker stands with which a line ends, its line end included; `nil` if it ends otherwise.
  static func start(atEndOf line: UnsafeRawBufferPointer) -> Int? {
    var place = line.count
    guard place > 0, line[place - 1] == 0x0A else { return nil }
    place -= 1
    if place > 0, line[place - 1] == 0x0D { place -= 1 }
    guard place > 0, line[place - 1] == UInt8(ascii: "}") else { return nil }
    place -= 1
    if place > 0, line[place - 1] == UInt8(ascii: "+") { place -= 1 }
    let digitsEnd = place
    while place > 0, line[place - 1] &- UInt8(ascii: "0") <= 9 { place -= 1 }
    guard place < digitsEnd, place > 0, line[place - 1] == UInt8(ascii: "{") else { return nil }
    place -= 1
    if place > 0, line[place - 1] == UInt8(ascii: "~") { place -= 1 }
    return place
  }

  /// A length above 2^64 - 1 is taken for that: no literal may be so long.
  private static func digits(in bytes: UnsafeRawBufferPointer, from start: Int) -> (value: UInt64, end: Int)? {
    var value: UInt64 = 0
    var place = start
    while place < bytes.count {
      let digit = bytes[place] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      let (tens, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(UInt64(digit))
      value = tooLarge || carry || value == .max ? .max : sum
      place += 1
    }
    return place > start ? (value, place) : nil
  }
}
