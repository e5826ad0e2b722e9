import Correspondence
import Testing

@Suite struct HostileTextTests {
  /// Any bytes, put together from what the rules look for, give parts without gaps that begin at lines.
  @Test func partsCoverAnyText() {
    let words: [[UInt8]] =
      [
        "\n", "\n", "\n", "> ", "On ", "wrote:", "yazdı:", "-- ", "--", "-----Original Message-----", "From:", "Sent:",
        "Subject:", "a@b", "2012", "10:30", " ", "\r", "\t", "_____", "word", "：", "İ", "*",
      ].map { Array($0.utf8) } + [[0xC4], [0xEF], [0xEF, 0xBC], [0xFF], [0], [0xE2]]
    var random = SplitMix(state: 1)
    for _ in 0..<20_000 {
      var text: [UInt8] = []
      for _ in 0..<Int.random(in: 0...24, using: &random) { text += words.randomElement(using: &random) ?? [] }
      let found = parts(text)
      var end = 0
      for (index, part) in found.enumerated() {
        #expect(part.range.lowerBound == end && !part.range.isEmpty)
        #expect(end == 0 || text[end - 1] == 10)
        #expect(index == 0 || found[index - 1].kind != part.kind)
        end = part.range.upperBound
      }
      #expect(end == text.count)
    }
  }

  /// A rule that looked back or ahead without end would need hours for these.
  @Test(
    .timeLimit(.minutes(2)),
    arguments: [
      "a", ":", "\n", ":\n", ">\n", "a\n>\n", "\n>\n", "On \n", "On a wrote:\n", "On 2012 10:30 wrote\n", "wrote:",
      "From:\n",
      "From:\nSent:\n", "--\n>\n", "-----\n", "From:", "a@b 2012 10:30,\n:\n", "İ", "\n\n\n\n:\n",
    ])
  func repetitionTakesLinearTime(unit: String) {
    let bytes = Array(unit.utf8)
    var text: [UInt8] = []
    while text.count < 1_000_000 { text += bytes }
    #expect(parts(text).last?.range.upperBound == text.count)
  }
}

/// A generator with a fixed seed, so that a failure comes back.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
