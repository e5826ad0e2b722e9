#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A file seen as memory, read-only. If another process cuts the file short meanwhile, touching the missing part kills
/// this one (SIGBUS): inspect files that nobody writes, or do it in a child process.
public final class MappedFile {
  /// The file's bytes; valid as long as this object lives.
  public let bytes: UnsafeRawBufferPointer

  /// Errors: `noSuchFile`, `permissionDenied`, `outOfMemory`, `inputOutput`, `invalid` (no regular file).
  public init(path: String) throws(LMDBError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw LMDBError(status: errno, operation: "open", path: path) }
    // LMDB's locks are on lock.mdb, so closing this descriptor drops none of them.
    defer { close(descriptor) }
    var state = stat()
    guard fstat(descriptor, &state) == 0 else { throw LMDBError(status: errno, operation: "open", path: path) }
    guard state.st_mode & S_IFMT == S_IFREG else { throw LMDBError(.invalid, operation: "map", path: path) }
    let size = Int(state.st_size)
    guard size > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let address = mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0), address != MAP_FAILED else {
      throw LMDBError(status: errno, operation: "map", path: path)
    }
    bytes = UnsafeRawBufferPointer(start: address, count: size)
  }

  deinit {
    if let base = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: base), bytes.count) }
  }
}

@available(*, unavailable)
extension MappedFile: Sendable {}
