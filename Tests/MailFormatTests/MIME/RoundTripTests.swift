import Foundation
import Testing

@testable import MailFormat

/// Messages composed at random from files and read again: every file comes out byte for byte, whatever carried it.
@Suite struct RoundTripTests {
  private struct File {
    let name: String
    let bytes: [UInt8]
  }

  private static let files: [File] = {
    var generator = SeededGenerator(seed: 11)
    let random = (0..<20).map { index in
      File(
        name: "random \(index).bin", bytes: (0..<index * 37).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }
    let real = Corpora.files(in: ["calendars/valid", "calendars/invalid", "contacts"]).compactMap { path -> File? in
      guard let url = Corpora.folder?.appending(path: path), let data = try? Data(contentsOf: url) else { return nil }
      return File(name: url.lastPathComponent, bytes: [UInt8](data))
    }
    return random + real
  }()

  @Test(arguments: 0..<60)
  func filesComeOutAsTheyWentIn(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let lineEnd = Bool.random(using: &generator) ? "\r\n" : "\n"
    let chosen = (0..<Int.random(in: 1...8, using: &generator)).compactMap { _ in
      Self.files.randomElement(using: &generator)
    }
    var bytes = Array("Subject: files\(lineEnd)MIME-Version: 1.0\(lineEnd)".utf8)
    bytes += multipart(chosen[...], depth: 0, lineEnd, &generator)
    let message = MailMessage(bytes)
    #expect(message.attachments.map(\.name) == chosen.map(\.name))
    for (attachment, file) in zip(message.attachments, chosen) {
      #expect(attachment.decoded() == file.bytes, "\(file.name)")
    }
    #expect(message.defects.isEmpty)
  }

  /// Each calendar and each card, as an invitation or a card comes: in an alternative or beside the text, under its own
  /// type, with a name or without one.
  @Test(arguments: Carrier.allCases)
  func calendarsAndCardsComeOutAsTheyWentIn(carrier: Carrier) {
    var generator = SeededGenerator(seed: 5)
    let files = Self.files.filter { $0.name.hasSuffix(".ics") || $0.name.hasSuffix(".vcf") }
    var carried = 0
    for file in files where carrier.canCarry(file.bytes) {
      let lineEnd = Bool.random(using: &generator) ? "\r\n" : "\n"
      let isCalendar = file.name.hasSuffix(".ics")
      let isNamed = Bool.random(using: &generator)
      let type = isCalendar ? "text/calendar; method=REQUEST" : "text/vcard"
      let head = [
        "Subject: one", "MIME-Version: 1.0",
        "Content-Type: multipart/\(isCalendar ? "alternative" : "mixed"); boundary=\"=_b\"", "", "--=_b",
        "Content-Type: text/plain; charset=utf-8", "", "Görüşmek üzere", "--=_b",
        "Content-Type: \(type); charset=\"utf-8\"", "Content-Transfer-Encoding: \(carrier.rawValue)",
      ]
      let disposition = isNamed ? ["Content-Disposition: attachment; filename=\"\(file.name)\""] : []
      let body =
        switch carrier {
        case .base64: base64(file.bytes, lineEnd)
        case .quotedPrintable: quotedPrintable(file.bytes, lineEnd)
        case .sevenBit, .eightBit, .binary: file.bytes
        }
      let lines = head + disposition + ["", ""]
      let message = MailMessage(
        Array(lines.joined(separator: lineEnd).utf8) + body + Array("\(lineEnd)--=_b--\(lineEnd)".utf8))
      // A card without a name or disposition is text beside text: what counts is that the part is there and whole.
      let part = message.parts.first { $0.type.essence == (isCalendar ? "text/calendar" : "text/vcard") }
      #expect(part?.decoded() == file.bytes, "\(file.name)")
      if isNamed { #expect(message.attachments.map(\.name) == [file.name]) }
      #expect(message.text == "Görüşmek üzere", "\(file.name)")
      carried += 1
    }
    #expect(Corpora.folder == nil || carried > 20)
  }

  /// The transfer encodings of RFC 2045 §6.
  enum Carrier: String, CaseIterable, Sendable {
    case sevenBit = "7bit"
    case eightBit = "8bit"
    case binary
    case quotedPrintable = "quoted-printable"
    case base64

    /// Raw bytes end where the line end before the delimiter begins: a lone CR there would be taken for a part of it.
    func canCarry(_ bytes: [UInt8]) -> Bool {
      switch self {
      case .sevenBit: bytes.allSatisfy { $0 < 128 } && bytes.last != 13
      case .eightBit, .binary: bytes.last != 13
      case .quotedPrintable, .base64: true
      }
    }
  }

  /// A multipart with some of the files, the rest in a multipart inside it.
  private func multipart(
    _ files: ArraySlice<File>, depth: Int, _ lineEnd: String, _ generator: inout SeededGenerator
  ) -> [UInt8] {
    let boundary = "=_\(depth)_\(UInt32.random(in: 0...UInt32.max, using: &generator))"
    var bytes = Array(
      "Content-Type: multipart/mixed;\(lineEnd)\tboundary=\"\(boundary)\"\(lineEnd)\(lineEnd)preamble\(lineEnd)".utf8)
    let split = depth < 3 && files.count > 1 ? Int.random(in: 1...files.count, using: &generator) : files.count
    for file in files.prefix(split) {
      bytes += Array("--\(boundary)\(lineEnd)".utf8) + part(file, lineEnd, &generator) + Array(lineEnd.utf8)
    }
    let rest = files.dropFirst(split)
    if !rest.isEmpty {
      bytes += Array("--\(boundary)\(lineEnd)".utf8)
      bytes += multipart(rest, depth: depth + 1, lineEnd, &generator) + Array(lineEnd.utf8)
    }
    return bytes + Array("--\(boundary)--\(lineEnd)".utf8)
  }

  private func part(_ file: File, _ lineEnd: String, _ generator: inout SeededGenerator) -> [UInt8] {
    var head = "Content-Type: application/octet-stream\(lineEnd)"
    head += "Content-Disposition: attachment;\(lineEnd) filename=\"\(file.name)\"\(lineEnd)"
    let choice = Int.random(in: 0..<3, using: &generator)
    // Raw bytes can carry a delimiter only by chance, yet a lone CR before the delimiter would be lost: encode those.
    let isRaw = choice == 0 && file.bytes.last != 13
    head +=
      "Content-Transfer-Encoding: \(isRaw ? "binary" : choice == 1 ? "quoted-printable" : "base64")\(lineEnd)\(lineEnd)"
    let body = isRaw ? file.bytes : choice == 1 ? quotedPrintable(file.bytes, lineEnd) : base64(file.bytes, lineEnd)
    return Array(head.utf8) + body
  }

  private func base64(_ bytes: [UInt8], _ lineEnd: String) -> [UInt8] {
    let text = Data(bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
    return Array(text.replacingOccurrences(of: "\n", with: lineEnd).utf8)
  }

  /// Encodes all but letters and digits, line ends too, in lines of at most 76.
  private func quotedPrintable(_ bytes: [UInt8], _ lineEnd: String) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    var column = 0
    for byte in bytes {
      let isPlain = ASCII.isLetter(byte) || ASCII.isDigit(byte)
      if column + (isPlain ? 1 : 3) > 75 {
        output += [UInt8(ascii: "=")] + Array(lineEnd.utf8)
        column = 0
      }
      output += isPlain ? [byte] : [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      column += isPlain ? 1 : 3
    }
    return output
  }
}
