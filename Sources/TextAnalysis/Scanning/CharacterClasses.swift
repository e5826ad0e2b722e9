internal import CICU

/// What each character of Unicode does to the words around it, asked of ICU once for each 256 characters.
final class CharacterClasses {
  static let separator = UInt8(CICU_SEPARATOR)
  static let base = UInt8(CICU_BASE)
  static let mark = UInt8(CICU_MARK)
  static let ignorable = UInt8(CICU_IGNORABLE)
  static let contextual = UInt8(CICU_CONTEXTUAL)

  private static let pageCount = 0x1100

  private let pages: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>

  init() {
    pages = .allocate(capacity: Self.pageCount)
    pages.initialize(repeating: nil, count: Self.pageCount)
  }

  deinit {
    for page in 0..<Self.pageCount { pages[page]?.deallocate() }
    pages.deallocate()
  }

  /// - Parameter scalar: Below 0x110000, as decoding guarantees.
  @inline(__always)
  func of(_ scalar: UInt32) -> UInt8 {
    let page = pages[Int(scalar >> 8)] ?? fetch(scalar >> 8)
    return page[Int(scalar & 0xFF)]
  }

  @inline(never)
  private func fetch(_ index: UInt32) -> UnsafeMutablePointer<UInt8> {
    let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    cicu_word_classes(index << 8, page, 256)
    pages[Int(index)] = page
    return page
  }
}
