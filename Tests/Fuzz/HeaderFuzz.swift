// libFuzzer target of the mail reader: headers, MIME tree, text, attachments and all that is read out of them.
//
//   clang -c -g -O1 -fsanitize=address Sources/CICU/CICU.c -ISources/CICU/include -o CICU.o
//   swiftc -sanitize=fuzzer,address -parse-as-library -O -module-name HeaderFuzz -I Sources/CICU/include \
//     $(find Sources/MailFormat -name '*.swift') Tests/Fuzz/HeaderFuzz.swift CICU.o -licui18n -licuuc -o header-fuzz
//   SWIFT_BACKTRACE=enable=no ./header-fuzz -max_total_time=600 -timeout=5 SEEDS

#if canImport(MailFormat)
  import MailFormat
#endif

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHeader(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let bytes = UnsafeRawBufferPointer(start: data, count: data == nil ? 0 : size)
  let summary = MessageSummary.read(bytes)
  _ = summary.date?.rfc3339()
  _ = assessMail(bytes)

  let message = MailMessage([UInt8](bytes))
  // Two ways to the same header must agree.
  precondition(message.summary == summary, "the summary of the tree differs from that of the fast path")
  _ = message.text
  _ = message.html
  _ = message.readableText
  _ = message.contentDefects
  for attachment in message.attachments {
    _ = attachment.name
    _ = attachment.contentID
    _ = attachment.decoded()
    _ = attachment.unpacked.map { $0.decoded() }
  }
  _ = message.embeddedFiles.map { $0.decoded() }
  _ = message.report?.returnedSummary
  _ = message.journal?.message?.summary
  for protection in message.protections {
    guard let range = protection.signedRange, let part = protection.signedPart else { continue }
    precondition(range.lowerBound >= 0 && range.upperBound <= part.source.count, "a signed range outside of its bytes")
  }
  for part in message.parts {
    precondition(part.body.lowerBound >= 0 && part.body.upperBound <= part.source.count, "a body outside of its bytes")
    precondition(part.header.upperBound <= part.body.lowerBound, "a header behind its body")
  }
  return 0
}
