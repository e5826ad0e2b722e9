#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A path as the file system has it. File names are bytes, and old mail trees hold names in ISO-8859-9 and the like,
/// which would not survive a trip through `String`.
struct PathBytes {
  private(set) var bytes: [UInt8]

  init(_ path: String) {
    bytes = Array(path.utf8)
  }

  func appending(_ component: UnsafeRawBufferPointer) -> PathBytes {
    var longer = self
    longer.bytes.reserveCapacity(bytes.count + 1 + component.count)
    if longer.bytes.last != UInt8(ascii: "/") {
      longer.bytes.append(UInt8(ascii: "/"))
    }
    longer.bytes.append(contentsOf: component)
    return longer
  }

  func appending(_ component: String) -> PathBytes {
    var component = component
    return component.withUTF8 { appending(UnsafeRawBufferPointer($0)) }
  }

  /// The last component, as text for people.
  var lastComponent: String {
    var end = bytes.endIndex
    while end > 1, bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
    let start = bytes[..<end].lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return Self.text(bytes[start..<end])
  }

  /// - Throws: `IntakeError` for a path with a NUL inside, which no file system can hold and C would cut off silently.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) throws(IntakeError) -> Result {
    guard !bytes.contains(0) else {
      throw IntakeError(code: .notFound, path: description, reason: "a path cannot contain a NUL character")
    }
    let result: Result? = withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { buffer in
      for (index, byte) in bytes.enumerated() { buffer[index] = CChar(bitPattern: byte) }
      buffer[bytes.count] = 0
      return buffer.baseAddress.map { body($0) }
    }
    guard let result else {
      throw IntakeError(code: .unreadable, path: description, reason: "there was no memory to open it")
    }
    return result
  }

  /// UTF-8 where the bytes are UTF-8, otherwise every byte that is not ASCII as `\xHH`, so that two names never look alike.
  static func text(_ bytes: some Collection<UInt8>) -> String {
    if let valid = String(validating: bytes, as: UTF8.self) { return valid }
    var text = ""
    for byte in bytes {
      if byte < 0x80 {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "\\x" + String(byte, radix: 16, uppercase: true)
      }
    }
    return text
  }
}

extension PathBytes: CustomStringConvertible {
  var description: String { Self.text(bytes) }
}
