import MailFormat
import Testing

@Suite("Addresses that lead to nobody")
struct IncompleteAddressTests {
  @Test(
    "are noted with the place of their field",
    arguments: [
      ("From: adsiz\n\n", [5]), ("To: info, bozuk@, @yok.example\n\n", [3]), ("To: bozuk@\n\n", [3]),
      ("To: @yok.example\n\n", [3]), ("From: a@b.example\nCc: Depo <depo>\n\n", [21]),
      ("From: Selin <>\n\n", [5]), ("Reply-To: x\nBcc: y\n\n", [9, 16]),
      // Nothing is missing here.
      ("From: a@b.example\nTo: undisclosed-recipients:;\n\n", []), ("From: <>\nTo:\n\n", []),
      ("From: =?utf-8?Q?Ay=C5=9Fe?= <a@b>\nTo: \"x@y\" <c@d.example>, e@[127.0.0.1]\n\n", []),
    ] as [(String, [Int])])
  func noted(text: String, offsets: [Int]) {
    let defects = MailMessage(Array(text.utf8)).contentDefects.filter { $0.kind == .incompleteAddress }
    // The value of a field begins behind its colon, with or without the blank.
    #expect(defects.map(\.offset) == offsets || defects.map(\.offset) == offsets.map { $0 + 1 })
  }
}
