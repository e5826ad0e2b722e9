#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A regular file open for reading at given offsets. It stays readable after it is renamed or removed, so a stream made
/// from it keeps giving the bytes that were found. Immutable, hence safe to share between threads.
final class OpenFile: Sendable {
  let path: String
  /// Size in bytes when it was opened.
  let size: UInt64
  private let descriptor: Int32

  /// - Throws: `IntakeError`: not found, permission denied, unreadable, or not a regular file.
  init(_ path: PathBytes) throws(IntakeError) {
    // O_NONBLOCK: opening a named pipe that somebody left among the mail must not wait for a writer.
    let (descriptor, openError) = try path.withCString { cPath in
      let descriptor = open(cPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
      return (descriptor, errno)
    }
    self.path = path.description
    guard descriptor >= 0 else {
      throw IntakeError(system: openError, path: path.description)
    }
    self.descriptor = descriptor
    var status = stat()
    let statusError = fstat(descriptor, &status) == 0 ? 0 : errno
    guard statusError == 0 else {
      size = 0
      throw IntakeError(system: statusError, path: path.description)
    }
    size = UInt64(clamping: status.st_size)
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw IntakeError(code: .notMail, path: path.description, reason: "this is not a regular file")
    }
  }

  deinit { close(descriptor) }

  /// Fills `buffer` from `offset` on; returns fewer bytes than asked for only at the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(IntakeError) -> Int {
    var filled = 0
    while filled < buffer.count {
      guard let place = off_t(exactly: offset + UInt64(filled)), let base = buffer.baseAddress else { break }
      let count = pread(descriptor, base + filled, buffer.count - filled, place)
      if count > 0 {
        filled += count
      } else if count == 0 {
        break
      } else if errno != EINTR {
        throw IntakeError(system: errno, path: path, offset: offset + UInt64(filled))
      }
    }
    return filled
  }

  /// All of a range that the caller knows to be small.
  /// - Throws: `IntakeError` with code `truncated` when the file has become shorter.
  func bytes(in range: Range<UInt64>) throws(IntakeError) -> [UInt8] {
    var failure: IntakeError?
    let count = Int(clamping: range.upperBound - range.lowerBound)
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      let whole = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count])
      do throws(IntakeError) {
        initialized = try read(into: whole, at: range.lowerBound)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    guard bytes.count == count else { throw shorter(at: range.lowerBound + UInt64(bytes.count)) }
    return bytes
  }

  /// Up to `count` bytes from `offset`; fewer at the end of the file, none when reading fails.
  func prefix(_ count: Int, at offset: UInt64) throws(IntakeError) -> [UInt8] {
    guard offset < size else { return [] }
    return try bytes(in: offset..<(offset + min(UInt64(count), size - offset)))
  }

  /// Tells the system that the file will be read from front to back.
  func willReadSequentially() {
    #if !canImport(Darwin)
      _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    #endif
  }

  func shorter(at offset: UInt64) -> IntakeError {
    IntakeError(
      code: .truncated, path: path, offset: offset,
      reason: "the file became shorter while it was read; import it again when nothing writes to it")
  }
}

extension IntakeError {
  /// The fault that an error number of the system means for a reader.
  init(system number: Int32, path: String, offset: UInt64? = nil) {
    let (code, reason): (Code, String) =
      switch number {
      case ENOENT, ENOTDIR: (.notFound, "nothing is there (or it went away meanwhile)")
      case EACCES, EPERM: (.permissionDenied, "permission to read it is missing; run as a user who may read it")
      default: (.unreadable, "the system cannot read it: \(String(cString: strerror(number)))")
      }
    self.init(code: code, path: path, offset: offset, reason: reason, systemError: number)
  }
}
