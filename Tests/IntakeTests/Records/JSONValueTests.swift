import Foundation
import Testing

@testable import Intake

/// RFC 8259, and no more.
@Suite struct JSONValueTests {
  private func reason(_ line: [UInt8]) -> String? {
    do throws(RecordFault) {
      _ = try JSONValue(line: line).members()
      return nil
    } catch {
      return error.reason
    }
  }

  @Test func whatIsAskedForIsRead() throws {
    let line =
      #" { "a" : "x\"\\\/\b\f\n\r\t\u015f\ud83d\ude00\ud83d!" , "b":[1, -0.5e+3 ,[],{}], "c":null,"d":{"e":"ü"} } "#
    let members = try JSONValue(line: Array(line.utf8)).members()
    #expect(try members.string("a") == "x\"\\/\u{8}\u{C}\n\r\tş😀\u{FFFD}!")
    let list = try #require(members["b"])
    #expect(try list.elements(limit: 4).map(\.name) == ["b[0]", "b[1]", "b[2]", "b[3]"])
    #expect(members["c"] == nil)
    #expect(members["missing"] == nil)
    #expect(try members["d"]?.members().string("e") == "ü")
  }

  @Test(arguments: [
    ("", "no value"), ("{", "no text"), ("{\"a\"}", "no colon"), ("{\"a\":1,}", "no text"),
    ("{\"a\":1 \"b\":2}", "no comma"),
    ("{\"a\":01}", "no comma"), ("{\"a\":-}", "no number"), ("{\"a\":1.}", "no digit"), ("{\"a\":1e}", "no digit"),
    ("{\"a\":+1}", "no value"), ("{\"a\":nul}", "an unknown word"), ("{\"a\":NaN}", "no value"),
    ("{\"a\":\"x}", "a text that does not end"), ("{\"a\":\"\\", "a text that does not end"),
    ("{\"a\":\"\\x\"}", "an unknown escape"), ("{\"a\":\"\\u12\"}", "an escape"),
    ("{\"a\":\"\u{1}\"}", "a control character"),
    ("{} {}", "something follows the record"), ("[1]", "no JSON object"), ("\"a\"", "no JSON object"),
    ("{\"a\":1,\"b\":2,\"a\":3}", "the member “a” twice"), ("{\"a\":1,\"\\u0061\":3}", "the member “a” twice"),
  ])
  func faults(line: String, reason: String) throws {
    #expect(try #require(self.reason(Array(line.utf8))).contains(reason))
  }

  /// Such lines end a parser that calls itself once a bracket.
  @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
  func bombsOfNesting(part: String) throws {
    let bomb = Array(("{\"x\":" + String(repeating: part, count: 1_000_000)).utf8)
    #expect(try #require(reason(bomb)).contains("nested more than 64 deep"))
    #expect(
      reason(Array("{\"x\":\(String(repeating: "[", count: 64))\(String(repeating: "]", count: 64))}".utf8)) != nil)
    #expect(
      reason(Array("{\"x\":\(String(repeating: "[", count: 63))\(String(repeating: "]", count: 63))}".utf8)) == nil)
  }

  @Test func hugeNumbersAreSkipped() {
    let number = String(repeating: "9", count: 1_000_000)
    #expect(reason(Array("{\"x\":\(number).\(number)e\(number)}".utf8)) == nil)
  }

  @Test func tooManyMembersAndValues() throws {
    let many = (0...JSONValue.mostMembers).map { "\"m\($0)\":0" }.joined(separator: ",")
    #expect(try #require(reason(Array("{\(many)}".utf8))).contains("more than 1000 members"))
    let list = try #require(try JSONValue(line: Array("{\"a\":[1,2,3]}".utf8)).members()["a"])
    #expect(throws: RecordFault(code: .tooLarge, reason: "its member “a” has more than 2 values")) {
      try list.elements(limit: 2)
    }
  }

  @Test func textThatIsNoUTF8() throws {
    let line = Array("{\"a\":\"".utf8) + [0xC5] + Array("\"}".utf8)
    let members = try JSONValue(line: line).members()
    #expect(throws: RecordFault.self) { try members.string("a") }
  }

  /// Foundation's parser takes the same lines for JSON, but for a comma before the end of a list, which it allows where
  /// a blank follows, and for numbers that a `Double` cannot hold, which are left out here.
  @Test func agreesWithFoundation() {
    let parts = [
      "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\"", "\"\\n\"", "\"\\u00e9\"", "\"\\q\"", "1", "-1", "0", "01", "1.5",
      ".5",
      "1e5 ", "true", "false", "null", "nul", " ", "\t", "\"ş\"", "{\"a\":1}", "[1,2]", "{\"c\":[]}",
    ]
    var numbers = SeededNumbers(seed: 12)
    var valid = 0
    for _ in 0..<30_000 {
      let count = Int.random(in: 1...7, using: &numbers)
      let text = (0..<count).map { _ in parts.randomElement(using: &numbers) ?? "" }.joined()
      let line = Array(text.utf8)
      let hasStrayComma = text.filter { $0 != " " && $0 != "\t" }.contains(",]")
      let isValid =
        !hasStrayComma && (try? JSONSerialization.jsonObject(with: Data(line), options: .fragmentsAllowed)) != nil
      #expect(((try? JSONValue(line: line)) != nil) == isValid, "\(text)")
      if isValid { valid += 1 }
    }
    #expect(valid > 1_000)
  }
}
