#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Turns the bytes of a server, in pieces of any size, into responses. A body is handed on as it arrives, without a copy;
/// of everything else no more than one response is in memory.
///
/// A literal's length counts, not what it holds: a body may look like a response and isn't taken for one.
struct IMAPResponseReader: ~Copyable {
  private enum Place {
    case line
    case literal(remaining: Int)
    case body(remaining: UInt64)
  }

  private enum Waiting {
    case response(IMAPResponse)
    case piece([UInt8])
  }

  let limits: IMAPLimits
  /// In which form names come: modified UTF-7, until UTF8=ACCEPT is enabled.
  var nameForm = IMAPMailboxName.Form.modifiedUTF7

  private var place = Place.line
  /// What is there of a response that came in pieces or has literals; bodies are left out of it.
  private var held: [UInt8] = []
  /// Where in `held` the current line begins, behind the last literal.
  private var lineStart = 0
  private var leftOut: [Int] = []
  /// How often a body was looked for in this response.
  private var probes = 0
  /// What was found together, and is still to be told.
  private var waiting: [Waiting] = []
  private let memory = PieceMemory()

  /// More is not kept from one response to the next.
  private static let keptCapacity = 64 << 10

  init(limits: IMAPLimits) { self.limits = limits }

  /// Whether a response has begun and not ended.
  var isInsideResponse: Bool {
    if case .line = place { !held.isEmpty || !waiting.isEmpty } else { true }
  }

  /// Whether a body has begun and not ended.
  var isInsideBody: Bool {
    if case .body = place { true } else { false }
  }

  /// Takes bytes from the front of the input until there is something to tell.
  /// - Returns: `nil` when the input is used up.
  mutating func next(_ input: inout UnsafeRawBufferPointer) throws(IMAPError) -> IMAPResponse? {
    while true {
      if !waiting.isEmpty { return nextWaiting() }
      switch place {
      case .line:
        if let response = try line(&input) { return response }
        if case .line = place, waiting.isEmpty, input.isEmpty { return nil }
      case .literal(let remaining):
        guard remaining > 0 else {
          place = .line
          lineStart = held.count
          continue
        }
        guard !input.isEmpty else { return nil }
        let piece = Self.take(UInt64(remaining), from: &input)
        held.append(contentsOf: piece)
        place = .literal(remaining: remaining - piece.count)
      case .body(let remaining):
        guard remaining > 0 else {
          place = .line
          lineStart = held.count
          return .bodyEnds
        }
        guard !input.isEmpty else { return nil }
        let piece = Self.take(remaining, from: &input)
        place = .body(remaining: remaining - UInt64(piece.count))
        return .bodyPiece(piece)
      }
    }
  }

  private static func take(_ most: UInt64, from input: inout UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let count = Int(min(most, UInt64(input.count)))
    let piece = UnsafeRawBufferPointer(rebasing: input[..<count])
    input = UnsafeRawBufferPointer(rebasing: input[count...])
    return piece
  }

  private mutating func nextWaiting() -> IMAPResponse {
    switch waiting.removeFirst() {
    case .response(let response): response
    case .piece(let bytes): .bodyPiece(memory.fill(bytes))
    }
  }

  /// Reads up to the end of a line.
  private mutating func line(_ input: inout UnsafeRawBufferPointer) throws(IMAPError) -> IMAPResponse? {
    guard let base = input.baseAddress, !input.isEmpty else { return nil }
    let found = memchr(base, 0x0A, input.count)
    let count = found.map { UnsafeRawPointer($0) - base + 1 } ?? input.count
    guard count <= limits.maximumResponseBytes - held.count else {
      throw IMAPError(.responseTooLong, "more than \(limits.maximumResponseBytes) bytes")
    }
    let line = UnsafeRawBufferPointer(rebasing: input[..<count])
    input = UnsafeRawBufferPointer(rebasing: input[count...])
    // The usual case: a whole response lies in the input.
    if held.isEmpty, found != nil, LiteralMarker.start(atEndOf: line) == nil { return try whole(line) }
    held.append(contentsOf: line)
    guard found != nil else { return nil }
    return try heldLine()
  }

