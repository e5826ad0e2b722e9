import Foundation
import MailFormat

/// How fast mail is read from memory, on one core: the figures behind `mail FILE-OR-FOLDER`.
///
/// Every figure is of the fastest of several passes over all messages, in MB (10^6 bytes) of raw mail a second; those of
/// the transfer encodings are of encoded bytes.
struct MailBenchmark {
  struct NoMail: Error, CustomStringConvertible {
    let path: String
    var description: String { "\(path) holds no readable file; name a message or a folder of messages" }
  }

  private let messages: [[UInt8]]
  private let passes: Int
  private let bytes: Int

  /// Reads a file, or all files in and below a folder, into memory.
  init(_ path: String, passes: Int) throws {
    self.passes = passes
    messages = Self.files(path).compactMap { FileManager.default.contents(atPath: $0).map { [UInt8]($0) } }
    bytes = messages.reduce(0) { $0 + $1.count }
    if bytes == 0 { throw NoMail(path: path) }
  }

  private static func files(_ path: String) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return [] }
    guard isFolder.boolValue else { return [path] }
    let below = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return below.sorted().map { path + "/" + $0 }
  }

  /// - Parameter structureOnly: takes nothing but the first figure, for profiles and counts of allocations.
  func run(structureOnly: Bool) -> [String: Double] {
    var figures = [
      "structure_mb_per_s": speed(of: bytes) { messages.reduce(0) { $0 &+ Self.readStructure($1) } },
      "messages": Double(messages.count), "bytes": Double(bytes),
    ]
    if structureOnly { return figures }
    figures["tree_mb_per_s"] = speed(of: bytes) { messages.reduce(0) { $0 &+ MailMessage($1).defects.count } }
    figures["text_mb_per_s"] = speed(of: bytes) { messages.reduce(0) { $0 &+ Self.readText($1) } }
    figures["base64_mb_per_s"] = decodingSpeed(TransferSample.base64(of: messages))
    figures["quoted_printable_mb_per_s"] = decodingSpeed(TransferSample.quotedPrintable(of: messages))
    return figures
  }

  // MARK: What is measured

  /// The tree and the fields that every list of mail shows, decoded: what GMime does when it constructs a message.
  private static func readStructure(_ bytes: [UInt8]) -> Int {
    let message = MailMessage(bytes)
    let summary = message.summary
    return message.defects.count &+ summary.from.count &+ summary.to.count &+ (summary.subject?.utf8.count ?? 0)
  }

  /// The same, and every text part to UTF-8, attached ones included.
  private static func readText(_ bytes: [UInt8]) -> Int {
    let message = MailMessage(bytes)
    let summary = message.summary
    var size = summary.from.count &+ (summary.subject?.utf8.count ?? 0)
    for part in message.parts where part.isLeaf && part.type.isText { size &+= part.decodedText().text.utf8.count }
    return size
  }

  private func decodingSpeed(_ encoded: [MailMessage]) -> Double {
    speed(of: encoded.reduce(0) { $0 + $1.root.body.count }) { encoded.reduce(0) { $0 &+ $1.root.decoded().count } }
  }

  // MARK: Clock

  private func speed(of bytes: Int, _ body: () -> Int) -> Double {
    var best = Double.infinity
    var kept = 0
    for _ in 0..<passes {
      let start = ContinuousClock.now
      kept &+= body()
      let elapsed = ContinuousClock.now - start
      best = min(best, Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18)
    }
    // The sum is used, so that no pass can be left out as idle work.
    return kept == .min ? 0 : Double(bytes) / 1e6 / max(best, 1e-9)
  }
}

/// Messages with one encoded body of 64 KiB each, made from the text of the mail at hand: its own encoded parts are few
/// in a list of developers, and their share differs from corpus to corpus.
private enum TransferSample {
  private static let bodyBytes = 64 << 10
  private static let totalBytes = 16 << 20

  static func base64(of messages: [[UInt8]]) -> [MailMessage] {
    bodies(of: messages).map { body in
      message("base64", Array(Data(body).base64EncodedString(options: .lineLength76Characters).utf8))
    }
  }

  static func quotedPrintable(of messages: [[UInt8]]) -> [MailMessage] {
    bodies(of: messages).map { message("quoted-printable", encodedQuotedPrintable($0)) }
  }

  private static func bodies(of messages: [[UInt8]]) -> [[UInt8]] {
    var bodies: [[UInt8]] = []
    var body: [UInt8] = []
    for message in messages where bodies.count < totalBytes / bodyBytes {
      body += message
      guard body.count >= bodyBytes else { continue }
      bodies.append(body)
      body = []
    }
    return bodies.isEmpty ? [body] : bodies
  }

  private static func message(_ encoding: String, _ body: [UInt8]) -> MailMessage {
    MailMessage(Array("Content-Transfer-Encoding: \(encoding)\r\n\r\n".utf8) + body)
  }

  /// RFC 2045 §6.7: lines of at most 76 characters, blanks at their ends encoded.
  private static func encodedQuotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    var column = 0
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0A {
        output += [0x0D, 0x0A]
        column = 0
        continue
      }
      let endsLine = index + 1 == bytes.count || bytes[index + 1] == 0x0A
      let isBlank = byte == 0x20 || byte == 0x09
      let isPlain = (33...126).contains(byte) && byte != UInt8(ascii: "=") || isBlank && !endsLine
      if column + (isPlain ? 1 : 3) > 75 {
        output += [UInt8(ascii: "="), 0x0D, 0x0A]
        column = 0
      }
      output += isPlain ? [byte] : [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      column += isPlain ? 1 : 3
    }
    return output
  }
}
