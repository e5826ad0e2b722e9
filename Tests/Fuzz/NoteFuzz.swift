#if canImport(EventLog)
  import EventLog
#endif

/// Feeds arbitrary bytes to the readers of notes, checkpoints and keys. What is accepted must be written back byte for
/// byte, and no text that is not the signed one may verify.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNotes(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))

  if let note = try? SignedNote(parsing: input) {
    precondition(Array(note.encoded.utf8) == input, "a note is written back differently")
    for key in NoteSeeds.keys where (try? note.verify(with: key)) != nil {
      precondition(NoteSeeds.texts.contains { $0.utf8.elementsEqual(note.text.utf8) }, "a forged text verifies")
    }
    _ = try? note.verify(with: NoteSeeds.keys)
    if let checkpoint = try? Checkpoint(parsing: note.text) {
      precondition(checkpoint.text.utf8.elementsEqual(note.text.utf8), "a checkpoint is written back differently")
    }
  }

  // The same bytes as the text of a checkpoint and as a key, which a note around them would rarely let through.
  let text = String(decoding: input, as: UTF8.self)
  if let checkpoint = try? Checkpoint(parsing: text) {
    precondition(checkpoint.text.utf8.elementsEqual(text.utf8), "a checkpoint is written back differently")
  }
  if let key = try? VerifierKey(text) {
    precondition(key.text.utf8.elementsEqual(text.utf8) || (key.text + "\n").utf8.elementsEqual(text.utf8))
  }
  if let key = try? NoteSigningKey(text) {
    precondition(key.secretText.utf8.elementsEqual(text.utf8) || (key.secretText + "\n").utf8.elementsEqual(text.utf8))
  }
  return 0
}

/// The published example of C2SP signed-note and its key.
private enum NoteSeeds {
  static let texts = ["This is an example message.\n"]
  static let keys = ["example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"]
    .compactMap { try? VerifierKey($0) }
}