  private mutating func heldLine() throws(IMAPError) -> IMAPResponse? {
    enum Found {
      case literal(UInt64)
      case body(IMAPBody)
    }
    var hasProbed = false
    let found = held.withUnsafeBytes { bytes -> Found? in
      let line = UnsafeRawBufferPointer(rebasing: bytes[lineStart...])
      guard let start = LiteralMarker.start(atEndOf: line),
        // Behind a literal it is known.
        lineStart > 0 || ResponseParser.mayHoldLiterals(bytes),
        let marker = LiteralMarker(in: bytes, at: lineStart + start)
      else { return nil }
      hasProbed = Self.mayBeBody(bytes, before: lineStart + start)
      if hasProbed,
        let body = ResponseParser.openBody(ResponseCursor(bytes, leftOut: leftOut, limits: limits))
      {
        return .body(body)
      }
      return .literal(marker.size)
    }
    if hasProbed {
      // Each look reads the response from its start.
      guard probes < limits.maximumBodies else {
        throw IMAPError(.tooManyItems, "more than \(limits.maximumBodies) bodies of one message")
      }
      probes += 1
    }
    switch found {
    case .literal(let size):
      guard let size = Int(exactly: size), size <= limits.maximumLiteralBytes else {
        throw IMAPError(.literalTooLarge, "\(size) bytes, more than \(limits.maximumLiteralBytes)")
      }
      guard size <= limits.maximumResponseBytes - held.count else {
        throw IMAPError(.responseTooLong, "more than \(limits.maximumResponseBytes) bytes")
      }
      place = .literal(remaining: size)
      return nil
    case .body(let body):
      guard body.size <= UInt64(Int64.max) else { throw IMAPError(.literalTooLarge, "a body of more than 2^63 bytes") }
      leftOut.append(held.count)
      place = .body(remaining: body.size)
      return .bodyBegins(body)
    case nil:
      var response: [UInt8] = []
      swap(&response, &held)
      var places: [Int] = []
      swap(&places, &leftOut)
      lineStart = 0
      probes = 0
      var result: Result<IMAPResponse?, IMAPError> = .success(nil)
      response.withUnsafeBytes { bytes in
        result = Result { () throws(IMAPError) in try whole(bytes, leftOut: places) }
      }
      // The room is kept for the next one.
      if response.capacity <= Self.keptCapacity {
        response.removeAll(keepingCapacity: true)
        swap(&response, &held)
      }
      places.removeAll(keepingCapacity: true)
      swap(&places, &leftOut)
      return try result.get()
    }
  }

  /// Looks only at what stands before the literal, so that a response of many literals is not read anew for each.
  private static func mayBeBody(_ bytes: UnsafeRawBufferPointer, before marker: Int) -> Bool {
    var place = marker
    while place > 0, bytes[place - 1] == 0x20 { place -= 1 }
    guard place > 0 else { return false }
    switch bytes[place - 1] {
    case UInt8(ascii: "]"), UInt8(ascii: ">"): return true
    default: break
    }
    let words: [StaticString] = ["RFC822", "RFC822.HEADER", "RFC822.TEXT"]
    return words.contains { word in
      place >= word.utf8CodeUnitCount
        && UnsafeRawBufferPointer(rebasing: bytes[(place - word.utf8CodeUnitCount)..<place]).equals(word)
    }
  }

  /// Reads a response that is complete.
  private mutating func whole(
    _ bytes: UnsafeRawBufferPointer, leftOut: [Int] = []
  ) throws(IMAPError) -> IMAPResponse? {
    var end = bytes.count
    if end > 0, bytes[end - 1] == 0x0A { end -= 1 }
    if end > 0, bytes[end - 1] == 0x0D { end -= 1 }
    // Some servers write an empty line between responses.
    guard end > 0 else { return nil }
    let cursor = ResponseCursor(UnsafeRawBufferPointer(rebasing: bytes[..<end]), leftOut: leftOut, limits: limits)
    var parser = ResponseParser(cursor, form: nameForm)
    let response = try parser.parse()
    guard !parser.inlineBodies.isEmpty else { return response }
    for inline in parser.inlineBodies {
      waiting.append(.response(.bodyBegins(inline.body)))
      if !inline.bytes.isEmpty { waiting.append(.piece(inline.bytes)) }
      waiting.append(.response(.bodyEnds))
    }
    waiting.append(.response(response))
    return nil
  }
}

/// Memory that stays where it is while a piece of a body that had to be copied is looked at.
private final class PieceMemory {
  private var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private static let keptCount = 64 << 10

  func fill(_ bytes: [UInt8]) -> UnsafeRawBufferPointer {
    // What is far too large is given back.
    if memory.count < bytes.count || memory.count > Self.keptCount {
      memory.deallocate()
      memory = .allocate(byteCount: bytes.count, alignment: 1)
    }
    memory.copyBytes(from: bytes)
    return UnsafeRawBufferPointer(rebasing: memory[..<bytes.count])
  }

  deinit { memory.deallocate() }
}
