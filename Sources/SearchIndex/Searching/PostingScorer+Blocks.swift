/// Scores of many postings at once, without branches, so that four divisions run side by side.
extension PostingScorer {
  /// Scores the postings from `start` to below `end` of the block that is loaded, frequencies included; `output` has one
  /// place for each posting of a block. The results are those of `score`.
  @inline(__always)
  func scores(
    _ state: UnsafeMutablePointer<PostingsState>, _ start: Int, _ end: Int, _ norms: UnsafePointer<UInt8>,
    into output: UnsafeMutablePointer<Float>
  ) {
    let (documents, weights, sets) = (
      state.pointee.documents, state.pointee.weights, state.pointee.setNumbers
    )
    let penalties = penalties
    var index = start
    if isUniform {
      let worth = SIMD4(repeating: uniform)
      while index &+ 4 <= end {
        let share = share(documents + index, weights + index, norms, penalties)
        UnsafeMutableRawPointer(output + index).storeBytes(of: worth * share, as: SIMD4<Float>.self)
        index &+= 4
      }
    } else {
      while index &+ 4 <= end {
        let share = share(documents + index, weights + index, norms, penalties)
        let worth = SIMD4(
          worth(sets[index]), worth(sets[index &+ 1]), worth(sets[index &+ 2]), worth(sets[index &+ 3]))
        UnsafeMutableRawPointer(output + index).storeBytes(of: worth * share, as: SIMD4<Float>.self)
        index &+= 4
      }
    }
    while index < end {
      output[index] = score(weight: weights[index], norm: norms[Int(documents[index])], set: sets[index])
      index &+= 1
    }
  }

  /// Of four postings, how near each comes to what the term is worth at most.
  @inline(__always)
  private func share(
    _ documents: UnsafeMutablePointer<UInt32>, _ weights: UnsafeMutablePointer<UInt32>, _ norms: UnsafePointer<UInt8>,
    _ penalties: UnsafePointer<Float>
  ) -> SIMD4<Float> {
    let penalty = SIMD4(
      penalties[Int(norms[Int(documents[0])])], penalties[Int(norms[Int(documents[1])])],
      penalties[Int(norms[Int(documents[2])])], penalties[Int(norms[Int(documents[3])])])
    // Weights are far below 2^31: converting them as signed numbers is the same, and one instruction.
    let weight = SIMD4<Float>(UnsafeRawPointer(weights).loadUnaligned(as: SIMD4<Int32>.self))
    return weight / (weight + penalty)
  }
}
