import Foundation
import Testing

/// Numbers are found however they are grouped. Each letter of the archive holds one.
@Suite("Numbers in searches")
struct SearchNumbersTests {
  private static let letters = [
    "Telefon 0232 555 01 10 hattımızdır.", "Call us on +90 (312) 555 12 34 any time.",
    "Hesabımız TR33 0006 1005 1978 6457 8413 26, Körfez Bank.", "İlgi 2026/İŞ-00123 sayılı yazınız.",
    "Fatura MLT2024000000412 ektedir.", "Bedel 139.080,00 TL, vade 30 gün.", "Price EUR 13,226.00 net.",
    "Yeni ileti adresi: satis.destek@kuzey-insaat.example", "Belge https://belge.example/arsiv/rapor-7.pdf adresinde.",
  ]

  private static func archive() throws -> Workspace {
    let space = try Workspace()
    try space.take(letters.enumerated().map { Workspace.letter($1, subject: "n\($0)", number: $0) })
    return space
  }

  @Test("each is found by every way to write it, and nothing else with it")
  func grouped() throws {
    let space = try Self.archive()
    let queries: [(Int, [String])] = [
      (
        0,
        ["0232 555 01 10", "+90 (232) 555 0110", "+902325550110", "02325550110", "0 232 5550110", "\"0232 555 01 10\""]
      ),
      (1, ["+90 312 555 12 34", "+90 (312) 555 12 34", "0312 555 12 34", "03125551234", "+903125551234"]),
      (
        2,
        [
          "TR330006100519786457841326", "\"TR33 0006 1005 1978 6457 8413 26\"", "TR33 0006 1005 1978 6457 8413 26",
          "tr330006100519786457841326", "ref:TR330006100519786457841326", "\"1978 6457\"",
        ]
      ),
      (
        3, ["2026/İŞ-00123", "2026/iş-00123", "2026/IS-00123", "00123", "ref:2026/İŞ-00123", "\"2026 iş\"", "2026/iş*"]
      ),
      (4, ["MLT2024000000412", "mlt2024000000412", "ref:MLT2024000000412", "MLT2024*", "ref:MLT2024*"]),
      (5, ["139.080,00", "\"139.080,00 TL\""]), (6, ["13,226.00"]),
      (7, ["satis.destek@kuzey-insaat.example", "destek", "\"kuzey-insaat\"", "SATIS.DESTEK@kuzey-insaat.example"]),
      (8, ["https://belge.example/arsiv/rapor-7.pdf", "belge.example", "rapor-7.pdf", "\"rapor 7\""]),
    ]
    for (letter, ways) in queries {
      for query in ways { #expect(try space.search(query).subjects == ["n\(letter)"], "\(query)") }
    }
  }

  @Test("a number that differs in one digit is another")
  func others() throws {
    let space = try Self.archive()
    for query in ["0232 555 01 11", "TR340006100519786457841326", "2026/İŞ-00124", "MLT2024000000413", "139.080,01"] {
      #expect(try space.total(query) == 0, "\(query)")
    }
  }
}

extension CompanySearch {
  @Suite("numbers")
  struct Numbers {
    @Test(
      "references of the company on whatever channel",
      arguments: [
        ("MLT2024000000412", "email"), ("KZ-2024-118", "sms"), ("ref:KZ-2024-118", "email"), ("24TM00917", "note"),
        ("ÇA-2025-07", "fax"), ("ca-2025-07", "email"), ("MK-2025-03", "fax"), ("HL-0512", "fax"), ("A-22871", "sms"),
        ("2024/17", "note"), ("139.080,00", "fax"), ("GM-12", "email"),
      ])
    func references(query: String, channel: String) throws {
      let items = try CompanySearch.space().search(query).items
      #expect(items.contains { $0["channel"] as? String == channel }, "\(query)")
    }

    @Test("a line of ours in all its groupings")
    func line() throws {
      let space = try CompanySearch.space()
      let whole = try space.total("+902325550110")
      #expect(whole > 50)
      for way in ["02325550110", "\"0232 555 01 10\"", "+90 (232) 555 0110"] {
        #expect(try space.total(way) == whole, "\(way)")
      }
    }
  }
}
