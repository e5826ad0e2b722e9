/// The pages of a TIFF file (TIFF 6.0, section 2).
struct TIFFPages {
  struct Page: Equatable {
    var width = 0
    var height = 0
    /// Dots along a line and across lines, in whatever unit; 0 where they are not stated.
    var horizontal = 0.0
    var vertical = 0.0

    /// Faxes in standard resolution have 204 by 98 dots, which recognition reads badly.
    var isDistorted: Bool {
      horizontal > 0 && vertical > 0 && (horizontal > vertical * 1.2 || vertical > horizontal * 1.2)
    }
  }

  let pages: [Page]

  private static let mostPages = 2_000
  private static let mostTags = 500

  /// Reads as many directories as there are; a chain that turns back ends.
  init(_ bytes: [UInt8]) {
    let fields = ByteFields(bytes)
    let isLittle = bytes.first == 0x49
    var pages: [Page] = []
    var seen: Set<Int> = []
    var next = fields.number(4, 4, isLittle: isLittle) ?? 0
    while next > 0, pages.count < Self.mostPages, seen.insert(next).inserted,
      let count = fields.number(next, 2, isLittle: isLittle)
    {
      var page = Page()
      for index in 0..<min(count, Self.mostTags) {
        Self.take(fields, next + 2 + 12 * index, isLittle: isLittle, &page)
      }
      pages.append(page)
      next = fields.number(next + 2 + 12 * count, 4, isLittle: isLittle) ?? 0
    }
    self.pages = pages
  }

  private static func take(_ fields: ByteFields, _ at: Int, isLittle: Bool, _ page: inout Page) {
    guard let tag = fields.number(at, 2, isLittle: isLittle), let type = fields.number(at + 2, 2, isLittle: isLittle),
      let value = fields.number(at + 8, type == 3 ? 2 : 4, isLittle: isLittle)
    else { return }
    switch tag {
    case 256: page.width = value
    case 257: page.height = value
    case 282: page.horizontal = rational(fields, value, isLittle: isLittle)
    case 283: page.vertical = rational(fields, value, isLittle: isLittle)
    default: break
    }
  }

  private static func rational(_ fields: ByteFields, _ at: Int, isLittle: Bool) -> Double {
    guard let upper = fields.number(at, 4, isLittle: isLittle),
      let lower = fields.number(at + 4, 4, isLittle: isLittle),
      lower > 0
    else { return 0 }
    return Double(upper) / Double(lower)
  }
}
