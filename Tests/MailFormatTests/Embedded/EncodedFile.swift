@testable import MailFormat

/// Encoders for tests.
enum EncodedFile {
  static func uuencode(_ bytes: [UInt8], name: String = "a.bin", zero: Character = "`") -> String {
    var text = "begin 644 \(name)\n"
    for start in stride(from: 0, to: bytes.count, by: 45) {
      text += line(Array(bytes[start..<min(bytes.count, start + 45)]), zero) + "\n"
    }
    return text + "\(zero)\nend\n"
  }

  private static func line(_ bytes: [UInt8], _ zero: Character) -> String {
    func digit(_ value: UInt8) -> Character { value == 0 ? zero : Character(Unicode.Scalar(value + 32)) }
    var line = String(digit(UInt8(bytes.count)))
    for start in stride(from: 0, to: bytes.count, by: 3) {
      func byte(_ offset: Int) -> UInt8 { start + offset < bytes.count ? bytes[start + offset] : 0 }
      line.append(digit(byte(0) >> 2))
      line.append(digit((byte(0) & 3) << 4 | byte(1) >> 4))
      line.append(digit((byte(1) & 15) << 2 | byte(2) >> 6))
      line.append(digit(byte(2) & 63))
    }
    return line
  }

  static func yEnc(_ bytes: [UInt8], line length: Int = 128) -> [UInt8] {
    var output: [UInt8] = []
    var column = 0
    for byte in bytes {
      let code = byte &+ 42
      if [0, 10, 13, 61].contains(code) {
        output += [61, code &+ 64]
        column += 2
      } else {
        output.append(code)
        column += 1
      }
      if column >= length {
        output.append(10)
        column = 0
      }
    }
    return column > 0 ? output + [10] : output
  }

  static func yEncBlock(_ bytes: [UInt8], name: String = "a.bin", checksum: UInt32? = nil) -> [UInt8] {
    var sum = CRC32.standard
    bytes.withByteView { sum.add($0) }
    let stated = String(checksum ?? sum.value, radix: 16)
    return Array("=ybegin line=128 size=\(bytes.count) name=\(name)\n".utf8) + yEnc(bytes)
      + Array("=yend size=\(bytes.count) crc32=\(stated)\n".utf8)
  }

  static func random(_ count: Int, seed: UInt64 = 3) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }
}

extension [UInt8] {
  /// With CRLF where LF stands.
  var withCRLF: [UInt8] { flatMap { $0 == 10 ? [13, 10] : [$0] } }
}
