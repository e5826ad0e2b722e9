/// A TIFF of one black and white page, from the bitmap that pdftoppm writes (PBM, P4).
enum BilevelTIFF {
  /// - Parameter resolution: dots per inch along a line and across lines.
  static func bytes(bitmap: [UInt8], resolution: (Int, Int)) -> [UInt8]? {
    let head = bitmap.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
    guard head.count == 3, head[0].elementsEqual("P4".utf8) else { return nil }
    let sides = head[1].split(separator: 0x20).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard sides.count == 2 else { return nil }
    let pixels = Array(head[2])
    var bytes: [UInt8] = [0x49, 0x49, 0x2A, 0] + little(8)
    let start = 8 + 2 + 11 * 12 + 4
    let entries: [(tag: Int, type: Int, value: Int)] = [
      (256, 4, sides[0]), (257, 4, sides[1]), (258, 3, 1), (259, 3, 1), (262, 3, 0), (273, 4, start + 16), (277, 3, 1),
      (278, 4, sides[1]), (279, 4, pixels.count), (282, 5, start), (283, 5, start + 8),
    ]
    bytes += [UInt8(entries.count), 0]
    for entry in entries {
      bytes += little(entry.tag)[..<2] + little(entry.type)[..<2] + little(1) + little(entry.value)
    }
    return bytes + little(0) + little(resolution.0) + little(1) + little(resolution.1) + little(1) + pixels
  }

  private static func little(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
}
