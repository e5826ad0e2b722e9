import Testing

@testable import Intake

/// Where tags, comments, sections and instructions end, however the bytes are divided.
@Suite struct XMLUnitsTests {
  private func steps(_ text: String, piece: Int) -> [XMLUnits.Step] {
    let bytes = Array(text.utf8)
    var units = XMLUnits()
    var steps: [XMLUnits.Step] = []
    var place = 0
    var known = 0
    while place < bytes.count {
      known = max(known, min(bytes.count, place + piece))
      switch bytes[..<known].withUnsafeBytes({ units.next($0, from: place) }) {
      case .unit(let end):
        steps.append(.unit(end: end))
        place = end
      case .more:
        place = known
      case let fault: return steps + [fault]
      }
    }
    return steps
  }

  /// The units, with a bar behind each.
  @Test(
    arguments: [
      "<a>|text</a>|", "<a b='>' c=\">'\">|x", "<!-- > -- ->-->|<b/>|", "<!--->  -->|", "<!---->|", "<?x ?y>?>|",
      "<![CDATA[ ]> ]]]>|", "<a\n>|\n", "<>|<a <b>|", "</a >|", "\u{FEFF}<a>|",
    ], [1, 2, 3, 1000])
  func units(marked: String, piece: Int) {
    var ends: [XMLUnits.Step] = []
    var count = 0
    for byte in marked.utf8 {
      if byte == UInt8(ascii: "|") { ends.append(.unit(end: count)) } else { count += 1 }
    }
    #expect(steps(marked.filter { $0 != "|" }, piece: piece) == ends)
  }

  @Test(arguments: ["<!DOCTYPE a>", "<!ENTITY x 'y'>", "<!>", "<! -- x -->"])
  func declarations(text: String) {
    #expect(steps("<a>" + text, piece: 1) == [.unit(end: 3), .declaration(end: 6)])
  }

  @Test func attributesAreCounted() {
    let most = String(repeating: " a='x'", count: XMLUnits.mostAttributes)
    #expect(steps("<a\(most)>", piece: 100) == [.unit(end: most.utf8.count + 3)])
    #expect(steps("<a><a\(most) b='", piece: 100).last == .tooManyAttributes(end: most.utf8.count + 9))
  }
}
