/// Where an item stands in the timelines, and all that this follows from besides the contacts as they are now: it can be
/// placed anew without a look at the item.
struct ItemPlacement: Equatable {
  /// What somebody was in an item; stored in the two lowest bits beside the number.
  enum Role: UInt64 {
    case sender = 0
    case recipient = 1
    /// Named by an envelope or as the one who really sent, neither From, To nor Cc.
    case other = 2
    /// Not an identity but a contact, as notes name them.
    case contact = 3
  }

  struct Participant: Hashable {
    var number: UInt64
    var role: Role
  }

  var facet: TimelineFacet
  /// The capture said which direction it was, so that the addresses need not tell.
  var isDirectionStated: Bool
  /// Order-preserving.
  var time: UInt64
  /// The civil day that the item itself bears, in days since 1970.
  var day: Int32
  /// The position of an item of its thread; `ThreadBook` leads on to the first one.
  var thread: UInt64
  /// The first item with the same Message-ID and other bytes; 0 where there is none.
  var twin: UInt64
  var participants: [Participant]
  /// Subjects of accounts and owners in whose mailboxes or lines it was seen.
  var owns: [UInt64]
  /// All subjects in whose timelines it stands, in rising order.
  var subjects: [UInt64]

  private static let headerByteCount = 30

  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.headerByteCount + 4 * (participants.count + owns.count + subjects.count) + 6)
    bytes.append(facet.byte)
    bytes.append(isDirectionStated ? 1 : 0)
    for value in [time, thread, twin] { withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) } }
    withUnsafeBytes(of: day.bigEndian) { bytes.append(contentsOf: $0) }
    Self.write(UInt64(participants.count), &bytes)
    for participant in participants { Self.write(participant.number << 2 | participant.role.rawValue, &bytes) }
    Self.write(UInt64(owns.count), &bytes)
    for own in owns { Self.write(own, &bytes) }
    Self.write(UInt64(subjects.count), &bytes)
    for subject in subjects { Self.write(subject, &bytes) }
    return bytes
  }

  init(
    facet: TimelineFacet, isDirectionStated: Bool, time: UInt64, day: Int32, thread: UInt64, twin: UInt64,
    participants: [Participant], owns: [UInt64], subjects: [UInt64]
  ) {
    self.facet = facet
    self.isDirectionStated = isDirectionStated
    self.time = time
    self.day = day
    self.thread = thread
    self.twin = twin
    self.participants = participants
    self.owns = owns
    self.subjects = subjects
  }

  /// Nil for bytes that no version of this program wrote.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= Self.headerByteCount, let time = TimelineKeys.read(bytes, at: 2),
      let thread = TimelineKeys.read(bytes, at: 10), let twin = TimelineKeys.read(bytes, at: 18)
    else { return nil }
    var reader = VariableIntegers(bytes, from: Self.headerByteCount)
    let participants = reader.list().map {
      Participant(number: $0 >> 2, role: Role(rawValue: $0 & 3) ?? .other)
    }
    let owns = reader.list()
    let subjects = reader.list()
    guard reader.isWhole else { return nil }
    self.init(
      facet: TimelineFacet(byte: bytes[0]), isDirectionStated: bytes[1] != 0, time: time,
      day: Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: 26, as: Int32.self)), thread: thread, twin: twin,
      participants: participants, owns: owns, subjects: subjects)
  }

  /// Seven bits a byte, the lowest first, as protobuf has it.
  private static func write(_ value: UInt64, _ bytes: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}

private struct VariableIntegers {
  private let bytes: UnsafeRawBufferPointer
  private var place: Int
  private(set) var isWhole = true

  init(_ bytes: UnsafeRawBufferPointer, from place: Int) {
    self.bytes = bytes
    self.place = place
  }

  mutating func next() -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while place < bytes.count, shift < 64 {
      let byte = bytes[place]
      place += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    isWhole = false
    return 0
  }

  mutating func list() -> [UInt64] {
    let count = next()
    guard count <= UInt64(bytes.count - place) else {
      isWhole = false
      return []
    }
    var values: [UInt64] = []
    values.reserveCapacity(Int(count))
    for _ in 0..<count { values.append(next()) }
    return values
  }
}
