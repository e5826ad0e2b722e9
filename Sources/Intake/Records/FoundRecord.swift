/// A communication on a channel other than mail, as its source states it: a text message, a fax or a note.
public struct FoundRecord: Sendable {
  public enum Channel: String, Sendable, CaseIterable {
    case textMessage = "sms"
    case fax
    case note
  }

  /// Somebody who sent, received or took part.
  public struct Participant: Sendable, Hashable {
    /// A number or an address as written; empty where only a name is known.
    public var identity: String
    /// Empty where the source gives none.
    public var name: String

    public init(identity: String, name: String = "") {
      self.identity = identity
      self.name = name
    }
  }

  /// A picture, a document: something that came with the communication, or the fax itself.
  public struct File: Sendable {
    /// As the source names it; empty where it does not. Never a path.
    public var name: String
    /// As the source states it; empty where it does not.
    public var mediaType: String
    public var body: FoundMessage.Body

    public init(name: String, mediaType: String, body: FoundMessage.Body) {
      self.name = name
      self.mediaType = mediaType
      self.body = body
    }

    /// What follows the last separator of a path, of Unix or of Windows.
    static func name(atEndOf path: String) -> String {
      let isSeparator = { (byte: UInt8) in byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") }
      return path.utf8.split(whereSeparator: isSeparator).last.flatMap { String($0) } ?? ""
    }
  }

  /// What was promised at the end of a note.
  public struct FollowUp: Sendable, Hashable {
    /// A civil date, `YYYY-MM-DD`.
    public var due: String
    public var responsible: [String]
    public var text: String

    public init(due: String, responsible: [String] = [], text: String = "") {
      self.due = due
      self.responsible = responsible
      self.text = text
    }
  }

  public enum Form: Sendable {
    /// XML of the Android app "SMS Backup & Restore".
    case androidBackup
    /// A line of NDJSON, see `Schemas/records/README.md`.
    case record
  }

  public var form: Form
  /// The file that holds the record.
  public var path: String
  /// Where `content` begins in that file, in bytes.
  public var offset: UInt64
  /// The exact bytes of the record in its source: the element `sms` or `mms`, the line without its line end.
  public var content: [UInt8]
  public var channel: Channel
  /// Whether we sent it; `nil` for notes, and where the source does not say, or says that it went between ourselves.
  public var outbound: Bool?
  /// Between our own lines, as the source says.
  public var isInternal = false
  /// Microseconds since 1970, within the years 1 to 9999; `nil` only for a fax whose record states no time.
  public var time: Int64?
  /// Minutes east of UTC of the clock that the time was read from; `nil` where the source does not say.
  public var zoneMinutes: Int?
  /// `nil` where the account itself is the sender, and for notes.
  public var from: Participant?
  /// Empty where the account itself is the receiver. Of a note: with whom.
  public var to: [Participant]
  public var text: String
  /// Of a note: its purpose.
  public var subject: String
  /// Media; of a fax exactly one file, the document.
  public var files: [File]
  /// Who wrote a note.
  public var author: String
  /// Of a note: `visit`, `phone`, `video` or `other`.
  public var medium: String
  /// Where a note's meeting took place.
  public var place: String
  public var followUp: FollowUp?
  /// What was odd, one short sentence each.
  public var defects: [String]

  public init(
    form: Form, path: String, offset: UInt64, content: [UInt8], channel: Channel, outbound: Bool? = nil,
    time: Int64? = nil, zoneMinutes: Int? = nil, from: Participant? = nil, to: [Participant] = [], text: String = "",
    subject: String = "", files: [File] = [], author: String = "", medium: String = "", place: String = "",
    followUp: FollowUp? = nil, defects: [String] = []
  ) {
    self.form = form
    self.path = path
    self.offset = offset
    self.content = content
    self.channel = channel
    self.outbound = outbound
    self.time = time
    self.zoneMinutes = zoneMinutes
    self.from = from
    self.to = to
    self.text = text
    self.subject = subject
    self.files = files
    self.author = author
    self.medium = medium
    self.place = place
    self.followUp = followUp
    self.defects = defects
  }
}
