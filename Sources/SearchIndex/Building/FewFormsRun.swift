/// The documents of one term of few forms with the sets of its forms, gathered before the sets are numbered by frequency. A
/// set is a number with a bit for each form, so that a document of one form costs no more than a look at a small table.
///
/// `FormRun` is for terms of any number of forms.
final class FewFormsRun {
  /// Forms that a term may have.
  static let most = 63

  struct Posting {
    var document: UInt32
    /// Set in the order in which sets were first seen.
    var set: UInt32
    /// Where the occurrences of the next document begin.
    var end: UInt32
  }

  struct FormSet {
    /// A bit for each form.
    var forms: UInt64
    var documents: UInt32
    /// Place in the order of frequency.
    var number: UInt32
    /// Where the table refers to it.
    var slot: Int
  }

  private var capacity = 1 << 10
  private(set) var postings: UnsafeMutablePointer<Posting>
  private(set) var count = 0

  private var setCapacity = 1 << 6
  private(set) var sets: UnsafeMutablePointer<FormSet>
  private(set) var setCount = 0
  /// Sets + 1, found by a hash of their forms; 0 is an empty slot. Four for each set that there is room for.
  private var slots: UnsafeMutablePointer<UInt32>
  private var slotMask: Int
  /// Sets by frequency.
  private var order: UnsafeMutablePointer<UInt32>

  init() {
    postings = .allocate(capacity: capacity)
    sets = .allocate(capacity: setCapacity)
    order = .allocate(capacity: setCapacity)
    slotMask = 4 * setCapacity - 1
    slots = ZeroedMemory.of(UInt32.self, slotMask + 1)
  }

  deinit {
    postings.deallocate()
    sets.deallocate()
    order.deallocate()
    ZeroedMemory.free(slots, slotMask + 1)
  }

  /// Forgets all, and makes room for as many documents.
  func begin(documents: Int) {
    for set in 0..<setCount { slots[sets[set].slot] = 0 }
    (count, setCount) = (0, 0)
    guard documents > capacity else { return }
    postings.deallocate()
    capacity = max(documents, 2 * capacity)
    postings = .allocate(capacity: capacity)
  }

  /// Adds a document, for which there is room.
  @inline(__always)
  func add(document: UInt32, forms: UInt64, end: Int) {
    var slot = Self.slot(of: forms, slotMask)
    var set = Int(slots[slot]) &- 1
    while set >= 0, sets[set].forms != forms {
      slot = (slot &+ 1) & slotMask
      set = Int(slots[slot]) &- 1
    }
    if set < 0 { set = addSet(forms, slot) }
    sets[set].documents &+= 1
    postings[count] = Posting(
      document: document, set: UInt32(truncatingIfNeeded: set), end: UInt32(truncatingIfNeeded: end))
    count &+= 1
  }

  @inline(__always)
  private static func slot(of forms: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: (forms &* StringHash.seed) &>> 32) & mask
  }

  @inline(never)
  private func addSet(_ forms: UInt64, _ slot: Int) -> Int {
    var slot = slot
    if setCount == setCapacity {
      growSets()
      slot = Self.slot(of: forms, slotMask)
      while slots[slot] != 0 { slot = (slot + 1) & slotMask }
    }
    sets[setCount] = FormSet(forms: forms, documents: 0, number: 0, slot: slot)
    setCount += 1
    slots[slot] = UInt32(setCount)
    return setCount - 1
  }

  private func growSets() {
    let larger = UnsafeMutablePointer<FormSet>.allocate(capacity: 2 * setCapacity)
    larger.update(from: sets, count: setCount)
    sets.deallocate()
    sets = larger
    ZeroedMemory.free(slots, slotMask + 1)
    setCapacity *= 2
    order.deallocate()
    order = .allocate(capacity: setCapacity)
    slotMask = 4 * setCapacity - 1
    slots = ZeroedMemory.of(UInt32.self, slotMask + 1)
    for set in 0..<setCount {
      var slot = Self.slot(of: sets[set].forms, slotMask)
      while slots[slot] != 0 { slot = (slot + 1) & slotMask }
      slots[slot] = UInt32(set + 1)
      sets[set].slot = slot
    }
  }

  /// Numbers the sets, the most frequent first, and writes their table as `FormSets` reads it.
  func number(into table: ByteWriter, scratch: ByteWriter) {
    arrange()
    scratch.removeAll()
    scratch.appendVarInt(setCount)
    for number in 0..<setCount {
      let set = Int(order[number])
      sets[set].number = UInt32(number)
      var rest = sets[set].forms
      scratch.appendVarInt(rest.nonzeroBitCount)
      var before = 0
      while rest != 0 {
        let form = rest.trailingZeroBitCount
        scratch.appendVarInt(form - before)
        before = form
        rest &= rest &- 1
      }
    }
    table.appendVarInt(scratch.count)
    table.append(scratch.bytes)
  }

  private func arrange() {
    let (sets, order, count) = (sets, order, setCount)
    func isBefore(_ first: UInt32, _ second: UInt32) -> Bool {
      let (one, other) = (sets[Int(first)].documents, sets[Int(second)].documents)
      return one == other ? first < second : one > other
    }
    for set in 0..<count { (order + set).initialize(to: UInt32(set)) }
    guard count <= Self.sortedByInsertion else {
      var all = UnsafeMutableBufferPointer(start: order, count: count)
      return all.sort(by: isBefore)
    }
    for set in stride(from: 1, to: count, by: 1) {
      let one = order[set]
      var place = set
      while place > 0, isBefore(one, order[place - 1]) {
        order[place] = order[place - 1]
        place -= 1
      }
      order[place] = one
    }
  }

  private static let sortedByInsertion = 16
}
