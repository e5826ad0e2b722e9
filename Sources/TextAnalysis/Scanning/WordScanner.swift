internal import CICU

/// Finds the words of UTF-8 text. One instance a thread (it holds ICU's iterator and buffers), used for text after text.
///
/// A word (version 1 of the rule) is what Unicode's word segmentation (UAX #29, root locale, with ICU's dictionaries for
/// the scripts that write no spaces) finds, split further at every character that is neither letter, mark nor decimal
/// digit: `foo.bar@example.org` is four words, `can't` two, `3.14` two, so that each part is found and the whole is a
/// phrase. Characters that are invisible inside a word (soft hyphen, joiners) stay inside it, and folding drops them.
/// Bytes that are no UTF-8 stand between words. A word of more than ``longestWord`` bytes is cut into consecutive ones.
///
/// Three ways lead to the same words, each as fast as the text allows: blocks of 64 bytes for ASCII and Latin letters,
/// one character after the other for what a table can decide, ICU for the rest.
public final class WordScanner {
  /// Bytes in the longest word, at most: an attached file that was written into a text is thereby terms of bounded size,
  /// and found by its first ones.
  public static let longestWord = 255

  /// Bytes of text without a separator that ICU gets at once; longer ones, which no language writes, are cut.
  static let longestRun = 4096

  let classes = CharacterClasses()
  let segmenter = ICUSegmenter()
  /// The last bytes of a text with zeros behind them, so that they can be read as a whole block.
  let lastBlock = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

  public init() {}

  deinit {
    lastBlock.deallocate()
  }

  /// Appends the ranges of the words in a text, in order.
  ///
  /// Any bytes will do. Of a text above 4 GiB, which no part of a message has, the rest behind that is not read.
  public func scan(_ text: UnsafeRawBufferPointer, into ranges: inout WordRanges) {
    let count = min(text.count, Int(UInt32.max))
    text.withMemoryRebound(to: UInt8.self) { bytes in
      if let start = bytes.baseAddress { scanBlocks(start, count, into: &ranges) }
    }
  }
}

@available(*, unavailable)
extension WordScanner: Sendable {}
