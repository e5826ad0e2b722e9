import Foundation

/// Memory whose bits are all zero.
enum ZeroedMemory {
  /// Entries of the tables that lie in it must not reach across two lines of a processor's cache.
  private static let alignment = 64

  /// Room for `count` values, to be given back with `free`. Much of it costs nothing until it is touched. Only for values
  /// for which zeros are valid.
  static func of<Value>(_ type: Value.Type, _ count: Int) -> UnsafeMutablePointer<Value> {
    let size = count * MemoryLayout<Value>.stride
    if size >= LargeMemory.smallest {
      guard let memory = LargeMemory.map(size)?.baseAddress else {
        // As everywhere in Swift, a process without memory ends.
        fatalError("There is no memory for \(count) entries.")
      }
      return memory.bindMemory(to: Value.self, capacity: count)
    }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: alignment)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    return memory.bindMemory(to: Value.self, capacity: count)
  }

  static func free<Value>(_ memory: UnsafeMutablePointer<Value>, _ count: Int) {
    let size = count * MemoryLayout<Value>.stride
    if size >= LargeMemory.smallest { return LargeMemory.unmap(memory, size) }
    UnsafeMutableRawPointer(memory).deallocate()
  }
}
