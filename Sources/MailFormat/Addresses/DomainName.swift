import CICU

/// Domain names as mail systems compare them (RFC 5890): `çınar.example` and `xn--nar-1la48a.example` are one.
public enum DomainName {
  /// Longest name that is looked at, in bytes of UTF-8; RFC 1035 §2.3.4 allows 255 of ASCII.
  public static let longest = 1_024

  /// The ASCII form in lower case (UTS #46, non-transitional); nil where the text is no domain name.
  public static func ascii(_ name: some StringProtocol) -> String? { converted(String(name), cicu_domain_to_ascii) }

  /// The form that people read; nil where the text is no domain name.
  public static func unicode(_ name: some StringProtocol) -> String? { converted(String(name), cicu_domain_to_unicode) }

  private static func converted(
    _ name: String,
    _ conversion: (UnsafePointer<CChar>?, Int32, UnsafeMutablePointer<CChar>?, Int32) -> Int32
  ) -> String? {
    var name = name
    return name.withUTF8 { bytes in
      guard !bytes.isEmpty, bytes.count <= longest else { return nil }
      return bytes.withMemoryRebound(to: CChar.self) { characters in
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: longest * 4) { output in
          let count = conversion(
            characters.baseAddress, Int32(characters.count), output.baseAddress, Int32(output.count))
          guard count > 0 else { return nil }
          return String(
            decoding: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(output)[..<Int(count)]), as: UTF8.self)
        }
      }
    }
  }
}
