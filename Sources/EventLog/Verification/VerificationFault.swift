public import ArchiveEvents

/// Something in the log or its keys that is not as it was written.
public struct VerificationFault: Sendable, Equatable, CustomStringConvertible {
  /// One clause saying what is wrong.
  public var fault: String
  public var table: String?
  /// The record's key in hexadecimal digits, for integer tables the number.
  public var key: String?
  public var position: UInt64?
  /// Path of the file, and the byte in it where the damage is or begins.
  public var file: String?
  public var offset: UInt64?

  public init(
    _ fault: String, table: String? = nil, key: String? = nil, position: UInt64? = nil, file: String? = nil,
    offset: UInt64? = nil
  ) {
    self.fault = fault
    self.table = table
    self.key = key
    self.position = position
    self.file = file
    self.offset = offset
  }

  public var description: String {
    var place: [String] = []
    if let table { place.append("table \(table)") }
    if let position { place.append("position \(position)") }
    if let key { place.append("key \(key)") }
    if let file { place.append(offset.map { "\(file) byte \($0)" } ?? file) }
    return place.isEmpty ? fault : "\(place.joined(separator: ", ")): \(fault)"
  }
}

/// What a verification found.
public struct VerificationReport: Sendable {
  public internal(set) var faults: [VerificationFault] = []
  /// Faults beyond those that are described.
  public internal(set) var omitted = 0
  public internal(set) var events: UInt64 = 0
  public internal(set) var items: UInt64 = 0
  /// Bytes of originals that were read back and compared.
  public internal(set) var originalBytes: UInt64 = 0
  public internal(set) var erased: UInt64 = 0
  public internal(set) var checkpoints = 0
  /// Contents without an event, left by a capture that was interrupted; the
  /// next owner drops them.
  public internal(set) var unfinished = 0
  public internal(set) var root: MerkleHash?

  public var isSound: Bool { faults.isEmpty && omitted == 0 }
}
