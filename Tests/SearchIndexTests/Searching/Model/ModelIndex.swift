import TextAnalysis

@testable import SearchIndex

/// What an index should be: lists of documents, changed as the index is.
final class ModelIndex {
  /// What a segment holds in the order of its documents, those that were deleted but are still in the file included.
  struct Segment {
    var documents: [ModelDocument]
    /// Stems with the folded spellings under which they are listed. Those of documents that went with a merge stay where
    /// another document of the same input had the stem.
    var spellings: Set<Spelling>
  }

  struct Spelling: Hashable {
    var stem: Int
    var folded: Int
  }

  let schema: IndexSchema
  let analysis = ModelAnalysis()
  private(set) var segments: [(number: UInt64, segment: Segment)] = []
  /// Versions that are deleted.
  private(set) var deleted: Set<Int> = []
  private(set) var versions = 0

  init(_ schema: IndexSchema) { self.schema = schema }

  var live: [ModelDocument] { segments.flatMap(\.segment.documents).filter { !deleted.contains($0.version) } }

  func delete(_ keys: Set<UInt64>) {
    for (_, segment) in segments {
      for document in segment.documents where keys.contains(document.document.key) { deleted.insert(document.version) }
    }
  }

  /// The document as it is to be added, with its version in column 1.
  func numbered(_ document: IndexDocument) -> ModelDocument {
    var document = document
    document.values[1] = Int64(versions)
    versions += 1
    return ModelDocument(document, version: versions - 1, schema: schema, analysis: analysis)
  }

  /// Takes over which segments there are: one of a new number holds what was added, or what is left of those that are gone.
  func follow(_ snapshot: IndexSnapshot, added: [ModelDocument] = []) {
    let numbers = snapshot.segments.map(\.number)
    let gone = segments.filter { !numbers.contains($0.number) }
    var next: [(UInt64, Segment)] = []
    for number in numbers {
      if let known = segments.first(where: { $0.number == number }) {
        next.append(known)
      } else if gone.isEmpty {
        next.append((number, Segment(documents: added, spellings: spellings(added))))
      } else {
        next.append((number, merged(gone.map(\.segment))))
      }
    }
    segments = next
  }

  private func spellings(_ documents: [ModelDocument]) -> Set<Spelling> {
    var all: Set<Spelling> = []
    for document in documents {
      for text in document.texts {
        for word in text.words { all.insert(Spelling(stem: word.stem, folded: word.folded)) }
      }
    }
    return all
  }

  private func merged(_ inputs: [Segment]) -> Segment {
    let documents = inputs.flatMap(\.documents).filter { !deleted.contains($0.version) }
    // An input's spellings of a stem stay where one of its documents still has the stem.
    var all: Set<Spelling> = []
    for input in inputs {
      let stems = Set(spellings(input.documents.filter { !deleted.contains($0.version) }).map(\.stem))
      all.formUnion(input.spellings.filter { stems.contains($0.stem) })
    }
    return Segment(documents: documents, spellings: all)
  }
}
