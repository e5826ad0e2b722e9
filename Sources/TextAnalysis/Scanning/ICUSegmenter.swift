internal import CICU

/// ICU's word segmentation with the buffers that it needs.
final class ICUSegmenter {
  private let words = cicu_words_open()
  private var bounds = UnsafeMutablePointer<UInt32>.allocate(capacity: 0)
  private var capacity = 0

  deinit {
    cicu_words_close(words)
    bounds.deallocate()
  }

  /// Calls `body` with start and end of each word. Where ICU fails, for want of data or memory, all is one word.
  func words(_ text: UnsafePointer<UInt8>, _ count: Int, _ body: (Int, Int) -> Void) {
    guard count > 0 else { return }
    if capacity < count * 2 {
      bounds.deallocate()
      capacity = max(count * 2, 8192)
      bounds = .allocate(capacity: capacity)
    }
    guard let words, let length = Int32(exactly: count) else { return body(0, count) }
    let found = cicu_words_find(words, text, length, bounds)
    guard found >= 0 else { return body(0, count) }
    for word in 0..<Int(found) { body(Int(bounds[2 * word]), Int(bounds[2 * word + 1])) }
  }
}
