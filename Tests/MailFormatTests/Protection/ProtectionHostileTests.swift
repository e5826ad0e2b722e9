import Testing

@testable import MailFormat

/// Damaged samples: no crash, and what is returned lies inside the bytes.
@Suite(.timeLimit(.minutes(3))) struct ProtectionHostileTests {
  private func use(_ bytes: [UInt8]) {
    let message = MailMessage(bytes)
    for found in message.protections {
      if let range = found.signedRange, let part = found.signedPart {
        #expect(range.upperBound <= part.source.count)
      }
      _ = found.protectedSummary
    }
    _ = message.protectedSummary
    _ = message.readableText
    _ = message.attachments.map(\.size)
    _ = message.contentDefects
  }

  /// The long ones say nothing that a short one does not.
  static let samples = ProtectionSample.allCases.filter { $0 != .opaquePieces && $0 != .twice }

  @Test(arguments: samples)
  func cutAtEveryByte(sample: ProtectionSample) throws {
    let bytes = try sample.bytes
    for count in 0..<bytes.count { use(Array(bytes.prefix(count))) }
  }

  @Test(arguments: samples)
  func oneByteChanged(sample: ProtectionSample) throws {
    var generator = SeededGenerator(seed: 0x5EA1)
    let bytes = try sample.bytes
    for _ in 0..<1_000 {
      var changed = bytes
      changed[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      use(changed)
    }
  }

  /// Base64 hides most bytes of the object from a change in the message: here they are changed themselves.
  @Test(arguments: [ProtectionSample.opaque, .opaqueStreamed, .opaquePieces, .certificates])
  func oneByteOfTheObjectChanged(sample: ProtectionSample) throws {
    var generator = SeededGenerator(seed: 0xCA5E)
    let message = try sample.message
    let object = try #require(message.part(number: 1)).decoded()
    for count in 0..<object.count {
      let content = CMSContent.signedContent(Array(object.prefix(count)))
      #expect(content?.count ?? 0 <= count)
    }
    for _ in 0..<5_000 {
      var changed = object
      changed[Int.random(in: 0..<min(object.count, 600), using: &generator)] = UInt8.random(
        in: 0...255, using: &generator)
      #expect(CMSContent.signedContent(changed)?.count ?? 0 <= changed.count)
    }
  }
}
