import Foundation

/// What the command line asks for.
struct FlipOptions {
  /// Flips over all specimens.
  var flips = 1_000
  /// Equal seeds give equal flips, given the same file.
  var seed: UInt64 = 1
  /// An archive to be copied and flipped instead of the specimens made here.
  var archive: String?

  static let usage = """
    usage: evrak-flip [--flips N] [--seed N] [--archive DIR]

    Flips single bytes of log/data.mdb in memory and asks the verification of the log
    for the fault. Without --archive it makes small archives of its own. Every flip must
    be named, or lie in bytes that carry nothing.
    """

  struct Wrong: Error {}

  init(_ arguments: some Sequence<String>) throws {
    var rest = Array(arguments)[...]
    while let name = rest.popFirst() {
      guard let value = rest.popFirst() else { throw Wrong() }
      switch name {
      case "--flips":
        guard let number = Int(value), number > 0 else { throw Wrong() }
        flips = number
      case "--seed":
        guard let number = UInt64(value) else { throw Wrong() }
        seed = number
      case "--archive": archive = value
      default: throw Wrong()
      }
    }
  }
}

/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number
/// generators", 2014): the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
