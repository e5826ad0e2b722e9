/// The documents of one term with the sets of its forms, gathered before the sets are numbered by frequency.
struct FormRun {
  struct Posting {
    var document: UInt32
    /// Set in the order in which sets were first seen.
    var set: UInt32
    /// Where the occurrences of the next document begin.
    var end: Int
  }

  private(set) var postings: [Posting] = []
  private var sets: [[Int]] = []
  private var counts: [Int] = []
  /// Set of one form alone, + 1.
  private var singles: [UInt32] = []
  private var numbers: [[Int]: UInt32] = [:]
  private var forms: [Int] = []
  private var first = 0
  private var isMixed = false

  mutating func removeAll() {
    postings.removeAll(keepingCapacity: true)
    sets.removeAll(keepingCapacity: true)
    counts.removeAll(keepingCapacity: true)
    singles.removeAll(keepingCapacity: true)
    if !numbers.isEmpty { numbers.removeAll() }
  }

  /// Begins a document with the form of the term's first occurrence.
  @inline(__always)
  mutating func begin(form: UInt32) {
    first = Int(form)
    isMixed = false
  }

  /// Adds a form that is not the first one.
  mutating func add(form: UInt32) {
    if !isMixed {
      isMixed = true
      forms.removeAll(keepingCapacity: true)
      forms.append(first)
    }
    let form = Int(form)
    if forms.last != form, !forms.contains(form) { forms.append(form) }
  }

  @inline(__always)
  mutating func end(document: UInt32, end: Int) {
    let set = isMixed ? several() : single(first)
    counts[Int(set)] &+= 1
    postings.append(Posting(document: document, set: set, end: end))
  }

  @inline(__always)
  private mutating func single(_ form: Int) -> UInt32 {
    while singles.count <= form { singles.append(0) }
    if singles[form] == 0 {
      sets.append([form])
      counts.append(0)
      singles[form] = UInt32(sets.count)
    }
    return singles[form] - 1
  }

  private mutating func several() -> UInt32 {
    forms.sort()
    if let number = numbers[forms] { return number }
    let number = UInt32(sets.count)
    sets.append(forms)
    counts.append(0)
    numbers[forms] = number
    return number
  }

  /// The sets, most frequent first, and for each set as first seen its number among them.
  func setsByFrequency() -> (order: [[Int]], numberOf: [UInt32]) {
    let order = sets.indices.sorted { counts[$0] == counts[$1] ? $0 < $1 : counts[$0] > counts[$1] }
    var numberOf = [UInt32](repeating: 0, count: sets.count)
    for (number, set) in order.enumerated() { numberOf[set] = UInt32(number) }
    return (order.map { sets[$0] }, numberOf)
  }
}
