import Foundation

/// Memory of this process that belongs to no file.
enum PeakMemory {
  /// Bytes now, by `/proc/self/status`: since this is read at the end, what was given back does not count.
  static func anonymousBytes() -> Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return 0 }
    for line in status.split(separator: "\n") where line.hasPrefix("RssAnon:") {
      let digits = line.filter(\.isNumber)
      return (Int(digits) ?? 0) * 1024
    }
    return 0
  }
}
