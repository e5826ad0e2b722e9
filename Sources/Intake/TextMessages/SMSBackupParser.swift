import CExpat

/// Reads the tags of a backup with expat and puts messages together. It is given whole units (see `XMLUnits`).
final class SMSBackupParser {
  /// An element below the root that has ended.
  struct Element {
    /// Bytes of the file.
    let range: Range<UInt64>
    /// `nil` for an element that is neither `sms` nor `mms`.
    let message: AndroidMessage?
    let name: String
  }

  /// Elements inside elements; backups have four.
  private static let mostDepth = 32
  /// Different names of attributes and of unknown elements: expat keeps each one to the end.
  private static let mostNames = 1_000

  private let path: String
  private let limits: RecordReadLimits
  private let expat: XML_Parser
  private var depth = 0
  private var attributeNames: Set<UnsafePointer<XML_Char>> = []
  private var unknownNames: Set<String> = []
  private var message: AndroidMessage?
  private var name = ""
  private var lostCharacters = 0
  private(set) var isUTF8 = true
  /// The bytes of the file that are being read.
  private var unit: Range<UInt64> = 0..<0
  /// Where the element below the root begins that has not ended.
  private(set) var start: UInt64?
  /// What ended since it was last asked for.
  private var ended: [Element] = []
  private var fault: IntakeError?

  /// - Throws: `IntakeError` when there is no memory.
  init(path: String, limits: RecordReadLimits) throws(IntakeError) {
    guard let expat = XML_ParserCreate(nil) else {
      throw IntakeError(code: .unreadable, path: path, reason: "there was no memory to read it")
    }
    self.path = path
    self.limits = limits
    self.expat = expat
    // Not retained: the parser is freed with this object, and only this object's methods make expat call back.
    XML_SetUserData(expat, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      expat,
      { data, name, attributes in
        guard let name else { return }
        SMSBackupParser.of(data)?.begins(name, XMLAttributes(attributes))
      },
      { data, _ in SMSBackupParser.of(data)?.ends() })
    XML_SetXmlDeclHandler(expat) { data, _, encoding, _ in
      guard let encoding else { return }
      SMSBackupParser.of(data)?.isUTF8 = String(cString: encoding).lowercased() == "utf-8"
    }
    XML_SetStartDoctypeDeclHandler(expat) { data, _, _, _, _ in SMSBackupParser.of(data)?.declares() }
    XML_SetUnknownEncodingHandler(
      expat,
      { _, name, encoding in
        guard let name, let encoding, let known = SingleByteEncoding(name: String(cString: name)) else { return 0 }
        known.fill(encoding)
        return 1
      }, nil)
  }

  deinit { XML_ParserFree(expat) }

