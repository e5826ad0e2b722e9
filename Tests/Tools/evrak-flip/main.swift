import Foundation

do {
  let options = try FlipOptions(CommandLine.arguments.dropFirst())
  var random = SeededGenerator(seed: options.seed)
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("evrak-flip-\(UUID().uuidString)").path
  defer { try? FileManager.default.removeItem(atPath: folder) }
  var specimens: [Specimen] = []
  if let archive = options.archive {
    specimens = [try Specimen(archive: archive)]
  } else {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    specimens = try Specimen.LastCommit.allCases.map { try Specimen($0, seed: random.next(), in: folder) }
  }
  var outcomes: [String: Int] = [:]
  var (passed, failed) = (0, 0)
  for (index, specimen) in specimens.enumerated() {
    let share = options.flips * (index + 1) / specimens.count - options.flips * index / specimens.count
    let run = try FlipRun(specimen)
    run.run(share, &random)
    outcomes.merge(run.outcomes, uniquingKeysWith: +)
    passed += run.passed
    failed += run.failed
  }
  print("\(options.flips) flips in \(specimens.count) archives, seed \(options.seed)")
  for (outcome, count) in outcomes.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
    print("\(String(count).leftPadded(to: 7))  \(outcome)")
  }
  print("\(passed) passed, \(failed) failed")
  try? FileManager.default.removeItem(atPath: folder)
  exit(failed == 0 ? 0 : 1)
} catch is FlipOptions.Wrong {
  print(FlipOptions.usage)
  exit(64)
} catch {
  print("The flips could not be made: \(error)")
  exit(70)
}

extension String {
  fileprivate func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
