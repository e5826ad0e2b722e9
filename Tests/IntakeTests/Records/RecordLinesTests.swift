import Testing

@testable import Intake

@Suite struct RecordLinesTests {
  private func lines(_ text: String, limit: Int = 100, piece: Int = .max) throws -> [RecordLines.Line] {
    let bytes = Array(text.utf8)
    var found: [RecordLines.Line] = []
    var lines = RecordLines(limit: limit)
    var place = 0
    while place < bytes.count {
      let end = place + min(piece, bytes.count - place)
      try bytes[place..<end].withUnsafeBytes { piece in try lines.feed(piece) { found.append($0) } }
      place = end
    }
    try lines.finish { found.append($0) }
    return found
  }

  private func line(_ text: String, _ offset: UInt64) -> RecordLines.Line { .line(Array(text.utf8), offset: offset) }

  @Test(arguments: [1, 2, 3, 5, 1000])
  func linesAndTheirPlaces(piece: Int) throws {
    let text = "\u{FEFF}one\r\n\n \t\r\n two \nthree"
    #expect(try lines(text, piece: piece) == [line("one", 3), line(" two ", 13), line("three", 19)])
  }

  @Test(arguments: [1, 4, 1000])
  func linesThatAreTooLong(piece: Int) throws {
    let long = String(repeating: "x", count: 11)
    let text = "\(long.dropLast())\r\n\(long)\n\(long)\(long)\nok\n\(long)"
    #expect(
      try lines(text, limit: 10, piece: piece) == [
        line("xxxxxxxxxx", 0), .tooLong(offset: 12), .tooLong(offset: 24), line("ok", 47), .tooLong(offset: 50),
      ])
  }

  @Test func nothing() throws {
    #expect(try lines("") == [])
    #expect(try lines("\u{FEFF}") == [])
    #expect(try lines("\n\r\n") == [])
  }
}
