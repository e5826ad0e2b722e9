@testable import MailFormat

/// A message from a literal; line ends are LF unless CRLF is asked for.
func message(_ text: String, crlf: Bool = false) -> MailMessage {
  MailMessage(
    Array((crlf ? text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n") : text).utf8))
}

extension String {
  /// Calls `body` with a view of the string's UTF-8.
  func withView<Result>(_ body: (ByteView) throws -> Result) rethrows -> Result {
    try Array(utf8).withByteView(body)
  }
}

/// A small generator with a seed (SplitMix64, Steele et al. 2014), so that a failing case can be run again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
