import ArchiveEvents

/// The way on which an item came.
public enum Channel: String, Sendable, CaseIterable {
  case email
  case textMessage = "sms"
  case fax
  case note

  var number: UInt8 {
    switch self {
    case .email: 0
    case .textMessage: 1
    case .fax: 2
    case .note: 3
    }
  }

  init(number: UInt8) { self = Self.allCases[Int(number & 3)] }
}

/// Channel and direction of an item in one byte. It stands before the time in the keys of a timeline, so that a page of
/// one channel or direction costs what a page of all costs.
struct TimelineFacet: Hashable {
  /// All that there are.
  static let count: UInt8 = 16

  let byte: UInt8

  init(byte: UInt8) { self.byte = byte & (Self.count - 1) }

  init(_ channel: Channel, _ direction: Direction) {
    byte = channel.number << 2 | UInt8(truncatingIfNeeded: direction.rawValue) & 3
  }

  var channel: Channel { Channel(number: byte >> 2) }
  var direction: Direction { Direction(rawValue: Int(byte & 3)) ?? .unspecified }
}
