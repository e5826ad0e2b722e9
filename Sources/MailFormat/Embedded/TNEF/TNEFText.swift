/// Strings, times and addresses of a TNEF stream.
struct TNEFText {
  let view: ByteView
  var codepage: Codepage?

  /// A string in the stream's code page; it ends at the first NUL.
  func string8(_ range: Range<Int>) -> String? {
    let whole = view[range]
    let bytes = whole[0..<whole.index(of: 0, from: 0, to: whole.count)]
    guard !bytes.isEmpty else { return nil }
    guard let codepage else { return TextDecoder.decode(bytes, label: nil).text }
    return Array(codepage.label.utf8).withByteView { TextDecoder.decode(bytes, label: $0).text }
  }

  /// A string in UTF-16, little-endian; it ends at the first NUL.
  func string(_ range: Range<Int>) -> String? {
    var units: [UInt16] = []
    units.reserveCapacity(range.count / 2)
    var at = range.lowerBound
    while at + 1 < range.upperBound {
      let unit = UInt16(view[at]) | UInt16(view[at + 1]) << 8
      if unit == 0 { break }
      units.append(unit)
      at += 2
    }
    return units.isEmpty ? nil : String(decoding: units, as: UTF16.self)
  }

  func string(_ value: MAPIProperties.Value?) -> String? {
    guard let value else { return nil }
    switch value.kind {
    case .string: return string(value.range)
    case .string8: return string8(value.range)
    default: return nil
    }
  }

  func integer(_ value: MAPIProperties.Value?) -> UInt32? {
    guard let value, value.kind == .integer32 else { return nil }
    var reader = StreamReader(view, value.range)
    return reader.uint32()
  }

  /// A `PtypTime`: tenths of microseconds since 1601 (MS-OXCDATA §2.11.1), in UTC.
  func time(_ value: MAPIProperties.Value?) -> MailDate? {
    guard let value, value.kind == .time else { return nil }
    var reader = StreamReader(view, value.range)
    guard let ticks = reader.uint64(), ticks > 0, ticks < 1 << 62 else { return nil }
    return MailDate(secondsSinceEpoch: Int64(ticks / 10_000_000) - 11_644_473_600, zoneOffsetMinutes: 0)
  }

  /// A `DTR`: year, month, day, hour, minute and second (MS-OXTNEF §2.1.3.3.4), of a clock it does not name.
  func date(_ range: Range<Int>) -> MailDate? {
    var reader = StreamReader(view, range)
    guard let year = reader.uint16(), let month = reader.uint16(), let day = reader.uint16(),
      let hour = reader.uint16(), let minute = reader.uint16(), let second = reader.uint16()
    else { return nil }
    let civil = CivilDate(year: Int64(year), month: Int(month), day: Int(day))
    guard civil.exists, hour < 24, minute < 60, second < 61 else { return nil }
    let seconds = Int64(hour) * 3_600 + Int64(minute) * 60 + Int64(second)
    return MailDate(secondsSinceEpoch: civil.daysSinceEpoch * 86_400 + seconds, zoneOffsetMinutes: nil)
  }

  /// A `TRP`, of which the first counts (MS-OXTNEF §2.1.3.3.1): the name, and the address with its type before a colon.
  func sender(_ range: Range<Int>) -> Mailbox? {
    var reader = StreamReader(view, range)
    guard reader.uint16() != nil, reader.uint16() != nil, let nameLength = reader.uint16(),
      let addressLength = reader.uint16(), let name = reader.bytes(Int(nameLength)),
      let address = reader.bytes(Int(addressLength))
    else { return nil }
    return mailbox(name: string8(name), address: string8(address))
  }

  /// A mailbox with the `SMTP:` of its address taken away.
  func mailbox(name: String?, address: String?) -> Mailbox? {
    var address = address ?? ""
    if address.lowercasedASCII.hasASCIIPrefix("smtp:") { address = String(address.dropFirst(5)) }
    guard name != nil || !address.isEmpty else { return nil }
    return Mailbox(name: name == address ? nil : name, address: address)
  }
}