  private static func of(_ data: UnsafeMutableRawPointer?) -> SMSBackupParser? {
    data.map { Unmanaged<SMSBackupParser>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Reads the next bytes, which the caller has mended.
  /// - Parameters:
  ///   - unit: fewer than 2³¹ bytes.
  ///   - offset: of the unit in the file, for faults whose place expat does not tell.
  ///   - lostCharacters: how many the mending replaced.
  /// - Returns: the elements that ended here.
  /// - Throws: `IntakeError`: reading cannot go on. What had ended before was returned before.
  func read(_ unit: UnsafeRawBufferPointer, at offset: UInt64, lostCharacters: Int, isLast: Bool) throws(IntakeError)
    -> [Element]
  {
    self.lostCharacters = lostCharacters
    self.unit = offset..<(offset + UInt64(unit.count))
    guard let count = CInt(exactly: unit.count) else {
      throw IntakeError(code: .tooLarge, path: path, offset: offset, reason: "a tag has more than 2 GiB")
    }
    let status = XML_Parse(expat, unit.baseAddress?.assumingMemoryBound(to: CChar.self), count, isLast ? 1 : 0)
    if let fault { throw fault }
    guard status == XML_STATUS_OK else { throw malformed() }
    defer { ended = [] }
    return ended
  }

  private func malformed() -> IntakeError {
    let code = XML_GetErrorCode(expat)
    switch code {
    case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_PARTIAL_CHAR, XML_ERROR_UNCLOSED_CDATA_SECTION:
      return IntakeError(
        code: .truncated, path: path, offset: place,
        reason: "the file ends before its XML does; what came before was read, for the rest a whole copy is needed")
    case XML_ERROR_UNKNOWN_ENCODING, XML_ERROR_INCORRECT_ENCODING:
      return IntakeError(
        code: .malformed, path: path, offset: place,
        reason: "the encoding that it declares is not known, or not the one it has; save it as UTF-8")
    default:
      let fault = XML_ErrorString(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
      return IntakeError(
        code: .malformed, path: path, offset: place,
        reason: "it is not well-formed XML from here on (\(fault)); what came before was read")
    }
  }

  // MARK: What expat reports

  private func stop(_ code: IntakeError.Code, _ offset: UInt64, _ reason: String) {
    guard fault == nil else { return }
    fault = IntakeError(code: code, path: path, offset: offset, reason: reason)
    _ = XML_StopParser(expat, 0)
  }

  private func declares() {
    stop(.notARecord, place, "it declares entities, which no backup does")
  }

  /// Where what is reported begins: in the unit, whatever expat says.
  private var place: UInt64 {
    min(max(unit.lowerBound, UInt64(clamping: XML_GetCurrentByteIndex(expat))), unit.upperBound)
  }

  private func begins(_ name: UnsafePointer<XML_Char>, _ attributes: XMLAttributes) {
    guard fault == nil else { return }
    depth += 1
    guard depth <= Self.mostDepth else {
      return stop(.notARecord, place, "elements are nested more than \(Self.mostDepth) deep, as in no backup")
    }
    attributes.forEachName { attributeNames.insert($0) }
    switch depth {
    case 1: root(name)
    case 2:
      start = place
      self.name = ""
      if XMLAttributes.isEqual(name, "sms") {
        message = AndroidMessage(.sms, attributes)
      } else if XMLAttributes.isEqual(name, "mms") {
        message = AndroidMessage(.mms, attributes)
      } else {
        message = nil
        self.name = String(cString: name)
        unknownNames.insert(self.name)
      }
    default:
      if XMLAttributes.isEqual(name, "part") {
        message?.addPart(attributes, limits: limits)
      } else if XMLAttributes.isEqual(name, "addr") {
        message?.addAddress(attributes, limits: limits)
      } else if !XMLAttributes.isEqual(name, "parts"), !XMLAttributes.isEqual(name, "addrs") {
        unknownNames.insert(String(cString: name))
      }
    }
    message?.lostCharacters += lostCharacters
    lostCharacters = 0
    if attributeNames.count > Self.mostNames || unknownNames.count > Self.mostNames {
      stop(.notARecord, place, "it has more than \(Self.mostNames) different names, as no backup has")
    }
  }

  private func root(_ name: UnsafePointer<XML_Char>) {
    if XMLAttributes.isEqual(name, "smses") { return }
    let reason =
      XMLAttributes.isEqual(name, "calls")
      ? "it is a backup of calls, not of messages"
      : "it is XML, but no backup of messages: it begins with <\(String(cString: name).prefix(40))>, not with <smses>"
    stop(.notARecord, place, reason)
  }

  private func ends() {
    guard fault == nil else { return }
    if depth == 2, let start {
      let end = min(place + UInt64(clamping: XML_GetCurrentByteCount(expat)), unit.upperBound)
      ended.append(Element(range: start..<max(start, end), message: message, name: name))
      self.start = nil
      message = nil
    }
    depth -= 1
  }
}

/// Works on one thread: expat calls back during `read` only.
@available(*, unavailable)
extension SMSBackupParser: Sendable {}
