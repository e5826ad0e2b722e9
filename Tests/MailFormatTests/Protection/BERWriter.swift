/// Writes BER for tests (X.690 §8.1).
enum BERWriter {
  static func definite(_ identifier: UInt8, _ content: [UInt8]) -> [UInt8] {
    if content.count < 0x80 { return [identifier, UInt8(content.count)] + content }
    var octets: [UInt8] = []
    var length = content.count
    while length > 0 {
      octets.insert(UInt8(length & 0xFF), at: 0)
      length >>= 8
    }
    return [identifier, 0x80 | UInt8(octets.count)] + octets + content
  }

  static func indefinite(_ identifier: UInt8, _ content: [UInt8]) -> [UInt8] { [identifier, 0x80] + content + [0, 0] }

  /// The identifier of a content type under `1.2.840.113549.1`.
  static func contentType(_ last: UInt8...) -> [UInt8] {
    definite(0x06, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01] + last)
  }

  /// Signed data around an element that stands for the content; SHA-256 and no signer.
  static func signedData(
    _ content: [UInt8], isIndefinite: Bool = false, signers: [UInt8] = [0x30, 0]
  ) -> [UInt8] {
    func wrap(_ identifier: UInt8, _ inner: [UInt8]) -> [UInt8] {
      isIndefinite ? indefinite(identifier, inner) : definite(identifier, inner)
    }
    let sha256 = definite(0x06, [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01])
    let inner = contentType(7, 1) + (content.isEmpty ? [] : wrap(0xA0, content))
    let body =
      definite(0x02, [1]) + wrap(0x31, wrap(0x30, sha256 + [5, 0])) + wrap(0x30, inner) + wrap(0xA0, [0x30, 0])
      + wrap(0x31, signers)
    return wrap(0x30, contentType(7, 2) + wrap(0xA0, wrap(0x30, body)))
  }

  static func octets(_ text: String) -> [UInt8] { definite(0x04, Array(text.utf8)) }
}
