/// Reads the `Content-Length` field of a message's header byte by byte, without keeping any of it. Not an Internet mail
/// field; mbox writers of System V descent put it there for the number of bytes between the header's empty line and the
/// end of the body.
struct MboxContentLength {
  /// What the header said.
  enum Claim: Equatable {
    case missing
    /// Negative, not a number, too large, or two that differ.
    case senseless
    case bytes(UInt64)
  }

  private enum Part {
    case name(Int)
    case colon, number, digits, rest, senseless
  }

  /// Whether the header of an mboxcl2 message is being read.
  private(set) var isWanted = false
  private(set) var claim = Claim.missing
  private var part = Part.name(0)
  private var value: UInt64 = 0

  mutating func beginHeader(wanted: Bool) {
    isWanted = wanted
    claim = .missing
    part = .name(0)
  }

  mutating func endHeader() { isWanted = false }

  /// Takes the next byte of a header line.
  /// - Returns: false when the rest of the line is of no interest.
  mutating func take(_ byte: UInt8) -> Bool {
    let isBlank = byte == 0x20 || byte == 0x09
    switch part {
    case .name(let matched):
      let name: StaticString = "content-length"
      guard byte | 0x20 == name.utf8Start[matched] else { return dropLine() }
      part = matched + 1 == name.utf8CodeUnitCount ? .colon : .name(matched + 1)
    case .colon:
      if byte == UInt8(ascii: ":") {
        part = .number
        value = 0
      } else if !isBlank {
        return dropLine()
      }
    case .number where isBlank, .rest where isBlank, .digits where byte == 0x0D, .rest where byte == 0x0D:
      break
    case .number, .digits:
      let digit = byte &- UInt8(ascii: "0")
      if digit <= 9 {
        let (tens, tooLarge) = value.multipliedReportingOverflow(by: 10)
        let (sum, carry) = tens.addingReportingOverflow(UInt64(digit))
        value = sum
        part = tooLarge || carry ? .senseless : .digits
      } else if case .digits = part, isBlank {
        part = .rest
      } else {
        part = .senseless
      }
    case .rest:
      part = .senseless
    case .senseless:
      break
    }
    return true
  }

  /// The line has ended.
  mutating func endLine() {
    switch part {
    case .name, .colon: break
    case .number, .senseless: claim = .senseless
    case .digits, .rest:
      claim = claim == .missing || claim == .bytes(value) ? .bytes(value) : .senseless
    }
    part = .name(0)
  }

  private mutating func dropLine() -> Bool {
    part = .name(0)
    return false
  }
}
