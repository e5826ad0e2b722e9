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
