import Foundation

/// A file without a name that holds one section of a merged segment while another is written; it goes with the process.
final class SpoolFile {
  private let path: String
  private let descriptor: Int32
  private var size = 0

  init(beside path: String) throws(IndexError) {
    self.path = path + ".spool"
    descriptor = open(self.path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(errno, "written", self.path, writing: true) }
    unlink(self.path)
  }

  deinit { close(descriptor) }

  func append(_ bytes: UnsafeRawBufferPointer) throws(IndexError) {
    guard let start = bytes.baseAddress else { return }
    var written = 0
    while written < bytes.count {
      let count = pwrite(descriptor, start + written, bytes.count - written, off_t(size))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .system(count == 0 ? ENOSPC : errno, "written", path, writing: true) }
      written += count
      size += count
    }
  }

  func copy(to file: SegmentFileWriter) throws(IndexError) {
    let capacity = 1 << 20
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 64)
    defer { buffer.deallocate() }
    var offset = 0
    while offset < size {
      let count = pread(descriptor, buffer, min(capacity, size - offset), off_t(offset))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .system(errno, "read", path, writing: false) }
      try file.append(UnsafeRawBufferPointer(start: buffer, count: count))
      offset += count
    }
  }
}
