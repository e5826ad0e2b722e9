internal import CICU

/// The form in which names and words are compared: without case, diacritics and compatibility variants, and with İ, I, ı
/// and i as one letter, so that `isik` finds `IŞIK` and `Işık`.
public enum TextFolding {
  /// The folded text. What cannot be folded, which ICU has no reason to refuse, is given back as it is.
  public static func fold(_ text: String) -> String {
    var text = text
    return text.withUTF8 { bytes in
      if bytes.allSatisfy({ $0 < 0x80 }) { return foldASCII(bytes) }
      return foldUnicode(bytes).map { String(decoding: $0, as: UTF8.self) } ?? String(decoding: bytes, as: UTF8.self)
    }
  }

  /// The folded form of UTF-8 bytes; bytes that are none become U+FFFD.
  static func fold(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    if bytes.allSatisfy({ $0 < 0x80 }) {
      return bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }
    return foldUnicode(bytes) ?? [UInt8](bytes)
  }

  private static func foldASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    String(unsafeUninitializedCapacity: bytes.count) { output in
      for (index, byte) in bytes.enumerated() {
        output[index] = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
      }
      return bytes.count
    }
  }

  private static func foldUnicode(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard let count = Int32(exactly: bytes.count), let room = Int32(exactly: bytes.count * 2 + 64) else { return nil }
    // Twice the room is enough for all but compatibility ligatures; those get what the longest of them may need.
    for capacity in [room, room.multipliedReportingOverflow(by: 9).partialValue] where capacity > 0 {
      let folded: [UInt8]? = bytes.withMemoryRebound(to: CChar.self) { characters in
        guard let start = characters.baseAddress else { return [] }
        let output = UnsafeMutablePointer<CChar>.allocate(capacity: Int(capacity))
        defer { output.deallocate() }
        let written = cicu_fold(start, count, output, capacity)
        guard written >= 0 else { return nil }
        return [UInt8](UnsafeRawBufferPointer(start: output, count: Int(written)))
      }
      if let folded { return folded }
    }
    return nil
  }
}
