import Testing

@testable import TextAnalysis

@Suite("Numbers written in groups")
struct ReferenceNumbersTests {
  static func joined(_ text: String) -> [String] {
    numbers([UInt8](text.utf8)).map { String(decoding: $0.joined, as: UTF8.self) }
  }

  static func numbers(_ bytes: [UInt8]) -> [ReferenceNumber] {
    let scanner = WordScanner()
    var ranges = WordRanges()
    return bytes.withUnsafeBytes {
      scanner.scan($0, into: &ranges)
      return ReferenceNumbers.scan($0, ranges)
    }
  }

  @Test(
    "a Turkish telephone number is the same in any grouping",
    arguments: [
      "0312 555 12 34", "+90 312 555 12 34", "(0312) 5551234", "(0312) 555 12 34", "0090 312 555 12 34",
      "0 312 555 12 34",
      "0(312) 555 12 34", "+90 (312) 555 12 34", "+90(312)555-12-34", "+90 (0312) 555 12 34", "0312/555 12 34",
      "0312-555-12-34", "0312.555.12.34", "(312) 555 12 34", "+90\u{A0}312\u{A0}555\u{A0}12\u{A0}34", "+903125551234",
      "03125551234", "00903125551234", "90 312 555 12 34", "tel:+90-312-555-1234", "Tel: 0312 555 12 34.",
      "ara 0312 555 12 34 5 kere",
    ])
  func turkish(text: String) {
    let forms = Self.joined(text) + ScannedText.words(text)
    #expect(forms.contains("3125551234"))
    #expect(forms.contains("903125551234"))
  }

  @Test("two numbers in a row are two")
  func two() {
    #expect(
      Self.joined("0312 555 12 34 0532 555 12 35") == ["903125551234", "3125551234", "905325551235", "5325551235"])
    let numbers = Self.numbers([UInt8]("ara: +90 312 555 12 34, +49 30 1234567 ya da".utf8))
    #expect(numbers.map(\.wordIndex) == [1, 1, 6])
    #expect(numbers.map(\.wordCount) == [5, 5, 3])
    #expect(numbers.last.map { String(decoding: $0.joined, as: UTF8.self) } == "49301234567")
  }

  @Test(
    "other numbers",
    arguments: [
      ("TR33 0006 1005 1978 6457 8413 26", ["tr330006100519786457841326"]),
      ("iban: tr33 0006 1005 1978 6457 8413 26 Ali", ["tr330006100519786457841326"]),
      ("TR33-0006-1005-1978-6457-8413-26", ["tr330006100519786457841326"]),
      ("TR33 00061 00519 78645 78413 26", ["tr330006100519786457841326"]),
      ("GB29 NWBK 6016 1331 9268 19", ["gb29nwbk60161331926819"]),
      ("DE89 3704 0044 0532 0130 00 ve 12", ["de89370400440532013000"]),
      ("BR15 0000 0000 0000 1093 2840 814P 2", ["br1500000000000010932840814p2"]),
      // One word is found as it is.
      ("TR330006100519786457841326", []),
      // A wrong check digit.
      ("TR34 0006 1005 1978 6457 8413 26", []),
      ("123 456 78 90", ["1234567890"]), ("4111 1111 1111 1111", ["4111111111111111"]),
      ("4111-1111-1111-1111", ["4111111111111111"]), ("3782 822463 10005", ["378282246310005"]),
      ("212-555-1212", ["2125551212"]), ("(212) 555-1212", ["902125551212", "2125551212"]),
      ("123 456 789 01", ["12345678901"]), ("+1 650 555 12 34", ["16505551234"]), ("030 1234567", ["0301234567"]),
    ])
  func others(text: String, joined: [String]) {
    #expect(Self.joined(text) == joined)
  }

  @Test(
    "dates, amounts, addresses and rows of figures have none",
    arguments: [
      "12.05.2024", "2024-05-12", "05/12/2024", "01 02 2024", "05-12-24", "12.05.2024 10:30", "2024-05-12 10 30 45",
      "1.234.567,89 TL", "1 234 567", "1.234.567", "3.14159265358", "0.1234567", "0.123456789", "0,1234567",
      "192.168.100.200", "10.0.0.1", "v1.2.3.4", "10 20 30 40 50 60", "100 200 300 400", "100 200 300 4000 5000",
      "1234 5678 9012 3456 7890 1234", "05 10 15 20 25", "001 002 003 004 005", "2024 2023 2022 2021 2020", "2023/15",
      "1990-1995", "9:00-17:00", "555 12 34", "", "kitap", "0", "1234567890", "1 2 3 4 5 6 7 8 9 10 11 12",
      "12345678 9",
      "0 0 0 0 0 0 0 0", "AB12 34", "TR33 0006 1005", "1.2.3.4.5.6.7.8.9.10", "10.000.000 - 20.000.000",
    ])
  func none(text: String) {
    #expect(Self.joined(text) == [])
  }

  @Test("any bytes, and long rows of digits, in time that grows with them")
  func hostile() {
    var numbers = SeededNumbers(seed: 7)
    let alphabet = [UInt8]("0123456789 .-/()+TR90\n".utf8) + [0xC2, 0xA0, 0xFF]
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 0...200, using: &numbers)).compactMap { _ in
        alphabet.randomElement(using: &numbers)
      }
      let words = ScannedText.ranges(bytes).count
      for number in Self.numbers(bytes) {
        #expect(number.wordCount > 0 && number.wordIndex >= 0 && number.wordIndex + number.wordCount <= words)
        #expect((5...34).contains(number.joined.count))
      }
    }
    for piece in ["1 ", "TR33 ", "TR33 0006 ", "0312 ", "+90 ", "12-"] {
      let text = [UInt8](String(repeating: piece, count: 100_000).utf8)
      #expect(Self.numbers(text).count <= 100_000)
    }
  }
}
