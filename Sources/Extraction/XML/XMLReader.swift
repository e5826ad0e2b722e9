internal import CExpat

/// What a reader of one kind of XML makes of its elements. Names come without their prefix.
protocol XMLContent: AnyObject {
  func begins(_ name: String, _ attributes: XMLAttributeList)
  func ends(_ name: String)
  func characters(_ bytes: UnsafeBufferPointer<UInt8>)
  /// Whether nothing more is wanted.
  var isFull: Bool { get }
}

/// The attributes of an element, for the time of one call.
struct XMLAttributeList {
  fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?

  /// The value of the attribute with this name, whatever its prefix.
  subscript(name: String) -> String? {
    var at = 0
    // expat ends the list of names and values with a null.
    while let key = pairs?[at], let value = pairs?[at + 1] {
      if XMLReader.localName(key) == name { return String(cString: value) }
      at += 2
    }
    return nil
  }
}

/// Reads XML with expat: no entities of its own making, no network, elements to a certain depth.
final class XMLReader {
  private unowned let content: any XMLContent
  private let expat: XML_Parser
  private let maximumDepth: Int
  private var depth = 0
  private var fault: ExtractionReason?

  private init(_ content: any XMLContent, _ limits: ExtractionLimits, encoding: String?) throws(ExtractionReason) {
    guard let expat = XML_ParserCreate(encoding) else { throw .outOfMemory("The reader of XML") }
    self.content = content
    self.expat = expat
    maximumDepth = limits.maximumElementDepth
    // Not retained: the parser is freed with this object, and only its own method makes expat call back.
    XML_SetUserData(expat, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      expat,
      { data, name, attributes in
        guard let name else { return }
        XMLReader.of(data)?.begins(name, XMLAttributeList(pairs: attributes))
      },
      { data, name in
        guard let name else { return }
        XMLReader.of(data)?.ends(name)
      })
    XML_SetCharacterDataHandler(expat) { data, text, count in
      guard let text, count > 0 else { return }
      XMLReader.of(data)?.characters(text, Int(count))
    }
    // Documents of offices declare none; what does wants to grow (billion laughs) or to read files.
    XML_SetEntityDeclHandler(expat) { data, _, _, _, _, _, _, _, _ in
      XMLReader.of(data)?.stop(.bomb("its XML declares entities"))
    }
  }

  deinit { XML_ParserFree(expat) }

  /// Reads a whole document into `content`.
  /// - Parameter encoding: instead of the declared one.
  /// - Throws: `damaged`, `bomb`; what was read before is in `content`.
  static func read(
    _ bytes: [UInt8], into content: any XMLContent, _ limits: ExtractionLimits, encoding: String? = nil
  ) throws(ExtractionReason) {
    let reader = try XMLReader(content, limits, encoding: encoding)
    try reader.read(bytes)
  }

  private func read(_ bytes: [UInt8]) throws(ExtractionReason) {
    // Pieces, so that the count fits expat's and a full content ends the work soon.
    let pieceBytes = 1 << 20
    var status = XML_STATUS_OK
    var at = 0
    repeat {
      let end = min(bytes.count, at + pieceBytes)
      status = bytes[at..<end].withUnsafeBytes { piece in
        XML_Parse(
          expat, piece.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(piece.count), end == bytes.count ? 1 : 0)
      }
      at = end
    } while status == XML_STATUS_OK && at < bytes.count
    if let fault { throw fault }
    if content.isFull { return }
    guard status == XML_STATUS_OK else {
      let code = XML_GetErrorCode(expat)
      if code == XML_ERROR_NO_MEMORY { throw .outOfMemory("The reader of XML") }
      let words = XML_ErrorString(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
      throw .damaged("its XML breaks off at line \(XML_GetCurrentLineNumber(expat)) (\(words))")
    }
  }

  private func stop(_ reason: ExtractionReason?) {
    fault = fault ?? reason
    XML_StopParser(expat, 0)
  }

  private func begins(_ name: UnsafePointer<XML_Char>, _ attributes: XMLAttributeList) {
    depth += 1
    if depth > maximumDepth { return stop(.damaged("its XML has elements \(maximumDepth) deep")) }
    content.begins(Self.localName(name), attributes)
    if content.isFull { stop(nil) }
  }

  private func ends(_ name: UnsafePointer<XML_Char>) {
    depth -= 1
    content.ends(Self.localName(name))
  }

  private func characters(_ text: UnsafePointer<XML_Char>, _ count: Int) {
    text.withMemoryRebound(to: UInt8.self, capacity: count) {
      content.characters(UnsafeBufferPointer(start: $0, count: count))
    }
  }

  private static func of(_ data: UnsafeMutableRawPointer?) -> XMLReader? {
    data.map { Unmanaged<XMLReader>.fromOpaque($0).takeUnretainedValue() }
  }

  fileprivate static func localName(_ name: UnsafePointer<XML_Char>) -> String {
    let whole = String(cString: name)
    guard let colon = whole.utf8.firstIndex(of: UInt8(ascii: ":")) else { return whole }
    return String(whole[whole.utf8.index(after: colon)...])
  }
}
