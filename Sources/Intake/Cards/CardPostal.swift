/// Postal addresses are kept as one line: parts as the file has them, divided by commas.
enum CardPostal {
  static func line(_ pieces: [String]) -> String {
    pieces.map(part).filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// One part, its line ends made commas, without commas at its end.
  private static func part(_ text: String) -> String {
    text.filledLines.map { line in
      var bytes = line.utf8[...]
      while let last = bytes.last, last.isWhite || last == UInt8(ascii: ",") { bytes.removeLast() }
      return String(Substring(bytes))
    }.filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
