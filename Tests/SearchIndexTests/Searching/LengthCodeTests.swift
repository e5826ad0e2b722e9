import Testing

@testable import SearchIndex

@Suite struct LengthCodeTests {
  @Test func longerDocumentsHaveNoSmallerCode() {
    var last: UInt8 = 0
    for length in 0..<200_000 {
      let code = LengthCode.encode(length)
      #expect(code >= last)
      last = code
    }
    for power in 17..<62 { #expect(LengthCode.encode(1 << power) >= LengthCode.encode((1 << power) - 1)) }
  }

  @Test func aCodeStandsForALengthNotFarBelow() {
    for length in Array(0...5_000) + [10_000, 60_001, 100_077, 240_000] {
      let stands = LengthCode.lengths[Int(LengthCode.encode(length))]
      #expect(stands <= Float(length) && stands * 1.125 + 1 > Float(length))
      if length <= 40 { #expect(stands == Float(length)) }
    }
    #expect(LengthCode.encode(-1) == 0)
    for code in 0...255 where LengthCode.lengths[code] < 1e15 {
      #expect(LengthCode.encode(Int(LengthCode.lengths[code])) == UInt8(code))
    }
  }
}
