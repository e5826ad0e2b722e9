import ArgumentParser
import MailFormat

/// The number of a part as `show` prints it: `2`, or `2.1` for the first file inside part 2, and so on inwards.
struct PartNumber: ExpressibleByArgument, CustomStringConvertible {
  let path: [Int]

  init?(argument: String) {
    let numbers = argument.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    let path = numbers.compactMap { $0 }
    guard path.count == numbers.count, path.allSatisfy({ $0 > 0 }) else { return nil }
    self.path = path
  }

  var description: String { path.map(String.init).joined(separator: ".") }

  /// The decoded bytes; nil where the message has no such part or file.
  func bytes(in message: MailMessage) -> [UInt8]? {
    guard let first = path.first, let part = message.part(number: first) else { return nil }
    guard path.count > 1 else { return part.decoded() }
    let attachment = message.attachments.first { $0.number == first }
    var files = message.embeddedFiles.filter { $0.part == first }
    if files.isEmpty { files = attachment?.unpacked ?? [] }
    var found: EmbeddedFile?
    for index in path.dropFirst() {
      guard index <= files.count else { return nil }
      found = files[index - 1]
      files = found?.nested?.files ?? []
    }
    return found?.decoded()
  }
}
