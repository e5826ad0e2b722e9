import Foundation

/// A file that holds one message, named on the command line.
enum MessageFile {
  /// Larger files are no messages that a mail system would carry.
  private static let longest = 1 << 30

  /// The file's bytes. Throws a `Failure` that says in a sentence why they can't be read.
  static func read(_ path: String) throws -> [UInt8] {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw Failure(status: Failure.noInput, message: "\(path) can't be read: \(String(cString: strerror(errno))).")
    }
    defer { try? handle.close() }
    let data: Data
    do {
      // Nil is the end of the file: there is nothing in it.
      data = try handle.read(upToCount: longest + 1) ?? Data()
    } catch {
      if isFolder(path) {
        throw Failure(status: Failure.badInput, message: "\(path) is a folder; name the files in it.")
      }
      throw Failure(status: Failure.inputOutput, message: "\(path) can't be read to its end; check the disk.")
    }
    guard data.count <= longest else {
      throw Failure(status: Failure.badInput, message: "\(path) is larger than 1 GiB, so it is no message.")
    }
    return [UInt8](data)
  }

  /// Throws a `Failure` where an mbox holds more than the one message that the command reads.
  static func refuseSeveral(_ bytes: [UInt8], in path: String) throws {
    guard holdsSeveral(bytes) else { return }
    throw Failure(
      status: Failure.badInput,
      message: "\(path) is an mbox of several messages; split it, or import it into an archive with `evrak import`.")
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// Whether an mbox's line `From ` with a header below it stands behind the first message too (RFC 4155).
  private static func holdsSeveral(_ bytes: [UInt8]) -> Bool {
    let mark = Array("From ".utf8)
    guard bytes.starts(with: mark) else { return false }
    var (previousIsBlank, at) = (false, 0)
    while let feed = bytes[at...].firstIndex(of: 0x0A) {
      let line = bytes[at..<feed]
      if previousIsBlank, line.starts(with: mark), isField(bytes[(feed + 1)...]) { return true }
      previousIsBlank = line.isEmpty || line.elementsEqual([0x0D])
      at = feed + 1
    }
    return false
  }

  /// Whether a header field begins here: a name of RFC 5322 section 3.6.8, then a colon.
  private static func isField(_ bytes: ArraySlice<UInt8>) -> Bool {
    let name = bytes.prefix(78).prefix { (33...126).contains($0) && $0 != UInt8(ascii: ":") }
    return !name.isEmpty && name.endIndex < bytes.endIndex && bytes[name.endIndex] == UInt8(ascii: ":")
  }
}
