import ArchiveEvents
import Crypto
import EventLog
import Foundation

/// A file that a user gives to be kept with something, read while it is stored.
struct AttachedFile {
  let name: String
  let mediaType: String
  let content: ContentInput

  /// Files up to this size are read at once (4 MiB).
  private static let inMemory = 4 << 20

  /// - Parameter path: as typed.
  init(_ path: String) throws {
    let full = Paths.absolute(path)
    var status = stat()
    guard stat(full, &status) == 0 else {
      throw Failure(
        status: Failure.noInput, message: "The file \(path) can't be read: \(String(cString: strerror(errno))).")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(status: Failure.noInput, message: "\(path) is no file that could be attached.")
    }
    name = URL(fileURLWithPath: full).lastPathComponent
    mediaType = Self.mediaType(of: name)
    if status.st_size <= Self.inMemory {
      guard let data = FileManager.default.contents(atPath: full) else {
        throw Failure(status: Failure.notPermitted, message: "The file \(path) can't be read; check its permissions.")
      }
      content = .bytes(Array(data))
    } else {
      content = .stream(FileStream(path: full))
    }
  }

  /// SHA-256 in hexadecimal digits.
  func digest() throws -> String {
    var hash = SHA256()
    switch content {
    case .bytes(let bytes): hash.update(data: bytes)
    case .stream(let stream): try stream.forEachChunk { hash.update(bufferPointer: $0) }
    }
    return Hexadecimal.encode(Array(hash.finalize()))
  }

  /// By the ending of the name, for files that people attach; what is not known is of no stated type.
  static func mediaType(of name: String) -> String {
    let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return types[ending] ?? "application/octet-stream"
  }

  private static let types = [
    "pdf": "application/pdf", "txt": "text/plain", "csv": "text/csv", "html": "text/html", "htm": "text/html",
    "rtf": "application/rtf", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif",
    "tif": "image/tiff", "tiff": "image/tiff", "webp": "image/webp", "heic": "image/heic", "mp3": "audio/mpeg",
    "m4a": "audio/mp4", "ogg": "audio/ogg", "wav": "audio/wav", "amr": "audio/amr", "mp4": "video/mp4",
    "3gp": "video/3gpp", "zip": "application/zip", "eml": "message/rfc822", "ics": "text/calendar",
    "vcf": "text/vcard", "doc": "application/msword", "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text", "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
  ]
}

/// A file read in pieces, as often as needed.
private struct FileStream: ContentStream {
  let path: String

  func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw EventLogError(.unreadableSource, "The file \(path) can't be read; check its permissions.")
    }
    defer { try? file.close() }
    while let piece = try file.read(upToCount: 1 << 18), !piece.isEmpty { try piece.withUnsafeBytes(body) }
  }
}
