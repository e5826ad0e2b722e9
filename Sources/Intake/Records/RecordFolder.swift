#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folder of an NDJSON file, from which its records take their files, and out of which no path leads.
struct RecordFolder {
  private let path: PathBytes
  private let reading: MessageReadLimits

  /// - Parameter file: the NDJSON file.
  init(of file: PathBytes, reading: MessageReadLimits) {
    let slash = file.bytes.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { $0 == 0 ? file.bytes[...$0] : file.bytes[..<$0] }
    path = folder.map { PathBytes(bytes: Array($0)) } ?? PathBytes(".")
    self.reading = reading
  }

  /// - Returns: the file with its bytes, or a stream of them when it is large.
  /// - Throws: `RecordFault`: it leads out of the folder, is not there, cannot be read, or is empty.
  func open(_ file: RecordLine.File) throws(RecordFault) -> FoundRecord.File {
    let body: FoundMessage.Body
    switch file.place {
    case .bytes(let bytes): body = .bytes(bytes)
    case .path(let path): body = try open(path, as: file.member)
    }
    guard body.count > 0 else { throw RecordFault(reason: "\(file.member) is an empty file") }
    return FoundRecord.File(name: file.name, mediaType: file.mediaType, body: body)
  }

  private func open(_ name: String, as member: String) throws(RecordFault) -> FoundMessage.Body {
    func fault(_ what: String) -> RecordFault {
      RecordFault(reason: "the file “\(name.prefix(200))” of \(member) \(what)")
    }
    let components = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard !name.isEmpty, !name.utf8.contains(0), !name.hasPrefix("/"),
      !components.contains(where: { $0.elementsEqual("..".utf8) })
    else { throw fault("must be a path inside the folder of the record, without “..”") }
    do throws(IntakeError) {
      let folder = try Self.real(path)
      let real = try Self.real(path.appending(name))
      let root = folder.bytes.last == UInt8(ascii: "/") ? folder.bytes : folder.bytes + [UInt8(ascii: "/")]
      guard real.bytes.starts(with: root) else {
        throw IntakeError(code: .notARecord, path: name, reason: "a link leads out of the folder of the record")
      }
      // Of the real path, so that no link is followed once more.
      let file = try OpenFile(real)
      guard file.size > UInt64(reading.inMemory) else { return .bytes(try file.bytes(in: 0..<file.size)) }
      return .stream(
        MessageStream(count: file.size, file: file, range: 0..<file.size, quoting: .none, chunk: reading.chunk))
    } catch {
      throw fault("cannot be read: \(error.reason)")
    }
  }

  /// The path without links.
  private static func real(_ path: PathBytes) throws(IntakeError) -> PathBytes {
    let (bytes, number) = try path.withCString { (cPath) -> ([UInt8]?, Int32) in
      guard let real = realpath(cPath, nil) else { return (nil, errno) }
      defer { free(real) }
      return (Array(UnsafeRawBufferPointer(start: real, count: strlen(real))), 0)
    }
    guard let bytes else { throw IntakeError(system: number, path: path.description) }
    return PathBytes(bytes: bytes)
  }
}

extension PathBytes {
  /// The path that these bytes are; a relative one begins with `./`.
  fileprivate init(bytes: [UInt8]) {
    let isAbsolute = bytes.first == UInt8(ascii: "/")
    let rest = isAbsolute ? bytes.dropFirst() : bytes[...]
    self = rest.withUnsafeBytes { PathBytes(isAbsolute ? "/" : ".").appending($0) }
  }
}
