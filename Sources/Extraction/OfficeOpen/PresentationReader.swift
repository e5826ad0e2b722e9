/// Presentations: each slide, followed by the speaker's notes and the comments.
struct PresentationReader {
  private let package: PackageParts

  init(_ package: PackageParts) { self.package = package }

  func read() throws(ExtractionReason) -> ExtractedText {
    let slides = package.numbered("ppt/slides/", "slide")
    let notes = package.numbered("ppt/notesSlides/", "notesSlide")
    let comments = package.numbered("ppt/comments/", "comment")
    let content = RunText(package.reading.limits)
    let isWhole = try package.readXML(slides + notes + comments, into: content) { content.startBlock() }
    if content.sink.isEmpty, !isWhole { throw .damaged("its slides can't be read") }
    var text = ExtractedText(content.sink.text, kind: .presentation)
    text.pages = slides.count
    text.isTruncated = content.isFull || !isWhole
    return text
  }
}
