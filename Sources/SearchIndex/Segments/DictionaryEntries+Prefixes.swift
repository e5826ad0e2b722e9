/// Reading the entries whose keys begin with some bytes.
extension DictionaryEntries {
  enum Place { case found, behind, end }

  /// Goes to the first entry whose key begins with `prefix`, whose key and shape are then read; `behind` where a key stands
  /// behind all that could, `end` where all keys of the block stand before.
  mutating func seek(beginning prefix: UnsafeRawBufferPointer) -> Place {
    var matched = 0
    while !isAtEnd {
      let (shared, rest) = takeKey()
      if shared < matched { return .behind }
      if shared == matched {
        let limit = min(rest.count, prefix.count &- matched)
        var common = 0
        while common < limit, rest[common] == prefix[matched &+ common] { common &+= 1 }
        matched &+= common
        if matched == prefix.count {
          takeShape()
          return .found
        }
        if common < rest.count, rest[common] > prefix[matched] { return .behind }
      }
      takeShape()
      skip(shape)
    }
    return .end
  }

  /// Goes to the next entry of the block, which has one, if its key begins with as many bytes as the last one's.
  mutating func next(sharing count: Int) -> Bool {
    guard takeKey().shared >= count else { return false }
    takeShape()
    return true
  }

  /// Reads the variants behind the term, without their spellings, into `forms`.
  mutating func takeForms(base: Int, into forms: inout [SpelledForm]) {
    takeVariants(shape, base: base) { term, form, _ in
      forms.append(SpelledForm(term: term, form: form, isExact: true))
    }
  }
}

extension TermDictionary {
  /// The terms with keys that begin with some bytes, in order, and the forms that stand at such keys.
  func beginning(with prefix: [UInt8]) throws(IndexError) -> (terms: [TermEntry], forms: [SpelledForm]) {
    var terms: [TermEntry] = []
    var forms: [SpelledForm] = []
    var block = prefix.withUnsafeBytes { blockIndex(of: $0) }
    var isThrough = false
    while block < blockCount, !isThrough {
      var entries = DictionaryEntries(try bytes(of: block), self.block(block))
      switch prefix.withUnsafeBytes({ entries.seek(beginning: $0) }) {
      case .end: break
      case .behind: isThrough = true
      case .found:
        var goesOn = true
        while goesOn {
          let term = entries.takeTerm(entries.shape)
          if let term { terms.append(term) }
          entries.takeForms(base: term?.ordinal ?? entries.ordinal, into: &forms)
          // Where the block ends, the next one may go on; else a key with another beginning follows.
          if entries.isAtEnd { break }
          goesOn = entries.next(sharing: prefix.count)
          isThrough = !goesOn
        }
      }
      try check(entries)
      block += 1
    }
    return (terms, forms)
  }
}
