import Testing

@testable import Intake

/// What a writer puts into an mbox comes out byte for byte, however the file is divided into pieces.
@Suite struct MboxRoundTripTests {
  @Test(arguments: MboxDialect.allCases, ["\n", "\r\n"])
  func messagesComeBackByteForByte(dialect: MboxDialect, newline: String) {
    for seed in 0..<150 as Range<UInt64> {
      var source = TrickyMessages(
        numbers: SeededNumbers(seed: seed), newline: newline, quotedLines: dialect != .mboxo)
      var messages = source.list()
      if dialect == .mboxcl2 { messages = messages.map { TrickyMessages.stateLength($0, newline: newline) } }
      let file = MboxWriter(dialect: dialect, newline: newline).write(messages)

      let whole = SplitMbox(file, dialect)
      #expect(whole.messages.map { unquoted($0.raw, dialect.quoting) } == messages, "seed \(seed)")
      #expect(whole.stray.isEmpty, "seed \(seed)")
      for message in whole.messages {
        #expect([UInt8](file[Int(message.content.lowerBound)..<Int(message.content.upperBound)]) == message.raw)
      }

      var sizes = SeededNumbers(seed: seed &+ 1_000_000)
      #expect(SplitMbox(file, dialect, size: { _ in 1 }) == whole, "seed \(seed)")
      #expect(SplitMbox(file, dialect, size: { _ in Int.random(in: 1...9, using: &sizes) }) == whole, "seed \(seed)")
      #expect(SplitMbox(file, dialect, size: { _ in Int.random(in: 1...2000, using: &sizes) }) == whole, "seed \(seed)")
    }
  }

  @Test(arguments: 1...40)
  func anyPieceSizeGivesTheSame(size: Int) {
    var source = TrickyMessages(numbers: SeededNumbers(seed: 77), newline: "\n", quotedLines: true)
    let file = MboxWriter(dialect: .mboxrd).write((0..<8).flatMap { _ in source.list() })
    #expect(SplitMbox(file, .mboxrd, size: { _ in size }) == SplitMbox(file, .mboxrd))
  }

  @Test(arguments: [MboxQuoting.none, .single, .nested])
  func unquotingDoesNotDependOnThePieces(quoting: MboxQuoting) {
    for seed in 0..<200 as Range<UInt64> {
      var numbers = SeededNumbers(seed: seed)
      let letters = [UInt8](">>>From \n\nx")
      let text = (0..<Int.random(in: 0...60, using: &numbers)).map { _ in letters.randomElement(using: &numbers) ?? 0 }
      #expect(unquoted(text, quoting, size: 1) == unquotedByLines(text, quoting), "seed \(seed)")
      #expect(unquoted(text, quoting, size: 3) == unquotedByLines(text, quoting), "seed \(seed)")
      #expect(unquoted(text, quoting, size: 1000) == unquotedByLines(text, quoting), "seed \(seed)")
    }
  }

  private func unquoted(_ text: [UInt8], _ quoting: MboxQuoting, size: Int = .max) -> [UInt8] {
    var result: [UInt8] = []
    var unquoter = MboxUnquoter(quoting)
    var rest = text[...]
    while !rest.isEmpty {
      [UInt8](rest.prefix(size)).withUnsafeBytes { unquoter.feed($0) { result.append(contentsOf: $0) } }
      rest = rest.dropFirst(size)
    }
    unquoter.finish { result.append(contentsOf: $0) }
    return result
  }

  /// The rule as the manuals state it, line by line.
  private func unquotedByLines(_ text: [UInt8], _ quoting: MboxQuoting) -> [UInt8] {
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { line -> ArraySlice<UInt8> in
      let signs = line.prefix { $0 == UInt8(ascii: ">") }.count
      guard line.dropFirst(signs).starts(with: "From ".utf8) else { return line }
      switch quoting {
      case .none: return line
      case .single: return signs == 1 ? line.dropFirst() : line
      case .nested: return signs >= 1 ? line.dropFirst() : line
      }
    }
    return [UInt8](lines.joined(separator: [0x0A]))
  }
}
