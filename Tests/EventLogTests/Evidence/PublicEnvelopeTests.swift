import EventLog
import Testing

@Suite("The envelope in evidence")
struct PublicEnvelopeTests {
  private static func minimal(_ more: (inout EnvelopeWriter) -> Void = { _ in }) -> [UInt8] {
    var writer = EnvelopeWriter()
    writer.field(1, bytes: Array(repeating: 9, count: 16))
    writer.field(2, bytes: Array("note.added".utf8))
    more(&writer)
    return writer.bytes
  }

  @Test("Fields that are absent have protobuf's defaults")
  func defaults() throws {
    let envelope = try PublicEnvelope(parsing: Self.minimal())
    #expect(envelope.eventType == "note.added")
    #expect(envelope.schemaVersion == 0)
    #expect(envelope.recordedAtMicroseconds == 0)
    #expect(envelope.content == nil)
    #expect(envelope.commitment.isEmpty)
  }

  @Test("Extreme values are read")
  func extremes() throws {
    let envelope = try PublicEnvelope(
      parsing: Self.minimal {
        $0.field(3, number: UInt64(UInt32.max))
        $0.field(4, fixed64: .min)
        $0.field(5, number: .max)
      })
    #expect(envelope.schemaVersion == .max)
    #expect(envelope.recordedAtMicroseconds == .min)
    #expect(envelope.keyID == .max)
  }

  @Test("Fields of later versions are passed over, repeated ones too")
  func unknownFields() throws {
    let envelope = try PublicEnvelope(
      parsing: Self.minimal {
        $0.field(8, bytes: [8, 1])
        $0.field(8, bytes: [8, 2])
        $0.field(15, bytes: [1, 2, 3])
        $0.field(900, number: 5)
        $0.field(901, fixed64: 5)
        $0.raw([0xBD, 0x38, 1, 2, 3, 4])
      })
    #expect(envelope.eventType == "note.added")
  }

  @Test(
    "Malformed envelopes are refused",
    arguments: [
      [],
      minimal { $0.field(1, bytes: Array(repeating: 9, count: 16)) },
      minimal { $0.field(2, bytes: Array("note.added".utf8)) },
      minimal {
        $0.field(5, number: 1)
        $0.field(5, number: 1)
      },
      minimal {
        $0.field(7, bytes: [])
        $0.field(7, bytes: [])
      },
      minimal { $0.field(7, bytes: Array(repeating: 1, count: 31)) },
      minimal { $0.field(3, number: 1 << 32) },
      minimal { $0.field(3, bytes: [1]) },
      minimal { $0.field(4, number: 1) },
      minimal { $0.field(6, number: 1) },
      minimal { $0.field(6, bytes: [0x08]) },
      minimal { $0.field(6, bytes: [0x08, 1, 0x08, 1]) },
      minimal { $0.raw([0x00, 0x01]) },
      minimal { $0.raw([0x28, 0x80]) },
      minimal { $0.raw([0x28, 0x80, 0x00]) },
      minimal { $0.raw([0x28] + Array(repeating: 0xFF, count: 9) + [0x02]) },
      minimal { $0.raw([0x28] + Array(repeating: 0xFF, count: 11)) },
      minimal { $0.raw([0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]) },
      minimal { $0.raw([0x3A, 0x05, 1, 2]) },
      minimal { $0.raw([0x21, 1, 2, 3]) },
      minimal { $0.raw([0x2B, 0x2C]) },
      minimal { $0.raw([0x2E]) },
      minimal { $0.raw([0x80, 0x80, 0x80, 0x80, 0x10, 0x00]) },
      Array(minimal().dropFirst(18)),
      Array(minimal().prefix(18)),
      Array(minimal().prefix(18)) + [0x12, 0x02, 0xC3, 0x28],
      [0x0A, 0x0F] + Array(minimal().dropFirst(3)),
    ] as [[UInt8]])
  func malformed(bytes: [UInt8]) throws {
    #expect(throws: EvidenceError(.malformedEnvelope)) { try PublicEnvelope(parsing: bytes) }
    let (evidence, key) = try evidence(ofEnvelope: bytes)
    #expect(throws: EvidenceError(.malformedEnvelope)) { try evidence.verify(key: key) }
  }
}
