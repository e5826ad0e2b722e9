import Foundation

// In-process figures for `make bench`: one JSON object a call.
//
//   evrak-bench appends --callers N --events N DIR   a new archive in DIR
//   evrak-bench timeline DIR ADDRESS                 an archive that holds items of ADDRESS
//   evrak-bench proof DIR                            an archive that holds events
//   evrak-bench history --items N --contacts N DIR   a new archive in DIR, all channels: timelines, look-ups, rebuilding
//   evrak-bench mail FILE-OR-FOLDER                  messages, one a file; MB/s of reading them from memory
//   evrak-bench imap                                 answers of an IMAP server, read from memory
//   evrak-bench search-build DOCS DIR                texts to a committed index
//   evrak-bench search-query DIR QUERIES             latencies of searches in it
//   evrak-bench search-latency DIR                   a new archive in DIR: how soon a single mail is found
//   evrak-bench search-relevance FILE                questions against paragraphs, in the form of SQuAD
//   evrak-bench slowest FOLDER                       the file whose reading takes longest for its size

do {
  try await Benchmark.run(Array(CommandLine.arguments.dropFirst()))
} catch {
  FileHandle.standardError.write(Data("evrak-bench: \(error)\n".utf8))
  exit(1)
}
