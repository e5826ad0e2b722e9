import ArchiveEvents
import Crypto
import MailFormat

/// Files inside bodies as `parse` and `show --json` print them. Members are absent where there is nothing to list.
enum ParsedEmbedded {
  /// `embedded` of a message: the files that its text carries as encoded lines.
  static func members(_ message: MailMessage) -> [(String, JSONLine)] {
    let files = message.embeddedFiles
    return files.isEmpty ? [] : [("embedded", .array(files.map(encoded)))]
  }

  /// `unpacked` of an attachment: the files of a TNEF stream.
  ///
  /// - Parameter bytes: what `attachment.decoded()` gave.
  static func members(_ attachment: MailAttachment, decoded bytes: [UInt8]) -> [(String, JSONLine)] {
    let files = attachment.unpacked(from: bytes)
    return files.isEmpty ? [] : [("unpacked", .array(files.map(unpacked)))]
  }

  private static func encoded(_ file: EmbeddedFile) -> JSONLine {
    let bytes = file.decoded()
    return .object([
      ("name", .optional(file.name)), ("encoding", .string(file.encoding.rawValue)),
      ("part", file.part.map { .count($0) } ?? .null), ("size", .count(bytes.count)), ("sha256", digest(bytes)),
    ])
  }

  private static func unpacked(_ file: EmbeddedFile) -> JSONLine {
    let bytes = file.decoded()
    var members: [(String, JSONLine)] = [
      ("name", .optional(file.name)), ("type", .optional(file.type)), ("size", .count(bytes.count)),
      ("sha256", digest(bytes)),
    ]
    if let nested = file.nested, !nested.files.isEmpty {
      members.append(("files", .array(nested.files.map(unpacked))))
    }
    return .object(members)
  }

  private static func digest(_ bytes: [UInt8]) -> JSONLine {
    .string(Hexadecimal.encode(SHA256.hash(data: bytes)))
  }
}
