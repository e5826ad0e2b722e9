/// The part of a text by which its charset can be told: words that are not ASCII. The detector's time grows with what it
/// is given, and English around a few Turkish words tells it nothing.
enum TellingSample {
  /// Bytes given to the detector: some hundred words.
  static let maximumBytes = 1_024
  /// Bytes of the text that are looked through for them.
  private static let searchedBytes = 64 << 10

  static func of(_ bytes: ByteView) -> [UInt8] {
    // Of charsets with escapes or wide units each byte counts.
    let start = bytes.index(of: 0x1B, from: 0, to: min(bytes.count, searchedBytes))
    if start < bytes.count, bytes[start] == 0x1B { return bytes[start..<min(bytes.count, start + maximumBytes)].array }
    if bytes[0..<min(bytes.count, maximumBytes)].contains(0) { return bytes[0..<min(bytes.count, maximumBytes)].array }
    var sample: [UInt8] = []
    sample.reserveCapacity(maximumBytes)
    var wordStart = 0
    var isTelling = false
    func take(to end: Int) {
      guard isTelling else { return }
      let room = maximumBytes - sample.count
      sample.append(bytes[wordStart..<min(end, wordStart + room)])
      if sample.count < maximumBytes { sample.append(ASCII.space) }
    }
    let end = min(bytes.count, searchedBytes)
    for at in 0..<end where sample.count < maximumBytes {
      if bytes[at] >= 0x80 {
        isTelling = true
      } else if ASCII.isSpace(bytes[at]) {
        take(to: at)
        wordStart = at + 1
        isTelling = false
      }
    }
    if sample.count < maximumBytes { take(to: end) }
    return sample
  }
}
