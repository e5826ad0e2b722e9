import Foundation

/// A file mapped so that changes stay in this process.
final class PrivateMapping {
  let bytes: UnsafeMutableRawBufferPointer

  init(path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CocoaError(.fileReadUnknown) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size > 0,
      let address = mmap(nil, Int(status.st_size), PROT_READ | PROT_WRITE, MAP_PRIVATE, descriptor, 0),
      address != MAP_FAILED
    else { throw CocoaError(.fileReadUnknown) }
    bytes = UnsafeMutableRawBufferPointer(start: address, count: Int(status.st_size))
  }

  deinit { munmap(bytes.baseAddress, bytes.count) }

  var readable: UnsafeRawBufferPointer { UnsafeRawBufferPointer(bytes) }
}
