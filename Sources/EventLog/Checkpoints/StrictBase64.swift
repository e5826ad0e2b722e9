import Foundation

/// Standard base64 with padding (RFC 4648 §4) in its one canonical spelling.
enum StrictBase64 {
  static func encode(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString()
  }

  /// `nil` for anything that `encode` would not have written: other alphabets, line breaks, stray pad bits.
  ///
  /// A second spelling of the same bytes would let a signed note or a proof be altered without a check noticing.
  static func decode(_ text: String) -> [UInt8]? {
    guard let data = Data(base64Encoded: text), data.base64EncodedString().utf8.elementsEqual(text.utf8) else {
      return nil
    }
    return Array(data)
  }
}
