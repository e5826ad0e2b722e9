#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A read-only view of bytes that somebody else keeps alive. Every access is checked, in release builds too: what is
/// read here comes from strangers.
struct ByteView {
  private let base: UnsafeRawPointer?
  let count: Int

  init(_ buffer: UnsafeRawBufferPointer) {
    base = buffer.baseAddress
    count = buffer.baseAddress == nil ? 0 : buffer.count
  }

  private init(base: UnsafeRawPointer?, count: Int) {
    self.base = base
    self.count = count
  }

  static var empty: ByteView { ByteView(base: nil, count: 0) }

  var isEmpty: Bool { count == 0 }

  var rawBuffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  @inline(__always)
  subscript(index: Int) -> UInt8 {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index outside of the bytes")
    return base.unsafelyUnwrapped.load(fromByteOffset: index, as: UInt8.self)
  }

  @inline(__always)
  subscript(range: Range<Int>) -> ByteView {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "range outside of the bytes")
    guard let base else { return .empty }
    return ByteView(base: base + range.lowerBound, count: range.count)
  }

  /// The place of the first `byte` in `start..<end`, or `end` when there is none.
  @inline(__always)
  func index(of byte: UInt8, from start: Int, to end: Int) -> Int {
    precondition(start >= 0 && end <= count, "range outside of the bytes")
    guard start < end, let base else { return end }
    guard let found = memchr(base + start, Int32(byte), end - start) else { return end }
    return UnsafeRawPointer(found) - base
  }

  func contains(_ byte: UInt8) -> Bool { index(of: byte, from: 0, to: count) < count }

  /// Whether `text` stands at `offset`, byte for byte.
  func hasBytes(_ text: StaticString, at offset: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard offset >= 0, length <= count - offset else { return false }
    for i in 0..<length where self[offset + i] != text.utf8Start[i] { return false }
    return true
  }

  /// Whether the lower-case ASCII `text` stands at `offset` in any mixture of cases.
  @inline(__always)
  func hasBytes(ignoringCase text: StaticString, at offset: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard offset >= 0, length <= count - offset, let base else { return false }
    let wanted = text.utf8Start
    for i in 0..<length where ASCII.lower(base.load(fromByteOffset: offset + i, as: UInt8.self)) != wanted[i] {
      return false
    }
    return true
  }

  /// Whether the whole view is the lower-case ASCII `text` in any mixture of cases.
  @inline(__always)
  func equals(ignoringCase text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && hasBytes(ignoringCase: text, at: 0)
  }

  /// Where the first of two adjacent bytes stands, or `count`.
  func index(of first: UInt8, _ second: UInt8, from start: Int) -> Int {
    var at = start
    while at < count {
      at = index(of: first, from: at, to: count)
      if at + 1 >= count { return count }
      if self[at + 1] == second { return at }
      at += 1
    }
    return count
  }

  /// The view without spaces, tabs and line ends at both ends.
  var trimmed: ByteView {
    var lower = 0
    var upper = count
    while lower < upper, ASCII.isSpace(self[lower]) { lower += 1 }
    while upper > lower, ASCII.isSpace(self[upper - 1]) { upper -= 1 }
    return self[lower..<upper]
  }

  /// Whether every byte is below 128.
  var isASCII: Bool {
    guard let base else { return true }
    var at = 0
    while at + 8 <= count {
      let word = base.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      if word & 0x8080_8080_8080_8080 != 0 { return false }
      at += 8
    }
    while at < count {
      if self[at] >= 0x80 { return false }
      at += 1
    }
    return true
  }

  var array: [UInt8] { [UInt8](rawBuffer) }
}

extension Array where Element == UInt8 {
  /// Appends the bytes of a view.
  mutating func append(_ view: ByteView) {
    append(contentsOf: view.rawBuffer)
  }

  /// Calls `body` with a view of the array, valid only inside the call.
  @inline(__always)
  func withByteView<Result>(_ body: (ByteView) throws -> Result) rethrows -> Result {
    try withUnsafeBytes { try body(ByteView($0)) }
  }
}
