/// The public fields of a stored EventEnvelope, as far as evidence needs them.
///
/// Read from the exact bytes that the Merkle leaf covers, by a reader of its own that is stricter than protobuf: a field
/// that is there twice (where protobuf lets the last one win), an overlong number or a wrong wire type is refused.
/// Fields of later schema versions are passed over.
public struct PublicEnvelope: Sendable, Equatable {
  /// The reference to the content that the event brought.
  public struct Content: Sendable, Equatable {
    /// Key of the content in the archive.
    public var number: UInt64 = 0
    /// SHA-256 over the sealed chunks.
    public var ciphertextDigest: [UInt8] = []
    /// Size of the original in bytes.
    public var size: UInt64 = 0
  }

  /// 16 random bytes.
  public private(set) var eventID: [UInt8] = []
  /// Name in the event catalogue.
  public private(set) var eventType = ""
  public private(set) var schemaVersion: UInt32 = 0
  /// Microseconds since 1970-01-01T00:00:00Z.
  public private(set) var recordedAtMicroseconds: Int64 = 0
  public private(set) var keyID: UInt64 = 0
  /// `nil` for an event that brought no content.
  public private(set) var content: Content?
  /// SHA-256(salt ‖ SHA-256(original bytes)), or empty.
  public private(set) var commitment: [UInt8] = []

  /// Throws `EvidenceError.malformedEnvelope` with the field and what is wrong with it.
  public init(parsing bytes: [UInt8]) throws(EvidenceError) {
    var fields = ProtobufFields(bytes[...])
    var seen: Set<UInt32> = []
    while let field = try fields.next() {
      guard field.number > 7 || seen.insert(field.number).inserted else {
        throw EvidenceError(.malformedEnvelope, "field \(field.number) is there twice")
      }
      switch field.number {
      case 1: eventID = Array(try field.bytes())
      case 2: eventType = try field.string()
      case 3: schemaVersion = try field.uint32()
      case 4: recordedAtMicroseconds = Int64(bitPattern: try field.fixed64())
      case 5: keyID = try field.varint()
      case 6: content = try Content(parsing: try field.bytes())
      case 7: commitment = Array(try field.bytes())
      default: break
      }
    }
    guard eventID.count == 16 else { throw EvidenceError(.malformedEnvelope, "its event id has not 16 bytes") }
    guard !eventType.isEmpty else { throw EvidenceError(.malformedEnvelope, "it names no event type") }
    guard commitment.isEmpty || commitment.count == MerkleHash.byteCount else {
      throw EvidenceError(.malformedEnvelope, "its commitment has not 32 bytes")
    }
  }
}

extension PublicEnvelope.Content {
  fileprivate init(parsing bytes: ArraySlice<UInt8>) throws(EvidenceError) {
    var fields = ProtobufFields(bytes)
    var seen: Set<UInt32> = []
    while let field = try fields.next() {
      guard field.number > 3 || seen.insert(field.number).inserted else {
        throw EvidenceError(.malformedEnvelope, "field \(field.number) of its content reference is there twice")
      }
      switch field.number {
      case 1: number = try field.varint()
      case 2: ciphertextDigest = Array(try field.bytes())
      case 3: size = try field.varint()
      default: break
      }
    }
  }
}
