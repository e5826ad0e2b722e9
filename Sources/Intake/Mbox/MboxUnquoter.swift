#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Takes back the `>` that an mbox writer put before lines beginning with `From `. Works on pieces of any size, keeps at
/// most five bytes of what it was given, allocates nothing.
public struct MboxUnquoter: Sendable {
  private let quoting: MboxQuoting
  private var atLineStart = true
  /// How many bytes of `>From ` were seen at the beginning of the line and are not yet given out.
  private var held = 0

  public init(_ quoting: MboxQuoting) {
    self.quoting = quoting
  }

  /// Hands `piece` on to `emit`, without the quoting, in one or more runs.
  /// - Parameter mayBeQuoted: false when it is known that no line that begins in the piece begins with `>`.
  public mutating func feed<Failure: Error>(
    _ piece: UnsafeRawBufferPointer, mayBeQuoted: Bool = true,
    _ emit: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    guard let base = piece.baseAddress, !piece.isEmpty else { return }
    guard quoting != .none, mayBeQuoted || held > 0 else {
      atLineStart = piece[piece.count - 1] == 0x0A
      return try emit(piece)
    }
    var runStart = 0
    var place = 0
    while place < piece.count {
      if held == 0 {
        if atLineStart, piece[place] == UInt8(ascii: ">") {
          held = 1
          atLineStart = false
          place += 1
        } else if let newline = memchr(base + place, 0x0A, piece.count - place) {
          place = base.distance(to: UnsafeRawPointer(newline)) + 1
          atLineStart = true
        } else {
          place = piece.count
          atLineStart = false
        }
        continue
      }
      let byte = piece[place]
      // Of the held bytes, those that came with earlier pieces are no longer in memory, but they are known.
      let earlier = max(0, held - place)
      if byte == Self.quoted.utf8Start[held] {
        held += 1
        place += 1
        guard held == Self.quoted.utf8CodeUnitCount else { continue }
        held = 0
        if earlier > 0 {
          if earlier > 1 { try emit(Self.known(1..<earlier)) }
        } else {
          let sign = place - Self.quoted.utf8CodeUnitCount
          if runStart < sign { try emit(UnsafeRawBufferPointer(rebasing: piece[runStart..<sign])) }
          runStart = sign + 1
        }
      } else if held == 1, byte == UInt8(ascii: ">"), quoting == .nested {
        // Which of several equal signs is dropped makes no difference: hold the last one.
        if earlier > 0 { try emit(Self.known(0..<1)) }
        place += 1
      } else {
        if earlier > 0 { try emit(Self.known(0..<earlier)) }
        held = 0
      }
    }
    let decided = piece.count - min(held, piece.count)
    if runStart < decided { try emit(UnsafeRawBufferPointer(rebasing: piece[runStart..<decided])) }
  }

  /// The message has ended: gives out what was held back, and is ready for the next message.
  public mutating func finish<Failure: Error>(_ emit: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure)
  {
    let rest = held
    held = 0
    atLineStart = true
    if rest > 0 { try emit(Self.known(0..<rest)) }
  }

  private static let quoted: StaticString = ">From "

  private static func known(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: quoted.utf8Start + range.lowerBound, count: range.count)
  }
}
