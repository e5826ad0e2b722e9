import TextAnalysis

/// What analyses the words of queries. Its parts hold objects of ICU and Snowball that take longer to make than most
/// searches take, so searches lend them to one another.
final class AnalysisTools {
  let scanner = WordScanner()
  let analyzer = WordAnalyzer()
  var ranges = WordRanges()

  /// Tools that are kept while no search uses them: as many as searches usually run at once.
  private static let mostIdle = 16

  /// Sendable because the lock gives each of the tools to one search at a time, which gives them back when it is through.
  private struct Idle: @unchecked Sendable {
    var tools: [AnalysisTools] = []
  }

  private static let idle = Locked(Idle())

  /// Lends tools for as long as `body` runs.
  static func with<Result>(_ body: (AnalysisTools) -> Result) -> Result {
    let tools = idle.withLock { $0.tools.popLast() } ?? AnalysisTools()
    defer {
      idle.withLock { if $0.tools.count < mostIdle { $0.tools.append(tools) } }
    }
    return body(tools)
  }

  /// The bytes of a text and its words, for as long as `body` runs.
  func withWords<Result>(
    _ text: String, _ body: (UnsafeRawBufferPointer, [Range<Int>]) -> Result
  ) -> Result {
    var text = text
    return text.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      // Of a query of unusual length the memory goes back.
      ranges.removeAll(keeping: 1_024)
      scanner.scan(bytes, into: &ranges)
      var words: [Range<Int>] = []
      words.reserveCapacity(ranges.count)
      for index in 0..<ranges.count { words.append(Int(ranges[index].start)..<Int(ranges[index].end)) }
      return body(bytes, words)
    }
  }
}
