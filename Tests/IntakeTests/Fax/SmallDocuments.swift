import Foundation

/// Small documents as a fax server might write them.
enum SmallTIFF {
  /// - Parameters:
  ///   - pages: each with the text of its DateTime, empty for none.
  ///   - missing: bytes that the pixels at the end of each page lack.
  static func bytes(_ pages: [String], bigEndian: Bool = false, missing: Int = 0) -> [UInt8] {
    var file: [UInt8] = bigEndian ? [0x4D, 0x4D, 0, 42] : [0x49, 0x49, 42, 0]
    func number<Integer: FixedWidthInteger>(_ value: Integer) -> [UInt8] {
      withUnsafeBytes(of: bigEndian ? value.bigEndian : value.littleEndian) { Array($0) }
    }
    let (width, height) = (64, 32)
    let size = width / 8 * height
    var next = 8
    file += number(UInt32(next))
    for (index, date) in pages.enumerated() {
      let text = date.isEmpty ? [] : Array(date.utf8) + [0]
      let count = date.isEmpty ? 8 : 9
      let data = next + 2 + count * 12 + 4
      // Tag, type (3 SHORT, 4 LONG, 2 ASCII), count, value or place (TIFF 6.0 section 2).
      var tags: [(tag: UInt16, type: UInt16, count: UInt32, value: UInt32)] = [
        (256, 4, 1, UInt32(width)), (257, 4, 1, UInt32(height)), (258, 4, 1, 1), (259, 4, 1, 1), (262, 4, 1, 0),
        (273, 4, 1, UInt32(data)), (278, 4, 1, UInt32(height)), (279, 4, 1, UInt32(size)),
      ]
      if !date.isEmpty { tags.append((306, 2, UInt32(text.count), UInt32(data + size))) }
      file += number(UInt16(tags.count))
      for tag in tags { file += number(tag.tag) + number(tag.type) + number(tag.count) + number(tag.value) }
      next = data + size + text.count + text.count % 2
      file += number(UInt32(index == pages.count - 1 ? 0 : next))
      // Where the date is missing the pixels come last, so that they can break off.
      file += [UInt8](repeating: 0xA5, count: size - (text.isEmpty ? missing : 0)) + text
      if text.count % 2 == 1 { file.append(0) }
    }
    return file
  }
}

enum SmallPDF {
  /// - Parameter created: CreationDate as ISO 32000-1 §7.9.4 has it, empty for none.
  static func bytes(pages: Int, created: String = "") -> [UInt8] {
    var objects = [
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [\((0..<pages).map { "\($0 + 4) 0 R" }.joined(separator: " "))] /Count \(pages) >>",
      created.isEmpty ? "<< >>" : "<< /CreationDate (\(created)) >>",
    ]
    objects += (0..<pages).map { _ in "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>" }
    var text = "%PDF-1.4\n"
    var places: [Int] = []
    for (index, object) in objects.enumerated() {
      places.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let table = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for place in places { text += String(repeating: "0", count: 10 - String(place).count) + "\(place) 00000 n \n" }
    text += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R /Info 3 0 R >>\nstartxref\n\(table)\n%%EOF\n"
    return Array(text.utf8)
  }
}
