import EventLog
import Testing

@Suite("Evidence files")
struct EvidenceFileTests {
  private let good = #"""
    {"format": "evrak-evidence/1", "position": 1, "original_digest": "00", "salt": "AA==", "envelope": "",
     "inclusion_path": [], "checkpoint": "a\nb"}
    """#

  @Test("The least file reads, in any order and with any spacing")
  func least() throws {
    let evidence = try Evidence(parsing: Array(good.utf8))
    #expect(evidence.position == 1)
    #expect(evidence.checkpoint == "a\nb")
    #expect(evidence.item == nil)
    let moved = good.replacing(#""position": 1, "#, with: "").replacing(
      #""a\nb"}"#, with: #""a\nb"\#r,"position":1 } "#)
    #expect(try Evidence(parsing: Array(moved.utf8)) == evidence)
    #expect(try Evidence(parsing: Array(evidence.json.utf8)) == evidence)
  }

  @Test(
    "Text survives being written and read",
    arguments: ["", "\"\\/\n\r\t\u{8}\u{C}\u{1}\u{7F}", "Müşteri \u{1F4EE}", "\u{2028}\u{FFFF}"])
  func strings(item: String) throws {
    var evidence = try Evidence(parsing: Array(good.utf8))
    evidence.item = item
    #expect(try Evidence(parsing: Array(evidence.json.utf8)).item == item)
  }

  @Test(
    "Escapes of every kind are read",
    arguments: [
      (#"\u00e7\u015F"#, "çş"), (#"\ud83d\uDCEE"#, "\u{1F4EE}"), (#"\b\f\/\""#, "\u{8}\u{C}/\""), (#"\u0000"#, "\u{0}"),
    ])
  func escapes(written: String, read: String) throws {
    let file = good.replacing(#""a\nb""#, with: "\"\(written)\"")
    #expect(try Evidence(parsing: Array(file.utf8)).checkpoint == read)
  }

  @Test(
    "Faults of the file are told apart",
    arguments: [
      ("", "", .malformedJSON),
      (#""position": 1"#, #""position": "1""#, .memberOfWrongType),
      (#""position": 1"#, #""position": -1"#, .malformedJSON),
      (#""position": 1"#, #""position": 1.0"#, .malformedJSON),
      (#""position": 1"#, #""position": 01"#, .malformedJSON),
      (#""position": 1"#, #""position": 1e3"#, .malformedJSON),
      (#""position": 1"#, #""position": 18446744073709551616"#, .malformedJSON),
      (#""position": 1"#, #""position": true"#, .malformedJSON),
      (#""position": 1"#, #""position": {}"#, .malformedJSON),
      (#""position": 1"#, #""position": 1, "position": 1"#, .memberRepeated),
      (#""position": 1"#, #""position": 1, "\u0070osition": 2"#, .memberRepeated),
      (#""position": 1"#, #""position": 1, "remark": "trust me""#, .memberUnknown),
      (#""position": 1, "#, "", .memberMissing),
      (#""format": "evrak-evidence/1", "#, "", .memberMissing),
      ("evrak-evidence/1", "evrak-evidence/2", .wrongFormat),
      ("evrak-evidence/1", "evrak-consistency/1", .wrongFormat),
      (#""salt": "AA==""#, #""salt": 5"#, .memberOfWrongType),
      (#""salt": "AA==""#, #""salt": "AB==""#, .malformedMember),
      (#""salt": "AA==""#, #""salt": "AA""#, .malformedMember),
      (#""salt": "AA==""#, #""salt": "AA==\n""#, .malformedMember),
      (#""salt": "AA==""#, #""salt": "é""#, .malformedMember),
      (#""original_digest": "00""#, #""original_digest": "0""#, .malformedMember),
      (#""original_digest": "00""#, #""original_digest": "AB""#, .malformedMember),
      (#""inclusion_path": []"#, #""inclusion_path": "x""#, .memberOfWrongType),
      (#""inclusion_path": []"#, #""inclusion_path": ["AA=="]"#, .malformedMember),
      (#""inclusion_path": []"#, #""inclusion_path": [1]"#, .malformedJSON),
      (#""inclusion_path": []"#, #""inclusion_path": [[]]"#, .malformedJSON),
      (#""inclusion_path": []"#, #""inclusion_path": ["",]"#, .malformedJSON),
      (#""a\nb""#, #""a\x""#, .malformedJSON),
      (#""a\nb""#, #""\ud83d""#, .malformedJSON),
      (#""a\nb""#, #""\ud83d\u0041""#, .malformedJSON),
      (#""a\nb""#, #""\udcee""#, .malformedJSON),
      (#""a\nb""#, #""\u00g0""#, .malformedJSON),
      (#""a\nb""#, "\"a\nb\"", .malformedJSON),
      (#""a\nb"}"#, #""a\nb""#, .malformedJSON),
      (#""a\nb"}"#, #""a\nb",}"#, .malformedJSON),
      (#""a\nb"}"#, #""a\nb"} x"#, .malformedJSON),
      (#""a\nb"}"#, #""a\n"#, .malformedJSON),
      (#""a\nb"}"#, #""a\"#, .malformedJSON),
      (#""a\nb"}"#, #""a\u00"#, .malformedJSON),
    ] as [(String, String, EvidenceError.Code)])
  func faults(part: String, replacement: String, code: EvidenceError.Code) {
    let file = part.isEmpty ? "" : good.replacing(part, with: replacement)
    #expect(file != good)
    #expect(throws: EvidenceError(code)) { try Evidence(parsing: Array(file.utf8)) }
  }

  @Test("Bytes that are not UTF-8, a path longer than any tree's and a file beyond the limit are refused")
  func bounds() throws {
    var bytes = Array(good.utf8)
    bytes[bytes.count - 3] = 0xFF
    #expect(throws: EvidenceError(.malformedJSON)) { try Evidence(parsing: bytes) }

    let hash = "\"\(MerkleHash.emptyRoot.base64)\""
    let long = good.replacing("[]", with: "[" + Array(repeating: hash, count: 66).joined(separator: ",") + "]")
    #expect(throws: EvidenceError(.malformedMember)) { try Evidence(parsing: Array(long.utf8)) }

    let spaces = [UInt8](repeating: 0x20, count: EvidenceLimits.maximumBytes)
    #expect(throws: EvidenceError(.tooLarge)) { try Evidence(parsing: Array(good.utf8) + spaces) }
    let open = Array(repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(throws: EvidenceError(.malformedJSON)) { try Evidence(parsing: Array(#"{"a":"#.utf8) + open) }
  }

  @Test("A file of either kind is read as what it says it is")
  func kinds() throws {
    let evidence = try Evidence(parsing: Array(good.utf8))
    #expect(try EvidenceFile(parsing: Array(good.utf8)) == .message(evidence))
    let consistency = ConsistencyEvidence(oldCheckpoint: "a", newCheckpoint: "b", consistencyPath: [.emptyRoot])
    #expect(try EvidenceFile(parsing: Array(consistency.json.utf8)) == .consistency(consistency))
    let other = good.replacing("evrak-evidence/1", with: "evrak-evidence/9")
    #expect(throws: EvidenceError(.wrongFormat)) { try EvidenceFile(parsing: Array(other.utf8)) }
    #expect(throws: EvidenceError(.memberMissing)) { try EvidenceFile(parsing: Array("{}".utf8)) }
  }
}
