import Foundation

/// Memory of the C library.
enum ZeroedMemory {
  /// Room for `count` values whose bits are all zero, to be given back with `free`. Much of it costs nothing until it is
  /// touched. Only for values for which zeros are valid and that need no more than 16 bytes' alignment.
  static func of<Value>(_ type: Value.Type, _ count: Int) -> UnsafeMutablePointer<Value> {
    guard let memory = calloc(count, MemoryLayout<Value>.stride) else {
      // As everywhere in Swift, a process without memory ends.
      fatalError("There is no memory for \(count) entries.")
    }
    return LargeMemory.advise(memory.bindMemory(to: Value.self, capacity: count), count: count)
  }
}
