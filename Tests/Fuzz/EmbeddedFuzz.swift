// libFuzzer target of what bodies carry inside them: TNEF streams, RTF, uuencode and yEnc.
//
//   clang -c -g -O1 -fsanitize=address Sources/CICU/CICU.c -ISources/CICU/include -o CICU.o
//   swiftc -sanitize=fuzzer,address -parse-as-library -O -module-name EmbeddedFuzz -I Sources/CICU/include \
//     $(find Sources/MailFormat -name '*.swift') Tests/Fuzz/EmbeddedFuzz.swift CICU.o -licui18n -licuuc -o embedded-fuzz
//   SWIFT_BACKTRACE=enable=no ./embedded-fuzz -max_total_time=600 -timeout=5 SEEDS

#if canImport(MailFormat)
  import MailFormat
#endif

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzEmbedded(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let bytes = [UInt8](UnsafeRawBufferPointer(start: data, count: data == nil ? 0 : size))
  if let archive = TNEFArchive.read(bytes) { exercise(archive) }
  let message = MailMessage(Array("Subject: x\n\n".utf8) + bytes)
  for file in message.embeddedFiles {
    precondition(file.decoded().count == file.size, "a size that is not that of the file")
  }
  _ = message.readableText
  _ = message.contentDefects
  return 0
}

private func exercise(_ archive: TNEFArchive) {
  _ = archive.readableText
  _ = archive.html
  _ = archive.text
  for file in archive.files {
    precondition(file.decoded().count == file.size, "a size that is not that of the file")
    if let nested = file.nested { exercise(nested) }
  }
}
