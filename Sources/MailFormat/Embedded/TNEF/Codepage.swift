/// A Windows code page, and the label that `CharsetLabel` and `CharsetConverter` know it by.
struct Codepage: Sendable, Hashable {
  let label: String

  private init(label: String) { self.label = label }

  /// - Returns: nil for a number that stands for none, so that a stranger can't make us look for a thousand of them.
  init?(number: UInt32) {
    guard let label = Self.label(of: number) else { return nil }
    self.label = label
  }

  /// What text is in where nothing is said.
  static let western = Codepage(label: "windows-1252")

  private static func label(of number: UInt32) -> String? {
    switch number {
    case 65_001: "utf-8"
    case 65_000: "utf-7"
    case 1_200: "utf-16le"
    case 1_201: "utf-16be"
    case 20_127: "us-ascii"
    case 1_250...1_258: "windows-\(number)"
    case 874: "windows-874"
    case 932: "windows-31j"
    case 936, 54_936: "gb18030"
    case 949: "windows-949"
    case 950: "big5-hkscs"
    case 1_361: "johab"
    case 10_000: "macintosh"
    case 10_006: "x-mac-greek"
    case 10_007: "x-mac-cyrillic"
    case 10_029: "x-mac-centraleurroman"
    case 10_081: "x-mac-turkish"
    case 20_866: "koi8-r"
    case 21_866: "koi8-u"
    case 20_932, 51_932: "euc-jp"
    case 51_949: "euc-kr"
    case 50_220...50_222: "iso-2022-jp"
    case 28_591: "windows-1252"
    case 28_599: "windows-1254"
    case 28_592...28_598, 28_603, 28_605: "iso-8859-\(number - 28_590)"
    case 437, 720, 737, 775, 850, 852, 855, 857, 858, 860...866, 869: "ibm-\(number)"
    default: nil
    }
  }
}
