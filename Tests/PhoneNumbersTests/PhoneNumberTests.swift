import Dispatch
import PhoneNumbers
import Testing

@Suite("Telephone numbers")
struct PhoneNumberTests {
  @Test(
    "numbers as people write them",
    arguments: [
      ("+905325550142", nil, "+905325550142", "TR"), ("+90 (532) 555-01-42", nil, "+905325550142", "TR"),
      ("0532 555 01 42", "TR", "+905325550142", "TR"), ("532.555.01.42", "TR", "+905325550142", "TR"),
      ("0090 232 555 01 10", "TR", "+902325550110", "TR"), ("tel:+90-232-555-0110", nil, "+902325550110", "TR"),
      ("020 7946 0155", "GB", "+442079460155", "GB"), ("+44 (0)20 7946 0155", nil, "+442079460155", "GB"),
      ("011 90 232 555 01 10", "US", "+902325550110", "TR"), ("＋９０２３２５５５０１１０", nil, "+902325550110", "TR"),
      ("٠٥٣٢٥٥٥٠١٤٢", "TR", "+905325550142", "TR"), ("+800 1234 5678", nil, "+80012345678", nil),
    ] as [(String, String?, String, String?)])
  func valid(text: String, region: String?, e164: String, country: String?) throws {
    let number = try PhoneNumber(text, region: region)
    #expect(number.e164 == e164 && number.description == e164)
    #expect(number.region == country)
    // What is shown is read again as the same number.
    #expect(try PhoneNumber(number.international) == number)
    #expect(try PhoneNumber(number.e164) == number)
  }

  @Test("one number in three forms")
  func forms() throws {
    let number = try PhoneNumber("02325550110", region: "TR")
    #expect(number.international == "+90 232 555 01 10" && number.national == "(0232) 555 01 10" && number.isInPlan)
    let extended = try PhoneNumber("+90 232 555 01 10 dahili 12 ext. 12".replacing("dahili 12 ", with: ""))
    #expect(extended == number, "an extension is no part of the number that is called")
  }

  @Test("a number that the plan lacks counts if its length is right")
  func possible() throws {
    let number = try PhoneNumber("+44 20 7946 0000")
    #expect(number.e164 == "+442079460000")
    let odd = try PhoneNumber("+90 111 111 11 11")
    #expect(!odd.isInPlan && odd.e164 == "+901111111111")
  }

  @Test(
    "what is no number says why",
    arguments: [
      ("", "TR", .noNumber), ("   ", "TR", .noNumber), ("KORFEZBANK", "TR", .noNumber),
      ("derya@kuzey.example", "TR", .noNumber),
      ("0532 555 01 42", nil, .unknownCountry), ("5325550142", "XX", .noNumber), ("+999 123 456 789", nil, .noNumber),
      ("3340", "TR", .tooShort), ("0532 55", "TR", .tooShort), ("+90 12", nil, .tooShort),
      ("+90 532 555 01 42 99 99 99", nil, .tooLong), ("0532 555 01 42 99 99 99", "TR", .tooLong),
      (String(repeating: "1", count: 251), "TR", .tooLong),
    ] as [(String, String?, PhoneNumberError)])
  func wrong(text: String, region: String?, reason: PhoneNumberError) {
    #expect(throws: reason) { try PhoneNumber(text, region: region) }
  }

  @Test("hostile texts end in an answer")
  func hostile() {
    let texts = [
      String(repeating: "+", count: 250), String(repeating: "(", count: 250),
      "+90" + String(repeating: "0", count: 240),
      "\0+905325550142", "+905325550142\0", "+90\u{202E}5325550142", "+90532555\u{300}0142", "+",
      String(repeating: "9", count: 250), "+1" + String(repeating: "-", count: 248), "%s%n%s%n", "+90;ext=99999999999",
      String(repeating: "x1", count: 125), String(decoding: [0xFF, 0xFE, 0x2B, 0x39] as [UInt8], as: UTF8.self),
      String(repeating: "1", count: 10_000_000),
    ]
    for text in texts {
      for region in [nil, "TR", "", "tr", "TRTR", "\0", "🇹🇷"] as [String?] {
        guard let number = try? PhoneNumber(text, region: region) else { continue }
        #expect(number.e164.hasPrefix("+") && (2...16).contains(number.e164.utf8.count), "\(text.prefix(40))")
        #expect(number.e164.dropFirst().utf8.allSatisfy { (0x30...0x39).contains($0) })
      }
    }
  }

  @Test("numbers are equal and hash alike by what is called")
  func equality() throws {
    let spellings = ["+905325550142", "0532 555 01 42", "(532) 555 01 42"]
    #expect(try Set(spellings.map { try PhoneNumber($0, region: "TR") }).count == 1)
    #expect(try PhoneNumber("+905325550142") != PhoneNumber("+905325550143"))
  }

  @Test("countries are known by their two letters")
  func regions() {
    #expect(PhoneNumber.knows(region: "TR") && PhoneNumber.knows(region: "GB"))
    for wrong in ["", "XX", "TUR", "tr ", "\0", "001"] { #expect(!PhoneNumber.knows(region: wrong), "\(wrong)") }
  }

  @Test("many threads at once get what one gets")
  func threads() throws {
    let texts = (0..<64).map { "0532 555 01 \($0 + 10)" }
    let wanted = try texts.map { try PhoneNumber($0, region: "TR").e164 }
    DispatchQueue.concurrentPerform(iterations: 16) { _ in
      for (text, e164) in zip(texts, wanted) {
        let number = try? PhoneNumber(text, region: "TR")
        if number?.e164 != e164 { Issue.record("\(text) gave \(number?.e164 ?? "nothing")") }
      }
    }
  }
}
