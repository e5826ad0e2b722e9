/// The control words that text depends on; formatting has none.
enum RTFControlWord: Equatable {
  /// Stands for one scalar of text.
  case scalar(Unicode.Scalar)
  case paragraph, cell, row
  case unicode, unicodeSkip
  case font, plain, hidden
  case ansiCodepage, defaultFont, ansi, macintosh, codepage437, codepage850
  case fontTable, fontCharset, fontCodepage
  case fromHTML, fromText, htmlTag, htmlRTF
  /// A destination without text of the document.
  case skipped
  case binary

  static func identify(_ word: ByteView) -> RTFControlWord? {
    guard word.count <= 16 else { return nil }
    return named[String(decoding: word.rawBuffer, as: UTF8.self)]
  }

  private static let named: [String: RTFControlWord] = [
    "par": .paragraph, "line": .paragraph, "sect": .paragraph, "page": .paragraph, "softline": .paragraph,
    "cell": .cell, "nestcell": .cell, "row": .row, "nestrow": .row,
    "tab": .scalar("\t"), "lquote": .scalar("\u{2018}"), "rquote": .scalar("\u{2019}"),
    "ldblquote": .scalar("\u{201C}"), "rdblquote": .scalar("\u{201D}"), "bullet": .scalar("\u{2022}"),
    "endash": .scalar("\u{2013}"), "emdash": .scalar("\u{2014}"), "enspace": .scalar("\u{2002}"),
    "emspace": .scalar("\u{2003}"), "qmspace": .scalar("\u{2005}"), "zwj": .scalar("\u{200D}"),
    "zwnj": .scalar("\u{200C}"), "ltrmark": .scalar("\u{200E}"), "rtlmark": .scalar("\u{200F}"),
    "u": .unicode, "uc": .unicodeSkip, "f": .font, "plain": .plain, "v": .hidden,
    "ansicpg": .ansiCodepage, "deff": .defaultFont, "ansi": .ansi, "mac": .macintosh, "pc": .codepage437,
    "pca": .codepage850,
    "fonttbl": .fontTable, "fcharset": .fontCharset, "cpg": .fontCodepage,
    "fromhtml": .fromHTML, "fromtext": .fromText, "htmltag": .htmlTag, "htmlrtf": .htmlRTF,
    "bin": .binary,
    "colortbl": .skipped, "stylesheet": .skipped, "info": .skipped, "pict": .skipped, "fldinst": .skipped,
    "header": .skipped, "headerl": .skipped, "headerr": .skipped, "headerf": .skipped, "footer": .skipped,
    "footerl": .skipped, "footerr": .skipped, "footerf": .skipped,
    "xe": .skipped, "tc": .skipped, "objdata": .skipped, "objclass": .skipped, "objname": .skipped,
    "nonshppict": .skipped, "shprslt": .skipped, "filetbl": .skipped, "listtable": .skipped,
    "listoverridetable": .skipped, "revtbl": .skipped, "mhtmltag": .skipped, "template": .skipped, "rxe": .skipped,
    "bkmkstart": .skipped, "bkmkend": .skipped, "annotation": .skipped, "atnid": .skipped, "atnauthor": .skipped,
    "datafield": .skipped, "themedata": .skipped, "datastore": .skipped, "ftnsep": .skipped, "falt": .skipped,
    "nonesttables": .skipped,
  ]
}
