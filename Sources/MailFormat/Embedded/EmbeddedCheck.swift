/// Reads what a body carries inside it for the sake of its defects.
enum EmbeddedCheck {
  static func noteBody(of part: MailPart, in defects: inout DefectList) {
    let offset = part.body.lowerBound
    if part.mayBeTNEF, let archive = TNEFArchive.read(part.decoded(), limits: part.limits) {
      for kind in archive.defects { defects.note(kind, at: offset) }
    } else if part.type == .textPlain, part.disposition != "attachment" {
      let (files, isTruncated) = part.embeddedFiles(limit: part.limits.maximumEmbeddedFiles)
      for kind in files.flatMap(\.defects) { defects.note(kind, at: offset) }
      if isTruncated { defects.note(.tooManyEmbeddedFiles, at: offset) }
    }
  }
}
