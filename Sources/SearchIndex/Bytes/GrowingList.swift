/// Plain values that are added one by one, in memory that moves as it grows. A class over a pointer: an array in a class costs
/// a check for uniqueness and one for exclusive access each time.
final class GrowingList<Value: BitwiseCopyable> {
  private let memory: ByteWriter
  private(set) var base: UnsafeMutablePointer<Value>
  private(set) var count = 0

  init(capacity: Int = 1 << 10) {
    memory = ByteWriter(capacity: capacity * MemoryLayout<Value>.stride)
    base = memory.base.assumingMemoryBound(to: Value.self)
  }

  @inline(__always)
  func append(_ value: Value) {
    let place = memory.extend(by: MemoryLayout<Value>.stride)
    base = memory.base.assumingMemoryBound(to: Value.self)
    place.storeBytes(of: value, as: Value.self)
    count &+= 1
  }

  @inline(__always)
  subscript(index: Int) -> Value {
    get {
      precondition(index >= 0 && index < count, "There is no such value.")
      return base[index]
    }
    set {
      precondition(index >= 0 && index < count, "There is no such value.")
      base[index] = newValue
    }
  }
}
