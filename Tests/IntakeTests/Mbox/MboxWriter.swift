import Intake

/// Writes messages into an mbox by the book, one writer for each dialect. It shares no code with the reader.
struct MboxWriter {
  let dialect: MboxDialect
  var newline = "\n"

  static let fromLine = "From seller@example.com Sat Jan  3 01:05:34 1996"

  func write(_ messages: [[UInt8]]) -> [UInt8] {
    messages.flatMap { [UInt8](Self.fromLine + newline) + quoted($0) + [UInt8](newline) }
  }

  private func quoted(_ message: [UInt8]) -> [UInt8] {
    guard dialect != .mboxcl2 else { return message }
    var result: [UInt8] = []
    for line in message.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      if line.offset > 0 { result.append(0x0A) }
      let signs = line.element.prefix { $0 == UInt8(ascii: ">") }.count
      let isFrom = line.element.dropFirst(signs).starts(with: "From ".utf8)
      if isFrom, dialect == .mboxrd || signs == 0 { result.append(UInt8(ascii: ">")) }
      result += line.element
    }
    return result
  }
}

/// A sequence of numbers that is the same in every run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
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

/// Messages made of lines on which mbox readers stumble.
struct TrickyMessages {
  var numbers: SeededNumbers
  let newline: String
  /// Lines that begin with `>From ` cannot be told apart in mboxo.
  let quotedLines: Bool

  mutating func list() -> [[UInt8]] {
    (0..<Int.random(in: 0...6, using: &numbers)).map { _ in message() }
  }

  private mutating func message() -> [UInt8] {
    let header = lines(["Subject: x", "From: a@example.com", "X-Long: " + String(repeating: "l", count: 1100)], 0...3)
    let body = lines(
      [
        "", "", "", "text", "From the sea", "From ", "From", "Fro", "F", "From a@b.example Sat Jan  3 01:05:34 1996",
        "From - Sat Jan  3 01:05:34 1996", ">", ">>", "\u{0}", "a\rb", "\r", "\r\r", "ünlü", ">Fro", ">From: x",
        String(repeating: ">", count: 40), String(repeating: "From ", count: 300),
      ] + (quotedLines ? [">From x", ">>From ", ">>>>From y z", ">From "] : []), 0...12)
    return header + (body.isEmpty ? [] : [UInt8](newline) + body)
  }

  /// The same message with a header field that states the length of its body.
  static func stateLength(_ message: [UInt8], newline: String) -> [UInt8] {
    let body = message.isEmpty ? [] : message
    return [UInt8]("Content-Length: \(body.count)" + newline + newline) + body
  }

  private mutating func lines(_ choices: [String], _ count: ClosedRange<Int>) -> [UInt8] {
    (0..<Int.random(in: count, using: &numbers)).flatMap { _ in
      [UInt8]((choices.randomElement(using: &numbers) ?? "") + newline)
    }
  }
}
