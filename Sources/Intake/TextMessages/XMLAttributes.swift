import CExpat

/// The attributes of one tag, as expat hands them over: valid only during its call.
struct XMLAttributes {
  private let list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?

  init(_ list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) {
    self.list = list
  }

  /// Calls `body` with each name. A name is at the same address each time that expat meets it.
  func forEachName(_ body: (UnsafePointer<XML_Char>) -> Void) {
    guard let list else { return }
    var index = 0
    while let name = list[index], list[index + 1] != nil {
      body(name)
      index += 2
    }
  }

  /// The value in UTF-8, `nil` where there is none; "null" means none, since Java writes it for an absent value.
  func bytes(_ name: StaticString) -> UnsafeRawBufferPointer? {
    guard let list else { return nil }
    var index = 0
    while let found = list[index], let value = list[index + 1] {
      if Self.isEqual(found, name) {
        let bytes = UnsafeRawBufferPointer(start: value, count: Self.length(value))
        return bytes.elementsEqual("null".utf8) ? nil : bytes
      }
      index += 2
    }
    return nil
  }

  func text(_ name: StaticString) -> String? {
    bytes(name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// As text, but `nil` where it is empty too.
  func word(_ name: StaticString) -> String? {
    guard let text = text(name), !text.isEmpty else { return nil }
    return text
  }

  /// - Returns: `nil` for what is missing or no whole number of 64 bits.
  func number(_ name: StaticString) -> Int64? {
    text(name).flatMap { Int64($0) }
  }

  static func isEqual(_ text: UnsafePointer<XML_Char>, _ name: StaticString) -> Bool {
    let start = name.utf8Start
    for index in 0..<name.utf8CodeUnitCount where UInt8(bitPattern: text[index]) != start[index] {
      // Where `text` is shorter its NUL differs, and nothing behind it is read.
      return false
    }
    return text[name.utf8CodeUnitCount] == 0
  }

  private static func length(_ text: UnsafePointer<XML_Char>) -> Int {
    var count = 0
    while text[count] != 0 { count += 1 }
    return count
  }
}
