/// Scores of 64 documents looked at together.
enum ScoreScan {
  /// Whether one of them reaches a threshold.
  @inline(__always)
  static func reaches(_ scores: UnsafeMutablePointer<Float>, _ threshold: Float) -> Bool {
    let start = UnsafeRawPointer(scores)
    let threshold = SIMD4(repeating: threshold)
    var reached = SIMDMask<SIMD4<Int32>>(repeating: false)
    var offset = 0
    while offset < 256 {
      reached = reached .| (start.loadUnaligned(fromByteOffset: offset, as: SIMD4<Float>.self) .>= threshold)
      offset &+= 16
    }
    return reached != SIMDMask(repeating: false)
  }

  @inline(__always)
  static func clear(_ scores: UnsafeMutablePointer<Float>) {
    let start = UnsafeMutableRawPointer(scores)
    var offset = 0
    while offset < 256 {
      start.storeBytes(of: SIMD4<Float>(repeating: 0), toByteOffset: offset, as: SIMD4<Float>.self)
      offset &+= 16
    }
  }
}
